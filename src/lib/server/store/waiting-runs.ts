// Runs that wait for the scheduler because somebody asked for them: something was handed in, or a
// person decided on a row. Opened in the transaction of that act, so that neither is there without the
// other. The stores of those acts and the page of a run import it, and the jobs that run what waits.
import { v7 as uuidv7 } from 'uuid';
import type { Db } from '../db/client.ts';
import { recordEvent } from './audit.ts';
import type { JobName, RunTrigger, Slot } from './runs.ts';

/** Channel on which the scheduler is told that a run waits; the payload is the run's id. */
export const WORK_CHANNEL = 'tiendo_work';

export interface WaitingRun {
  job: JobName;
  source: { id: string; unit: string };
  period: string;
  trigger: 'push' | 'report' | 'manual' | 'correction' | 'retry';
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

/**
 * Has a run that was given up, or that waits for a later try, tried again at once: what was handed in
 * is read again, every other source is asked again. Must be called inside a transaction.
 *
 * @returns false where the run is under way or done, or there is none
 */
export async function retryRun(
  tx: Db,
  runId: string,
  { by, reason, now }: { by: string | null; reason: string; now: Date },
): Promise<boolean> {
  const [run] = await tx.sql<{ unitId: string; sourceId: string; period: string }[]>`
    update job_run set state = 'waiting', attempt = 0, lost_runners = null,
      next_attempt_at = ${now.toISOString()},
      requested_by = ${by},
      trigger = case when trigger in ('push', 'report', 'correction') then trigger else 'retry' end
    where id = ${runId} and state in ('waiting', 'failed', 'skipped')
    returning unit_id as "unitId", source_id as "sourceId", period`;
  if (!run) return false;
  const { unitId, ...details } = run;
  const event = { unitId, personId: by, action: 'run.retry', subject: runId } as const;
  await recordEvent(tx, { ...event, details: { ...details, reason } }, now);
  await tx.sql`select pg_notify(${WORK_CHANNEL}, ${runId})`;
  return true;
}

/**
 * Has the source and period of a run of job `gather` asked once more, in a run of its own; the old one
 * stays as it is. `correction` reads what the last good run received again, and asks nobody. Must be
 * called inside a transaction.
 *
 * @returns the new run's id; null where the ledger has no such run
 */
export async function repeatRun(
  tx: Db,
  runId: string,
  trigger: 'retry' | 'correction',
  { by, reason, now }: { by: string; reason: string; now: Date },
): Promise<string | null> {
  const [run] = await tx.sql<{ unitId: string; sourceId: string; period: string }[]>`
    select unit_id as "unitId", source_id as "sourceId", period from job_run
    where id = ${runId} and job = 'gather'`;
  if (!run) return null;
  const { unitId, sourceId, period } = run;
  await lockSource(tx, sourceId);
  const source = { id: sourceId, unit: unitId };
  const wanted = { job: 'gather', source, period, trigger, personId: by, now } as const;
  const newRunId = await openWaitingRun(tx, wanted);
  const action = trigger === 'retry' ? ('run.retry' as const) : ('run.reread' as const);
  const details = { sourceId, period, reason, newRunId };
  await recordEvent(tx, { unitId, personId: by, action, subject: runId, details }, now);
  return newRunId;
}

/** Slots told at a time; the next look goes on. */
const MOST_SLOTS = 200;

/** Runs that read what is stored, and those that ask their source once more. */
export const WAITING_TRIGGERS = {
  stored: ['push', 'report', 'correction'],
  asked: ['retry', 'manual'],
} as const;
const ALL_WAITING = Object.values(WAITING_TRIGGERS).flat();

/**
 * The runs of a job that somebody asked for and that may be tried now, oldest first: those that wait,
 * and those whose runner is gone. What the schedule asks for is not among them.
 */
export async function readWaitingSlots(
  db: Db,
  job: Slot['job'],
  now: Date,
  triggers: readonly RunTrigger[] = ALL_WAITING,
): Promise<Slot[]> {
  const rows = await db.sql<(Omit<Slot, 'slotAt'> & { slotAt: string })[]>`
    select job, source_id as "sourceId", unit_id as "unitId",
      to_json(slot_at) #>> '{}' as "slotAt", period, trigger
    from job_run
    where job = ${job}
      and trigger = any(${[...triggers]}::text[])
      and (trigger <> 'manual' or requested_by is not null)
      and ((state = 'waiting' and next_attempt_at <= ${now.toISOString()}::timestamptz)
        or (state = 'running' and lease_until < clock_timestamp()))
    order by slot_at limit ${MOST_SLOTS}`;
  return rows.map((row) => ({ ...row, slotAt: new Date(row.slotAt) }));
}

/**
 * Calls back whenever somebody opens a run that waits. The connection is held, and opened again where
 * it is lost; what is told meanwhile is not told again, so that a look now and then is needed too.
 *
 * @returns ends the listening
 */
export async function listenForWork(db: Db, onWork: () => void): Promise<() => Promise<void>> {
  const listening = await db.sql.listen(WORK_CHANNEL, onWork);
  return () => listening.unlisten();
}
