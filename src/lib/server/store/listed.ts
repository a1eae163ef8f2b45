// How many services a source listed last, from the ledger alone. The gather job and the trial of a push
// lay a new list beside it.
import { shiftPeriod } from '#lib/domain/period.ts';
import type { Listed } from '#lib/domain/validate/shorter.ts';
import type { Db } from '../db/client.ts';

/**
 * How many services a source listed last about a period, else about the one before; null where it
 * listed none. Rows that were set aside list their service, too. A run that read nothing is none.
 *
 * @param saidBefore what was said then or later does not count: what is read again is not laid beside
 * itself
 */
export async function readLastListed(
  db: Db,
  { sourceId, period }: { sourceId: string; period: string },
  saidBefore: Date,
): Promise<Listed | null> {
  const periods = [period, shiftPeriod(period, -1)];
  // Codes of one frequency sort as their periods do.
  const [last] = await db.sql<Listed[]>`
    select period, rows_accepted + rows_quarantined as services
    from job_run
    where job = 'gather' and source_id = ${sourceId} and period = any(${periods}::text[])
      and state = 'done' and rows_accepted + rows_quarantined > 0
      and coalesce(said_at, as_of) < ${saidBefore.toISOString()}::timestamptz
    order by period desc, coalesce(said_at, as_of) desc, finished_at desc limit 1`;
  return last ?? null;
}
