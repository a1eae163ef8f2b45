// Replies that come in late: whether a source has been heard about a period since. Whoever records
// what a run received asks here first.
import type { Db } from '../db/client.ts';

/**
 * Whether what a run received is overtaken: a run of the same source and period that stands for a
 * later moment has been kept. What it said stands, also where that was nothing new and so left no
 * version. Runs of one source and period take turns from here to the end of the transaction, so that
 * none is kept between the question and the writing.
 *
 * @param at the run's own "now", as its versions are recorded
 */
export async function isOvertaken(
  tx: Db,
  run: { runId: string; sourceId: string; period: string },
  at: Date,
): Promise<boolean> {
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(${`gather ${run.sourceId} ${run.period}`}, 0))`;
  const later = await tx.sql`
    select from job_run
    where job = 'gather' and source_id = ${run.sourceId} and period = ${run.period}
      and state = 'done' and as_of > ${at.toISOString()}::timestamptz and id <> ${run.runId}
    limit 1`;
  return later.length > 0;
}
