// Runs that wait for the scheduler because somebody asked for them: something was handed in, or a
// person decided on a row. Opened in the transaction of that act, so that neither is there without the
// other. The stores of those acts import it.
import { v7 as uuidv7 } from 'uuid';
import type { Db } from '../db/client.ts';

/** Channel on which the scheduler is told that a run waits; the payload is the run's id. */
export const WORK_CHANNEL = 'tiendo_work';

export interface WaitingRun {
  job: 'gather' | 'compare';
  source: { id: string; unit: string };
  period: string;
  trigger: 'push' | 'report' | 'manual' | 'correction';
  /** The person who asked for it; null for a token. */
  personId: string | null;
  now: Date;
}

/**
 * Opens a run in a slot of its own, however fast one follows the other, and tells the scheduler once
 * the transaction is kept. The caller holds a lock that keeps two of them from taking one slot.
 *
 * @returns the run's id
 */
export async function openWaitingRun(tx: Db, run: WaitingRun): Promise<string> {
  const runId = uuidv7();
  const now = run.now.toISOString();
  await tx.sql`
    insert into job_run (id, job, source_id, unit_id, slot_at, period, trigger, requested_by, state,
      attempt, fence, next_attempt_at, as_of, replies_stored, rows_accepted, rows_quarantined,
      versions_written)
    select ${runId}, ${run.job}, ${run.source.id}, ${run.source.unit},
      greatest(${now}::timestamptz, max(slot_at) + interval '1 millisecond'), ${run.period},
      ${run.trigger}, ${run.personId}, 'waiting', 0, 0, ${now}, ${now}, 0, 0, 0, 0
    from job_run where job = ${run.job} and source_id = ${run.source.id}
      and slot_at between ${now}::timestamptz and ${now}::timestamptz + interval '1 minute'`;
  await tx.sql`select pg_notify(${WORK_CHANNEL}, ${runId})`;
  return runId;
}

/** Keeps two openers of runs of one source apart until the transaction ends. */
export async function lockSource(tx: Db, sourceId: string): Promise<void> {
  const lock = `intake ${sourceId}`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
}
