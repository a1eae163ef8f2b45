// What comes of the trial that an address asks for, worked out on the server. Only the page's load
// imports it; with scripts every further trial is worked out in the browser.
import type { TrialAnswer } from '#lib/domain/explain/trial.ts';
import type { Weighing } from '#lib/domain/explain/weighing.ts';
import { tryInThread } from '#lib/server/explain/trial.ts';
import { passing } from '#lib/server/pages/passing.ts';
import { getLog } from '#lib/server/web.ts';
import { readTrial, trialKey } from './trial-address.ts';

/** `busy`: too many others wait; `failed`: the fault is ours, and in the log. */
export type ServedAnswer = TrialAnswer | { reason: 'busy' | 'failed' };

/**
 * Null where the address tries nothing, or nothing can be tried; `key` names the trial answered.
 *
 * @param ranking the same for one measure of one group in one release
 */
export async function readTrialAnswer(
  params: URLSearchParams,
  weighing: Weighing | null,
  ranking: string,
): Promise<{ key: string; answer: ServedAnswer } | null> {
  const trial = weighing && readTrial(params, weighing);
  if (!trial) return null;
  const key = trialKey(trial, weighing);
  try {
    const answer = await tryInThread({ weighing, trial }, `${ranking} ${key}`);
    if (!answer) passing();
    return { key, answer: answer ?? { reason: 'busy' } };
  } catch (error) {
    getLog().error({ err: error, trial: key }, 'no answer to a trial of weights');
    passing();
    return { key, answer: { reason: 'failed' } };
  }
}
