// The worker thread of certainty.ts: the draws, which take a moment, or the exact ends, which may take
// all the time that they are given.
import { parentPort, workerData } from 'node:worker_threads';
import { boundRanks } from '#lib/domain/explain/rank-bounds.ts';
import { drawIntervals } from '#lib/domain/explain/rank-interval.ts';
import type { CertaintyTask } from './certainty.ts';
import { createSolver } from './solver.ts';

const task = workerData as CertaintyTask;

async function answer() {
  if (task.part === 'draws') return drawIntervals(task.weighing);
  const until = performance.now() + task.boundsMs;
  const secondsLeft = (): number => (until - performance.now()) / 1000;
  return boundRanks(task.weighing, await createSolver({ secondsLeft }));
}

parentPort?.postMessage(await answer());
