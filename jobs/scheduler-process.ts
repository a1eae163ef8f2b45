// The scheduler as a child process. main, demo and dev import it.
import { fileURLToPath } from 'node:url';
import type { LogLevel } from '#lib/server/config.ts';
import { startChild, type Child } from './children.ts';
import { LEDGER_DEFAULTS } from './ledger.ts';

const SCHEDULER = fileURLToPath(new URL('scheduler.ts', import.meta.url));

export interface SchedulerOptions {
  databaseUrl: string;
  logLevel: LogLevel;
  /** Scheme and host that readers type; mail leads there. */
  origin: string;
  /** Sources gathered at once. */
  gatherConcurrency?: number;
  /** How long a source has for all pages of one try. */
  runLimitMs?: number;
}

/** Starts the scheduler and waits until it looks for work. */
export const startSchedulerProcess = ({
  databaseUrl,
  logLevel,
  origin,
  gatherConcurrency = LEDGER_DEFAULTS.concurrency,
  runLimitMs = LEDGER_DEFAULTS.runLimitMs,
}: SchedulerOptions): Promise<Child> =>
  startChild({
    name: 'the scheduler',
    args: [SCHEDULER],
    readyLine: /^Scheduler ready/,
    env: {
      DATABASE_URL: databaseUrl,
      ORIGIN: origin,
      TIENDO_LOG: logLevel,
      TIENDO_GATHER_CONCURRENCY: String(gatherConcurrency),
      TIENDO_RUN_LIMIT_MINUTES: String(runLimitMs / 60_000),
    },
  });
