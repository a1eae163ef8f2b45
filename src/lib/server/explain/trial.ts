// Trials of other weights for readers without scripts, and for links to a trial: worked out in a thread,
// one at a time, the latest kept. Pages import it.
import pLimit from 'p-limit';
import type { Trial, TrialAnswer } from '#lib/domain/explain/trial.ts';
import type { Weighing } from '#lib/domain/explain/weighing.ts';
import { keepLast } from '../keep-last.ts';
import { inThread } from '../thread.ts';

const WORKER = 'src/lib/server/explain/trial-worker.ts';
/** Some kilobytes each. */
const KEPT = 20;
/** Each takes up to a second; whoever comes after so many is asked to come again. */
const MOST_WAITING = 8;

const threads = pLimit(1);
const kept = new WeakMap<Weighing, ReturnType<typeof keepLast<TrialAnswer>>>();

export interface TrialTask {
  weighing: Weighing;
  trial: Trial;
}

class TooManyError extends Error {}

/**
 * What comes of a trial; null where too many others wait.
 *
 * @param key the same for trials that ask the same
 * @throws whatever ends the thread
 */
export async function tryInThread(task: TrialTask, key: string): Promise<TrialAnswer | null> {
  const keep = kept.get(task.weighing) ?? keepLast<TrialAnswer>(KEPT);
  kept.set(task.weighing, keep);
  try {
    return await keep(key, () => workOut(task));
  } catch (error) {
    if (error instanceof TooManyError) return null;
    throw error;
  }
}

async function workOut(task: TrialTask): Promise<TrialAnswer> {
  if (threads.pendingCount >= MOST_WAITING) throw new TooManyError();
  return threads(() => inThread<TrialAnswer>(WORKER, task));
}
