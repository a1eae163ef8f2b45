// Sentences of how sure a rank is, each true of every answer. Used by Certainty.svelte alone.
import { gapsWord, scaleWord } from '#lib/components/choice-words.ts';
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
