// Sentences of how sure a rank is, each true of every answer. Used by Certainty.svelte alone.
import { locale } from '#lib/components/address.ts';
import { gapsWord, scaleWord } from '#lib/components/choice-words.ts';
import type { PlaceSpan } from '#lib/domain/explain/rank-interval.ts';
import { formatPercent } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { UnitPage } from './unit-page.ts';

type Certainty = NonNullable<UnitPage['certainty']>;

const NO_BOUNDS = {
  'not-asked': m.certainty_bounds_not_asked,
  busy: m.certainty_bounds_busy,
  failed: m.certainty_bounds_failed,
  pending: m.certainty_bounds_pending,
  gaps: m.certainty_bounds_gaps,
  multiplies: m.certainty_bounds_multiplies,
};

export function intervalText({ interval, ranked: of }: Certainty): string {
  if (!interval) return m.certainty_unranked();
  const { rank, low, median, high } = interval;
  return low === high
    ? m.certainty_point({ rank, of, low })
    : m.certainty_interval({ rank, of, low, high, median });
}

/**
 * Where the published rank lies at an end of its interval, or beyond: where the unit stands by each way
 * to one scale and each rule for gaps alone. Nothing where it lies within, where it is the first or the
 * last of all, beyond which no interval can go, and where only weights were drawn.
 */
export function waysText({ interval, ranked }: Certainty): string {
  if (!interval) return '';
  const { rank, low, high, byNormalisation, byMissing } = interval;
  const isInside = (rank > low && rank < high) || low === high;
  const isOutermost = (rank === low && low === 1) || (rank === high && high === ranked);
  if (isInside || isOutermost || (byNormalisation.length < 2 && byMissing.length < 2)) return '';
  const said = (way: string, span: PlaceSpan): string =>
    span.low === span.high
      ? m.certainty_way_point({ way, place: span.median })
      : m.certainty_way_span({ way, ...span });
  const scales = byNormalisation.map((span) => said(scaleWord(span.normalisation), span));
  const gaps = byMissing.map((span) => said(gapsWord(span.missing), span));
  return [
    rank < low || rank > high ? m.certainty_beyond() : m.certainty_at_end(),
    ...(scales.length > 1 ? [m.certainty_by_scale({ ways: scales.join('; ') })] : []),
    ...(gaps.length > 1 ? [m.certainty_by_gaps({ ways: gaps.join('; ') })] : []),
  ].join(' ');
}

/** Said where some of the draws give the unit no place at all: it stands somewhere in the others alone. */
export const placedText = ({ interval }: Certainty): string =>
  interval && interval.placed < 1
    ? m.certainty_placed({ share: formatPercent(interval.placed, locale(), 0) })
    : '';

export function boundsText({ bounds, boundsReason }: Certainty): string {
  if (!bounds) return boundsReason === null ? '' : NO_BOUNDS[boundsReason]();
  const { best, worst } = bounds;
  const text = m.certainty_bounds({
    best: best.exact ? m.certainty_best_exact(best) : m.certainty_best_bound(best),
    worst: worst.exact ? m.certainty_worst_exact(worst) : m.certainty_worst_bound(worst),
  });
  return best.exact && worst.exact ? text : `${text} ${m.certainty_bounds_inexact()}`;
}

/** Whether somebody may ask for them, now or again. */
export const mayAskBounds = ({ boundsReason }: Certainty): boolean =>
  boundsReason === 'not-asked' || boundsReason === 'busy' || boundsReason === 'failed';

export function tierText({ tier }: Certainty): string {
  if (!tier) return '';
  const { number, of, units, overlapping } = tier;
  const [mates, n] = [units.length - 1, overlapping.length];
  return [
    mates === 0
      ? m.certainty_tier_alone({ number, of })
      : m.certainty_tier_shared({ number, of, mates }),
    n === 0 ? m.certainty_overlaps_none() : m.certainty_overlaps({ n }),
  ].join(' ');
}

/** What was drawn: always the scales, the rules for gaps where there was a choice of them. */
export function drawnText({ draws }: Certainty): string {
  if (!draws) return '';
  const { seed, choices, weights } = draws;
  const scales = new Set(choices.map(({ normalisation }) => scaleWord(normalisation)));
  const ways = new Set(choices.map(({ missing }) => gapsWord(missing)));
  return [
    m.certainty_drawn({ seed: String(seed), scales: [...scales].join(', ') }),
    ...(ways.size > 1 ? [m.certainty_drawn_gaps({ ways: [...ways].join(', ') })] : []),
    ...(weights.some(({ assumed }) => assumed) ? [m.certainty_assumed()] : []),
  ].join(' ');
}
