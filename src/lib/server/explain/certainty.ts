// How sure the places of a release's composites are, for pages and API: worked out once a release,
// measure and group in a worker thread, and kept as long as the release is kept in memory.
import pLimit from 'p-limit';
import type { BoundsReason, RankBounds } from '#lib/domain/explain/rank-bounds.ts';
import type { RankIntervals } from '#lib/domain/explain/rank-interval.ts';
import { tiersOf } from '#lib/domain/explain/tiers.ts';
import { weighingOf, type Weighing, type WeighingReason } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { inThread } from '../thread.ts';

const WORKER = 'src/lib/server/explain/certainty-worker.ts';
/** For the exact ends of one group; those that are not found by then are named as bounds. */
const BOUNDS_MS = 30_000;
/**
 * Threads at work at once: draws take a moment, and pages wait for them; ends may take all the time that
 * they are given, and the pages' own needs the other processor.
 */
const [draws, ends] = [pLimit(1), pLimit(1)];

export type CertaintyTask =
  { part: 'draws'; weighing: Weighing } | { part: 'ends'; weighing: Weighing; boundsMs: number };

export type BoundsAnswer = RankBounds[] | { reason: BoundsReason };

/** What is known of one composite over one group. */
export interface Certainty {
  weighing: Weighing;
  intervals: RankIntervals;
  /** Tier of each unit, from 1. */
  tiers: ReadonlyMap<UnitId, number>;
  /** The exact ends once they are found. */
  bounds: Promise<BoundsAnswer>;
  /** The same where they are found already; null while they are looked for. */
  boundsSoFar: () => BoundsAnswer | null;
}

export type CertaintyAnswer = Certainty | { reason: WeighingReason };

const kept = new WeakMap<Release, Map<string, Promise<CertaintyAnswer>>>();

/**
 * How sure the places on a measure are. Answers once the draws are done; the exact ends may follow.
 * Rejects where the thread fails, and asks a new one the next time.
 */
export function certaintyOf(
  release: Release,
  measure: string,
  groupId: string,
): Promise<CertaintyAnswer> {
  const ofRelease = kept.get(release) ?? new Map<string, Promise<CertaintyAnswer>>();
  kept.set(release, ofRelease);
  const key = `${groupId} ${measure}`;
  const found = ofRelease.get(key) ?? workOut(release, measure, groupId);
  ofRelease.set(key, found);
  found.catch(() => ofRelease.delete(key));
  return found;
}

async function workOut(release: Release, measure: string, group: string): Promise<CertaintyAnswer> {
  const weighing = weighingOf(release, measure, group);
  if ('reason' in weighing) return weighing;
  const drawTask: CertaintyTask = { part: 'draws', weighing };
  const intervals = await draws(() => inThread<RankIntervals>(WORKER, drawTask));
  const endTask: CertaintyTask = { part: 'ends', weighing, boundsMs: BOUNDS_MS };
  const bounds = ends(() => inThread<BoundsAnswer>(WORKER, endTask));
  // Whoever asks for the draws alone is not told of what comes after them.
  let soFar: BoundsAnswer | null = null;
  bounds.then(
    (found) => (soFar = found),
    () => {},
  );
  const tiers = tiersOf(intervals.units);
  return { weighing, intervals, tiers, bounds, boundsSoFar: () => soFar };
}
