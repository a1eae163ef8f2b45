// Works a trial of other weights out beside the page, so that the page stays awake. Only trier.ts
// starts it.
import { tryOut, type Trial } from '#lib/domain/explain/trial.ts';
import type { Weighing } from '#lib/domain/explain/weighing.ts';

/** What the page asks. */
export interface TrialTask {
  weighing: Weighing;
  trial: Trial;
}

self.addEventListener('message', ({ data: task }: MessageEvent<TrialTask>) => {
  self.postMessage(tryOut(task.weighing, task.trial));
});
