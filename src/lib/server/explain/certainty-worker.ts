// The worker thread of certainty.ts: draws first, which takes a moment, then the exact ends, which may
// take all the time that it is given.
import { parentPort, workerData } from 'node:worker_threads';
import { boundRanks } from '#lib/domain/explain/rank-bounds.ts';
import { drawIntervals } from '#lib/domain/explain/rank-interval.ts';
import type { CertaintyTask, Said } from './certainty.ts';
import { createSolver } from './solver.ts';

const { weighing, boundsMs } = workerData as CertaintyTask;
const say = (said: Said): void => parentPort?.postMessage(said);

say({ intervals: drawIntervals(weighing) });
const until = performance.now() + boundsMs;
const solve = await createSolver({ secondsLeft: () => (until - performance.now()) / 1000 });
say({ bounds: boundRanks(weighing, solve) });
