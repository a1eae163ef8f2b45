// What every job works with outside tests: the real clock. Commands import it.
import type { JobContext } from '#lib/server/context.ts';

type Given = 'db' | 'log' | 'signal';

/** @param given may also bring a "now" of its own */
export const jobContext = (
  given: Pick<JobContext, Given> & Partial<Pick<JobContext, 'now'>>,
): JobContext => ({ now: () => new Date(), trace: () => undefined, ...given });
