// One unit's certainty on one composite, as the API answers it and the unit page shows it. Names are
// part of the API and never change.
import { setImmediate } from 'node:timers/promises';
import type { Choice } from '#lib/domain/explain/choices.ts';
import type { BoundsReason, RankEnd } from '#lib/domain/explain/rank-bounds.ts';
import type { RankInterval } from '#lib/domain/explain/rank-interval.ts';
import type { WeighingReason } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { BusyError } from '../keep-last.ts';
import {
  certaintyOf,
  endsOf,
  endsSoFar,
  rankingKey,
  type BoundsAnswer,
  type Certainty,
} from './certainty.ts';

/** How far one weight was let move; fractions of the published one where the index does not say. */
interface WeightEnds {
  node: string;
  name: { vi: string; en: string };
  weight: number;
  least: number;
  most: number;
  /** True where the index has no bounds of its own and ±25 % were taken. */
  assumed: boolean;
}

/**
 * Why there are no ends where the index has some: nobody has asked for them yet, they are being looked
 * for, too many others wait for theirs, or the fault is ours.
 */
export type NoEnds = 'not-asked' | 'pending' | 'busy' | 'failed';

export interface IntervalAnswer {
  measure: string;
  group: string | null;
  /** Null with a reason where there is no interval. */
  interval: Omit<RankInterval, 'unitId'> | null;
  reason: WeighingReason | 'unranked' | null;
  /** Units that the composite ranks. */
  ranked: number;
  /**
   * The unit's tier, how many there are, who is in the same one, itself counted, and whose intervals
   * overlap its own, in whatever tier.
   */
  tier: { number: number; of: number; units: UnitId[]; overlapping: UnitId[] } | null;
  /** Best and worst place under any weights within their bounds. `exact` is false for mere bounds. */
  bounds: { best: RankEnd; worst: RankEnd } | null;
  boundsReason: BoundsReason | NoEnds | null;
  draws: { seed: number; count: number; choices: Choice[]; weights: WeightEnds[] } | null;
}

const NOTHING = {
  interval: null,
  ranked: 0,
  tier: null,
  bounds: null,
  boundsReason: null,
  draws: null,
};

interface IntervalOptions {
  /** Whether to `wait` for the exact ends, to `begin` looking for them, or to tell those `found`. */
  ends: 'wait' | 'begin' | 'found';
  /** Of the one who waits. */
  signal?: AbortSignal;
  /** Told of what ended a search for ends. */
  onFailure: (error: unknown) => void;
}

/**
 * How sure a unit's place on a measure is.
 *
 * @throws as `certaintyOf`, where there is no interval; without ends there is a reason in their stead
 */
export async function intervalOf(
  release: Release,
  unit: UnitId,
  measure: string,
  options: IntervalOptions,
): Promise<IntervalAnswer> {
  const group = release.rules.units.find(({ id }) => id === unit)?.groupId ?? null;
  if (group === null) return { ...NOTHING, measure, group, reason: 'unranked' };
  const certainty = await certaintyOf(release, measure, group, options.signal);
  if ('reason' in certainty) return { ...NOTHING, measure, group, reason: certainty.reason };
  const ends = await askEnds(rankingKey(release, measure, group), certainty, options);
  return { measure, group, ...unitPart(certainty, unit), ...boundsPart(ends, unit) };
}

async function askEnds(
  ranking: string,
  { weighing }: Certainty,
  { ends, signal, onFailure }: IntervalOptions,
): Promise<BoundsAnswer | NoEnds> {
  if (ends === 'found') return endsSoFar(ranking) ?? 'not-asked';
  const found = endsOf(ranking, weighing, ends === 'wait' ? signal : undefined).catch(
    (error: unknown): NoEnds => {
      if (signal?.aborted) throw error;
      if (error instanceof BusyError) return 'busy';
      onFailure(error);
      return 'failed';
    },
  );
  // What is taken in, or refused, is so before this turn of the event loop ends.
  return ends === 'wait' ? found : Promise.race([found, setImmediate('pending' as const)]);
}

function unitPart({ intervals, tiers, weighing }: Certainty, unit: UnitId) {
  const { seed, draws: count, choices } = intervals;
  const found = intervals.units.find(({ unitId }) => unitId === unit);
  const number = tiers.get(unit);
  const draws = { seed, count, choices, weights: weightEnds(weighing) };
  const ranked = weighing.units.length;
  if (!found || number === undefined) {
    return { interval: null, reason: 'unranked' as const, ranked, tier: null, draws };
  }
  const { unitId: _, ...interval } = found;
  const overlapping = intervals.units
    .filter(({ unitId, low, high }) => unitId !== unit && low <= found.high && high >= found.low)
    .map(({ unitId }) => unitId);
  const mates = [...tiers].filter(([, tier]) => tier === number).map(([mate]) => mate);
  const tier = { number, of: Math.max(...tiers.values()), units: mates, overlapping };
  return { interval, reason: null, ranked, tier, draws };
}

const weightEnds = ({ nodes }: Certainty['weighing']): WeightEnds[] =>
  nodes.slice(1).map(({ code, nameVi, nameEn, weight, least, most, weightMin, weightMax }) => ({
    node: code,
    name: { vi: nameVi, en: nameEn },
    weight: weight ?? 0,
    least,
    most,
    assumed: weightMin === null || weightMax === null,
  }));

function boundsPart(
  bounds: BoundsAnswer | NoEnds,
  unit: UnitId,
): Pick<IntervalAnswer, 'bounds' | 'boundsReason'> {
  if (typeof bounds === 'string') return { bounds: null, boundsReason: bounds };
  if ('reason' in bounds) return { bounds: null, boundsReason: bounds.reason };
  const own = bounds.find(({ unitId }) => unitId === unit);
  return { bounds: own ? { best: own.best, worst: own.worst } : null, boundsReason: null };
}
