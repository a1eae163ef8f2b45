// What a command line that works on the database does: opens it, stops on Ctrl-C, and turns what a
// person must mend into words and an exit code. run.ts imports it.
import { readLogLevel, readPlace } from '#lib/server/config.ts';
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import { createLog } from '#lib/server/log.ts';
import { jobContext } from './job-context.ts';
import { databaseAt } from './place.ts';
import { openProductDatabase } from './product-content.ts';
import { listenForStop } from './stopping.ts';

export interface CommandOptions {
  /** Folder of the database; where none is given, the database of `npm start`. */
  folder?: string | undefined;
  /** The "now" of the command; the clock's by default. */
  asOf?: Date | undefined;
}

/** Opens the database, brought to this version's tables, and closes it when `work` is over or stopped. */
export async function withJobContext<T>(
  options: CommandOptions,
  work: (ctx: JobContext) => Promise<T>,
): Promise<T> {
  const { folder } = options;
  const place = folder === undefined ? readPlace(process.env) : { databaseUrl: null, folder };
  const log = createLog(readLogLevel(process.env));
  const stopping = listenForStop();
  try {
    const { db } = await openProductDatabase(stopping, { ...(await databaseAt(place)), log });
    const now = () => options.asOf ?? new Date();
    return await work(jobContext({ db, log, signal: stopping.signal, now }));
  } catch (error) {
    if (stopping.signal.aborted) throw new UsageError('Stopped.', { cause: error });
    throw error;
  } finally {
    await stopping.closeAll();
  }
}

/**
 * Runs a command line: exit code 0 where it went well, 1 where it did not or the person must mend
 * something (said in words on standard error). Any other error is ours and is thrown, with its stack.
 */
export async function runCommandLine(work: () => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await work()) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
