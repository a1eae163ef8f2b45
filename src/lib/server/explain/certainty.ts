// How sure the places of a release's composites are, for pages and API: worked out once a release,
// measure and group in a worker thread, and kept as long as the release is kept in memory.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { BoundsReason, RankBounds } from '#lib/domain/explain/rank-bounds.ts';
import type { RankIntervals } from '#lib/domain/explain/rank-interval.ts';
import { tiersOf } from '#lib/domain/explain/tiers.ts';
import { weighingOf, type Weighing, type WeighingReason } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { PROJECT_FOLDER } from '../project-folder.ts';

const WORKER = join(PROJECT_FOLDER, 'src/lib/server/explain/certainty-worker.ts');
/** For the exact ends of one group; those that are not found by then are named as bounds. */
const BOUNDS_MS = 30_000;
/** Threads at work at once: the pages' own needs the other processor. */
const threads = pLimit(1);

export interface CertaintyTask {
  weighing: Weighing;
  boundsMs: number;
}

export type BoundsAnswer = RankBounds[] | { reason: BoundsReason };

/** What the worker says, one after the other. */
export type Said = { intervals: RankIntervals } | { bounds: BoundsAnswer };

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
  const { drawn, bounds } = start({ weighing, boundsMs: BOUNDS_MS });
  // Whoever asks for the draws alone is not told of what comes after them.
  let soFar: BoundsAnswer | null = null;
  bounds.then(
    (found) => (soFar = found),
    () => {},
  );
  const intervals = await drawn;
  const tiers = tiersOf(intervals.units);
  return { weighing, intervals, tiers, bounds, boundsSoFar: () => soFar };
}

function start(task: CertaintyTask) {
  const drawn = Promise.withResolvers<RankIntervals>();
  const bounds = Promise.withResolvers<BoundsAnswer>();
  const run = (): Promise<void> =>
    new Promise((resolve) => {
      const worker = new Worker(WORKER, { workerData: task, env: {} });
      const fail = (cause: unknown): void => {
        drawn.reject(cause);
        bounds.reject(cause);
      };
      worker.on('message', (said: Said) => {
        if ('intervals' in said) drawn.resolve(said.intervals);
        else bounds.resolve(said.bounds);
      });
      worker.once('error', fail);
      worker.once('exit', (code) => {
        fail(new Error(`the thread of certainty ended with ${code}`));
        resolve();
      });
    });
  void threads(run);
  return { drawn: drawn.promise, bounds: bounds.promise };
}
