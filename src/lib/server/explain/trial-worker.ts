// The worker thread of trial.ts: one trial, one answer.
import { parentPort, workerData } from 'node:worker_threads';
import { tryOut } from '#lib/domain/explain/trial.ts';
import type { TrialTask } from './trial.ts';

const { weighing, trial } = workerData as TrialTask;
parentPort?.postMessage(tryOut(weighing, trial));
