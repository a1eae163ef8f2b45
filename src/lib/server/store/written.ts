// Whether anything was written since. Only server/published.ts imports it.
import type { Db } from '../db/client.ts';

/**
 * Names the state of all that is committed, in every table of the database's server: the same text
 * twice says that nothing was written in between. It is PostgreSQL's own snapshot, the list of
 * transactions that a reader sees; those that only read are no part of it
 * (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT). Of one server: where
 * tables lie on several (Citus), this one does not see what is written on another alone, and a page may
 * then be as old as web.ts lets it be.
 */
export async function readWritten({ sql }: Db): Promise<string> {
  const [row] = await sql<{ written: string }[]>`select pg_current_snapshot()::text as written`;
  return row?.written ?? '';
}
