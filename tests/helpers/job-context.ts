// A job's world for tests: a clock that stands where it is put, quick tries without pauses, no log.
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { createPortalClient, type FetchLimits } from '#lib/server/sources/fetch.ts';

export function jobContext(db: Db, now: string, change: Partial<JobContext> = {}): JobContext {
  return {
    db,
    now: () => new Date(now),
    log: createLog('silent'),
    signal: new AbortController().signal,
    trace: () => undefined,
    ...change,
  };
}

/** A client that does not wait between its tries. */
export const quickClient = (limits: Partial<FetchLimits> = {}) =>
  createPortalClient({ now: () => new Date(), random: () => 0 }, limits);
