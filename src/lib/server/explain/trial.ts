// Trials of other weights for readers without scripts, and for links to a trial: worked out in a thread,
// one at a time, the latest kept. Pages import it.
import type { Trial, TrialAnswer } from '#lib/domain/explain/trial.ts';
import type { Weighing } from '#lib/domain/explain/weighing.ts';
import { BusyError, keepLast } from '../keep-last.ts';
import { inThread } from '../thread.ts';

const WORKER = 'src/lib/server/explain/trial-worker.ts';
/** Some kilobytes each. */
const KEPT = 200;
/** Each takes up to a second; whoever comes after so many is asked to come again. */
const MOST_WAITING = 8;

const keep = keepLast<TrialAnswer>(KEPT, { atOnce: 1, mostWaiting: MOST_WAITING });

export interface TrialTask {
  weighing: Weighing;
  trial: Trial;
}

/**
 * What comes of a trial; null where too many others wait.
 *
 * @param key the same for trials that ask the same of the same release
 * @throws whatever ends the thread
 */
export async function tryInThread(task: TrialTask, key: string): Promise<TrialAnswer | null> {
  try {
    return await keep(key, (gone) => inThread<TrialAnswer>(WORKER, task, gone));
  } catch (error) {
    if (error instanceof BusyError) return null;
    throw error;
  }
}
