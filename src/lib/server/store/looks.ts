// When the scheduler last did its work: whether anybody gathers at all. The timers write; the page of
// sources and the check of health read.
import type { Db } from '../db/client.ts';

/** Notes that a timer finished a look, by the clock of the database. */
export async function recordLook(db: Db, timer: string): Promise<void> {
  await db.sql`
    insert into scheduler_look (timer, at) values (${timer}, clock_timestamp())
    on conflict (timer) do update set at = excluded.at`;
}

/** When a timer last finished a look; null where none ever has. */
export async function readLastLook(db: Db, timer: string): Promise<Date | null> {
  const [row] = await db.sql<{ at: string }[]>`
    select to_json(at) #>> '{}' as at from scheduler_look where timer = ${timer}`;
  return row ? new Date(row.at) : null;
}
