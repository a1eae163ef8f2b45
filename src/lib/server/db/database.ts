// The database that a command works on: our own server's, or the one that DATABASE_URL names. Jobs
// import it at their start; the web is handed an address and connects through client.ts.
import postgres from 'postgres';
import type { Logger } from 'pino';
import { UsageError } from '../errors.ts';
import { openCluster } from './cluster.ts';

const DATABASE = 'tiendo';
/** Nothing newer than PostgreSQL 15 is used. */
const OLDEST_VERSION = 150_000;

export interface OpenDatabase {
  /** `postgres://…`, with the password in it: never to be logged. */
  url: string;
  /** True where the server was in use before and will be after us. */
  joined: boolean;
  close: () => Promise<void>;
}

const openOne = (url: string): postgres.Sql =>
  postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });

/** Two processes may create it at once; the second is told that it is there. */
async function createDatabase(maintenanceUrl: string): Promise<void> {
  const sql = openOne(maintenanceUrl);
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await sql.end();
  }
}

async function checkServer(url: string): Promise<void> {
  const sql = openOne(url);
  try {
    const [row] = await sql<{ version: number; encoding: string }[]>`
      select current_setting('server_version_num')::int as version,
        current_setting('server_encoding') as encoding`;
    if (row === undefined || row.version < OLDEST_VERSION || row.encoding !== 'UTF8') {
      throw new UsageError(
        'DATABASE_URL: a PostgreSQL 15 or later with a UTF8 database is needed; ' +
          `this one is ${row?.version ?? 'unknown'}, ${row?.encoding ?? 'unknown'}.`,
      );
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      `DATABASE_URL: the database does not answer (${(cause as Error).message}). ` +
        'Check the address, the user and that the database exists.',
      { cause },
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Opens the database: `databaseUrl` where given, else the embedded PostgreSQL 18 in
 * `folder`/postgres, with a database `tiendo` in it, started again whenever it ends unasked. Tables
 * are migrateDatabase's.
 *
 * @throws UsageError where neither is given, or what is given cannot be used
 */
export async function openDatabase(options: {
  databaseUrl?: string | undefined;
  folder?: string | undefined;
  log: Logger;
}): Promise<OpenDatabase> {
  if (options.databaseUrl !== undefined) {
    await checkServer(options.databaseUrl);
    return { url: options.databaseUrl, joined: true, close: () => Promise.resolve() };
  }
  if (options.folder === undefined)
    throw new UsageError('Neither a database nor a folder is given.');
  const cluster = await openCluster({ folder: options.folder, log: options.log });
  try {
    await createDatabase(cluster.urlOf('postgres'));
  } catch (error) {
    await cluster.close();
    throw error;
  }
  cluster.keepRunning();
  return { url: cluster.urlOf(DATABASE), joined: cluster.joined, close: cluster.close };
}
