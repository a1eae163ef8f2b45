// Sentences of how sure a rank is, each true of every answer. Used by Certainty.svelte alone.
import { m } from '#lib/paraglide/messages.js';
import type { UnitPage } from './unit-page.ts';

type Certainty = NonNullable<UnitPage['certainty']>;

const SCALES = {
  given: m.certainty_scale_given,
  minmax: m.certainty_scale_minmax,
  zscore: m.certainty_scale_zscore,
};
const WAYS = {
  given: m.certainty_way_given,
  renormalise: m.certainty_way_renormalise,
  exclude_unit: m.certainty_way_exclude,
};
const NO_BOUNDS = {
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
  const places = { best: bounds.best.place, worst: bounds.worst.place };
  return bounds.best.exact && bounds.worst.exact
    ? m.certainty_bounds_exact(places)
    : m.certainty_bounds_limits(places);
}

export function tierText({ tier }: Certainty): string {
  if (!tier) return '';
  const { number, of, units } = tier;
  return units.length === 1
    ? m.certainty_tier_alone({ number, of })
    : m.certainty_tier_shared({ number, of, mates: units.length - 1 });
}

/** What was drawn: always the scales, the rules for gaps where there was a choice of them. */
export function drawnText({ draws }: Certainty): string {
  if (!draws) return '';
  const { seed, choices, weights } = draws;
  const scales = new Set(choices.map(({ normalisation }) => SCALES[normalisation]()));
  const ways = new Set(choices.map(({ missing }) => WAYS[missing]()));
  return [
    m.certainty_drawn({ seed: String(seed), scales: [...scales].join(', ') }),
    ...(ways.size > 1 ? [m.certainty_drawn_gaps({ ways: [...ways].join(', ') })] : []),
    ...(weights.some(({ assumed }) => assumed) ? [m.certainty_assumed()] : []),
  ].join(' ');
}
