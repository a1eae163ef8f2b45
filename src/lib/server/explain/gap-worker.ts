// The worker thread of gap-thread.ts: one gap, one answer.
import { parentPort, workerData } from 'node:worker_threads';
import { gapOf } from '#lib/domain/explain/gap.ts';
import type { GapThreadTask } from './gap-thread.ts';

const { course, unit, measure, rank, services } = workerData as GapThreadTask;
parentPort?.postMessage(gapOf(course, unit, measure, rank, services));
