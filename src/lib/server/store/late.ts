// Replies that come in late: whether a source has been heard about a period since. Whoever records
// what a run received asks here first.
import type { Db } from '../db/client.ts';

/** Where a run stands among those of its source and period that were kept. */
interface Standing {
  /** Another one that was kept took in what was said later: what that one said stands. */
  isOvertaken: boolean;
  /** The latest "now" of those kept; null before the first. What is recorded is as of no earlier. */
  keptAsOf: Date | null;
}

/**
 * Has those who change what stands of a source and period take turns, from here to the end of their
 * transactions: runs that record, and persons who decide by what a run found.
 */
export async function takeTurn(
  tx: Db,
  { sourceId, period }: { sourceId: string; period: string },
): Promise<void> {
  const turn = `gather ${sourceId} ${period}`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))`;
}

/**
 * Where a run stands among those of its source and period. What counts is when a thing was said, not
 * when we came to read it: a reply when it was asked for, a push or a report when it was received,
 * however often it was tried; what is read again, when it was said first. What was said last stands,
 * also where it was nothing new and so left no version. Runs of one source and period take turns from
 * here to the end of the transaction, so that none is kept between the question and the writing.
 *
 * @param saidAt when what the run takes in was said
 */
export async function findStanding(
  tx: Db,
  run: { runId: string; sourceId: string; period: string },
  saidAt: Date,
): Promise<Standing> {
  // Sent together; the server comes to the question, and looks at what is kept, once it is our turn.
  const turn = takeTurn(tx, run);
  const asked = tx.sql<{ isOvertaken: boolean; keptAsOf: string | null }[]>`
    select to_json(max(as_of)) #>> '{}' as "keptAsOf",
      coalesce(max(coalesce(said_at, as_of)) > ${saidAt.toISOString()}::timestamptz, false)
        as "isOvertaken"
    from job_run
    where job = 'gather' and source_id = ${run.sourceId} and period = ${run.period}
      and state = 'done' and id <> ${run.runId}`;
  const [, [row]] = await Promise.all([turn, asked]);
  if (!row) throw new Error('an aggregate is one row');
  const { isOvertaken: isLate, keptAsOf } = row;
  return { isOvertaken: isLate, keptAsOf: keptAsOf === null ? null : new Date(keptAsOf) };
}

/** Whether what a run takes in is overtaken; see `findStanding`. */
export const isOvertaken = async (
  tx: Db,
  run: { runId: string; sourceId: string; period: string },
  saidAt: Date,
): Promise<boolean> => (await findStanding(tx, run, saidAt)).isOvertaken;
