// The ways of making an index that draws pick from, in words. Pages that tell of intervals import it.
import type { DrawnNormalisation, DrawnPolicy } from '#lib/domain/explain/choices.ts';
import { m } from '#lib/paraglide/messages.js';

const SCALES = {
  given: m.certainty_scale_given,
  minmax: m.certainty_scale_minmax,
  zscore: m.certainty_scale_zscore,
} as const satisfies Record<DrawnNormalisation, () => string>;

const WAYS = {
  given: m.certainty_way_given,
  renormalise: m.certainty_way_renormalise,
  exclude_unit: m.certainty_way_exclude,
} as const satisfies Record<DrawnPolicy, () => string>;

/** How leaves are brought to one scale. */
export const scaleWord = (normalisation: DrawnNormalisation): string => SCALES[normalisation]();

/** What becomes of a unit that lacks a part. */
export const gapsWord = (policy: DrawnPolicy): string => WAYS[policy]();
