// What every job is handed: the world comes in as an argument, so that tests hand in another.
import type { Logger } from 'pino';
import type { Db } from './db/client.ts';

export interface JobContext {
  db: Db;
  /** The job's "now"; recorded and released times are taken from it. */
  now: () => Date;
  fetch: typeof fetch;
  log: Logger;
  signal: AbortSignal;
  /** Told the name of each step before it is taken; the fault tests listen. */
  trace: (step: string) => void;
}
