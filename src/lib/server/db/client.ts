// The connection to PostgreSQL. `sql` (postgres.js) carries bulk work and hand-written statements,
// `orm` (Drizzle) the rest. Only src/lib/server/store and the jobs' start may import it.
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

/** A pool or, inside `inTransaction`, the one connection that holds the transaction. */
export interface Db {
  sql: postgres.Sql;
  orm: PostgresJsDatabase<typeof schema>;
}

export interface OpenDb extends Db {
  close: () => Promise<void>;
}

/** Drizzle takes its time to wrap a client, and most transactions never ask for it. */
function wrap(sql: postgres.Sql): Db {
  let orm: Db['orm'] | undefined;
  return {
    sql,
    get orm() {
      orm ??= drizzle(sql, { schema, casing: 'snake_case' });
      return orm;
    },
  };
}

/**
 * Longest pause before a connection is tried again, in s. The driver's own grows to 20, and whoever
 * asks meanwhile waits for it, though the database is back or the answer is at hand.
 */
const MAX_BACKOFF_S = 0.5;
/** Nobody waits longer for a connection, in s. */
const CONNECT_TIMEOUT_S = 10;

/**
 * Opens a pool. Nothing is sent before the first statement.
 *
 * @param url `postgres://user:password@host:port/database`
 */
export function connect(url: string, options: { max?: number; name?: string } = {}): OpenDb {
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => {},
    backoff: (retries) => Math.min(MAX_BACKOFF_S, 0.02 * 2 ** retries),
    connect_timeout: CONNECT_TIMEOUT_S,
    connection: { application_name: options.name ?? 'tiendo', TimeZone: 'UTC' },
  });
  return Object.assign(wrap(sql), { close: () => sql.end({ timeout: 5 }) });
}

/**
 * Runs `work` in one transaction: all of it is kept, or nothing. Statements may be sent together; the
 * server follows them in order. But nothing that goes on to write may be under way beside another that can
 * fail: it would write after all was undone. Inside another transaction it is a part of that one, undone
 * alone where it throws and kept only if the whole is.
 */
export function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const held = (sql: postgres.TransactionSql): Promise<T> => {
    // postgres.js gives a transaction no `options`, which Drizzle reads from every client it wraps.
    const client = Object.assign(sql as unknown as postgres.Sql, { options: db.sql.options });
    return work(wrap(client));
  };
  const outer = db.sql as Partial<postgres.TransactionSql>;
  return (outer.savepoint ? outer.savepoint(held) : db.sql.begin(held)) as Promise<T>;
}

/**
 * Has the server end this transaction, and its connection, where it stands idle this long, and gives it
 * a name by which `endTransaction` finds it until it is over.
 */
export async function endWhenIdle(tx: Db, timeoutMs: number, name: string): Promise<void> {
  const setting = String(Math.ceil(timeoutMs));
  await tx.sql`
    select set_config('idle_in_transaction_session_timeout', ${setting}, true),
      set_config('application_name', ${name}, true)`;
}

/**
 * Has the server plan each statement of this transaction once a connection, and not anew for what it is
 * given: over tables of many partitions a plan takes longer to make than to follow. For statements that
 * an index answers, whatever they are given.
 */
export async function planOnce(tx: Db): Promise<void> {
  await tx.sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`;
}

/**
 * Ends the transactions of this name, and their connections. A client that is frozen in the midst of a
 * COPY is neither idle nor stopped by a time limit, and would hold its locks until it goes on.
 */
export async function endTransaction(db: Db, name: string): Promise<void> {
  await db.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = ${name} and datname = current_database() and usename = current_user
      and pid <> pg_backend_pid()`;
}

/** Whether the database answers at all; it may take any time to say so. */
export const answers = (db: Db): Promise<boolean> =>
  db.sql`select 1`.then(
    () => true,
    () => false,
  );

/** Codes of the driver and of sockets for a connection that is lost or cannot be had. */
const LOST =
  /^(CONNECTION_(CLOSED|DESTROYED|ENDED)|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE)$/;
/**
 * PostgreSQL's own, by their class: connection exceptions, transactions that it undid for another's
 * sake or because they stood idle, no room or connections left, an operator's doing, a disk at fault.
 */
const AWAY = /^(08|40|53|57P|58)|^25P03$/;

/**
 * Whether an error says that the database could not be had just then, whatever was asked of it: the
 * same may succeed in a moment.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // Drizzle wraps what the driver throws.
  return LOST.test(code) || AWAY.test(code) || isDatabaseAway(error.cause);
}
