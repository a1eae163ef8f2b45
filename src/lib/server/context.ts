// What every job is handed: the world comes in as an argument, so that tests hand in another.
import type { Logger } from 'pino';
import type { Db } from './db/client.ts';

export interface JobContext {
  db: Db;
  /** The job's "now"; recorded and released times are taken from it. */
  now: () => Date;
  log: Logger;
  signal: AbortSignal;
  /** Told the name of each step before it is taken; the fault tests listen. */
  trace: (step: string) => void;
}

/** What one run of a job tells when it is over. */
export interface RunReport {
  job: 'gather' | 'publish';
  /** The source that was gathered, or the series that was published. */
  subject: string;
  period: string;
  /**
   * `done` something was written · `unchanged` nothing had changed · `retry` it failed and is tried
   * again · `failed` it was given up · `lost` another runner took it over, so nothing was kept.
   */
  outcome: 'done' | 'unchanged' | 'retry' | 'failed' | 'lost';
  /** Rows read, and versions (or release rows) written. */
  rows: number;
  written: number;
  /** Why, where it failed. */
  note: string | null;
}
