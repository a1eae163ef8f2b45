// What every command line of the jobs does alike: opens the database, stops on Ctrl-C, and turns what
// a person must mend into words and an exit code. Imported by the command lines alone.
import { fileURLToPath } from 'node:url';
import type { JobContext } from '#lib/server/context.ts';
import { connect } from '#lib/server/db/client.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { defaultFolder } from '#lib/server/db/folder.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { UsageError } from '#lib/server/errors.ts';
import { createLog } from '#lib/server/log.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';

const CATALOGUE = fileURLToPath(new URL('../drizzle/catalogue', import.meta.url));

export interface CommandOptions {
  /** Folder of the embedded database; not used where DATABASE_URL is set. */
  folder?: string | undefined;
  /** The "now" of the command; the clock's by default. */
  asOf?: Date | undefined;
  /** A line of standard output. */
  print: (line: string) => void;
}

/** Fires on Ctrl-C and on being asked to end; the second time the process ends by itself. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new UsageError(`Stopped by ${name}.`)));
  }
  return stop.signal;
}

/** Opens the database (its own where DATABASE_URL is not set), migrated and with the catalogue in it. */
export async function withJobContext<T>(
  options: CommandOptions,
  work: (ctx: JobContext) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: databaseUrl, TIENDO_LOG: level, TIENDO_TRACE: isTraced } = process.env;
  const log = createLog(level ?? 'warn');
  const folder = options.folder ?? (databaseUrl ? undefined : await defaultFolder('tiendo'));
  const database = await openDatabase({ databaseUrl, folder, log });
  try {
    await migrateDatabase(database.url);
    const db = connect(database.url, { name: 'tiendo-jobs' });
    try {
      await loadCatalogue(db, CATALOGUE);
      const { asOf, print } = options;
      return await work({
        db,
        now: () => asOf ?? new Date(),
        fetch,
        log,
        signal: stopSignal(),
        trace: (step) => (isTraced ? print(`step ${step}`) : undefined),
      });
    } finally {
      await db.close();
    }
  } finally {
    await database.close();
  }
}

/**
 * Runs a command line: exit code 0 where it went well, 1 where the person must mend something (said
 * in words on standard error). Any other error is ours and is thrown, with its stack.
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
