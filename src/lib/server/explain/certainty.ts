// How sure the places of a release's composites are, for pages and API: worked out in worker threads, once
// a release, measure and group, and kept by the release's id.
import type { BoundsReason, RankBounds } from '#lib/domain/explain/rank-bounds.ts';
import type { RankIntervals } from '#lib/domain/explain/rank-interval.ts';
import { tiersOf } from '#lib/domain/explain/tiers.ts';
import { weighingOf, type Weighing, type WeighingReason } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { keepLast } from '../keep-last.ts';
import { inThread } from '../thread.ts';

const WORKER = 'src/lib/server/explain/certainty-worker.ts';
/** For the exact ends of one group; those that are not found by then are named as bounds. */
const BOUNDS_MS = 30_000;
/** Of 63 units with their places in 10,000 draws, some 50 kilobytes. */
const DRAWN_KEPT = 100;
/** Of 63 units, some kilobytes. */
const ENDS_KEPT = 500;
/**
 * Draws take a moment, and pages wait for them. Ends may take all the time that they are given, so that
 * nobody is taken in who would wait for longer than two minutes. One thread each: the pages' own needs
 * the other processor.
 */
const keepDrawn = keepLast<CertaintyAnswer>(DRAWN_KEPT, { atOnce: 1, mostWaiting: 32 });
const keepEnds = keepLast<BoundsAnswer>(ENDS_KEPT, { atOnce: 1, mostWaiting: 3 });

export type CertaintyTask =
  { part: 'draws'; weighing: Weighing } | { part: 'ends'; weighing: Weighing; boundsMs: number };

export type BoundsAnswer = RankBounds[] | { reason: BoundsReason };

/** What is known of one composite over one group. */
export interface Certainty {
  weighing: Weighing;
  intervals: RankIntervals;
  /** Tier of each unit, from 1. */
  tiers: ReadonlyMap<UnitId, number>;
}

export type CertaintyAnswer = Certainty | { reason: WeighingReason };

/** The same for one measure of one group in one release. */
export const rankingKey = ({ id, knownAt }: Release, measure: string, groupId: string): string =>
  [id, knownAt, groupId, measure].join(' ');

/**
 * How sure the places on a measure are, without the exact ends.
 *
 * @param signal of the one who asks
 * @throws BusyError where too many wait, and what the thread throws; a new one is asked the next time
 */
export function certaintyOf(
  release: Release,
  measure: string,
  groupId: string,
  signal?: AbortSignal,
): Promise<CertaintyAnswer> {
  const draw = async (gone: AbortSignal): Promise<CertaintyAnswer> => {
    const weighing = weighingOf(release, measure, groupId);
    if ('reason' in weighing) return weighing;
    const task: CertaintyTask = { part: 'draws', weighing };
    const intervals = await inThread<RankIntervals>(WORKER, task, gone);
    return { weighing, intervals, tiers: tiersOf(intervals.units) };
  };
  return keepDrawn(rankingKey(release, measure, groupId), draw, signal);
}

/**
 * The exact ends of a composite: they are looked for when somebody asks, and no longer than anybody
 * waits for them.
 *
 * @param ranking `rankingKey` of the composite
 * @throws as `certaintyOf`
 */
export function endsOf(
  ranking: string,
  weighing: Weighing,
  signal?: AbortSignal,
): Promise<BoundsAnswer> {
  const task: CertaintyTask = { part: 'ends', weighing, boundsMs: BOUNDS_MS };
  return keepEnds(ranking, (gone) => inThread<BoundsAnswer>(WORKER, task, gone), signal);
}

/** The ends that were found already, `pending` while they are looked for; null where nobody has asked. */
export const endsSoFar = (ranking: string): BoundsAnswer | 'pending' | null =>
  keepEnds.known(ranking) ?? (keepEnds.isUnderWay(ranking) ? 'pending' : null);
