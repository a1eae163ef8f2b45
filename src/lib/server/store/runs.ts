// The run ledger: which slot of which source has run, who holds it, and what came of it. A claim is a
// lease with a fence; both are kept by the database's clock, so that a simulated "now" and the clocks
// of other machines do not matter. The jobs and the pages that show runs may import it.
import { and, desc, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { OVERTAKEN } from '#lib/domain/intake.ts';
import { monthsOf } from '#lib/domain/roll-up.ts';
import { endTransaction, type Db } from '../db/client.ts';
import { jobRun } from '../db/schema/index.ts';
import { plainWords } from '../errors.ts';

/**
 * `running` somebody holds it · `waiting` a try failed (or was stopped) and another is due at
 * `nextAttemptAt` · `done` · `failed` given up · `skipped` missed, or waiting in
 * vain between others, and the source's policy lets it go.
 */
export const RUN_STATES = ['running', 'waiting', 'done', 'failed', 'skipped'] as const;
export type RunState = (typeof RUN_STATES)[number];
export const RUN_TRIGGERS = [
  ...(['schedule', 'missed', 'manual', 'demo'] as const),
  // Something was handed in, a row was decided on, or a person had a run tried again.
  ...(['push', 'report', 'correction', 'retry'] as const),
] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];
/**
 * Jobs whose slots the ledger holds: figures are taken in, a unit's own list is set beside ours, or a
 * source is tried and nothing of it kept. Publishing has none: what it did stands in its releases.
 */
export const JOBS = ['gather', 'compare', 'try'] as const;
export type JobName = (typeof JOBS)[number];

/** What a slot is. */
export interface Slot {
  job: JobName;
  /** The source that is gathered. */
  sourceId: string;
  /** The unit that answers; `vn` for the nation. */
  unitId: string;
  slotAt: Date;
  period: string;
  trigger: RunTrigger;
}

/** A slot that is ours until the lease is over. Whoever claims it next gets a higher fence. */
export interface Claim extends Slot {
  runId: string;
  /** Tries so far, this one counted, but none whose runner was lost. */
  attempt: number;
  /** Runners that took the slot before and were not heard of again. */
  lostRunners: number;
  fence: number;
}

/** Another runner holds the slot now: nothing of ours may be kept. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

export interface RunRow {
  id: string;
  job: string;
  sourceId: string;
  slotAt: Date;
  period: string;
  trigger: string;
  state: RunState;
  attempt: number;
  nextAttemptAt: Date | null;
  asOf: Date;
  finishedAt: Date | null;
  rowsAccepted: number;
  rowsQuarantined: number;
  versionsWritten: number;
  errorCode: string | null;
  errorText: string | null;
}

const seconds = (ms: number): string => `${ms} milliseconds`;

/** The name of the transaction that keeps what a run took in. */
export const transactionOf = ({ runId }: Pick<Claim, 'runId'>): string => `tiendo run ${runId}`;

/**
 * Claims a slot, or answers null where it is finished, held by somebody alive, or not due again yet.
 * A run whose lease is over is taken up again: its runner was lost, which counts apart from its tries,
 * since it says nothing of the source. What that runner has not yet committed is ended, so that nobody
 * waits for one that is frozen.
 *
 * @param options.asOf the run's "now"
 * @param options.dueBy a slot that waits is claimed where its next try is due by then
 */
export async function claimSlot(
  db: Db,
  slot: Slot,
  options: { asOf: Date; dueBy: Date; leaseMs: number },
): Promise<Claim | null> {
  const asOf = options.asOf.toISOString();
  const rows = await db.sql<{ id: string; attempt: number; lost: number | null; fence: string }[]>`
    insert into job_run as r (id, job, source_id, unit_id, slot_at, period, trigger, state, attempt,
      fence, lease_until, heartbeat_at, as_of, started_at,
      replies_stored, rows_accepted, rows_quarantined, versions_written)
    values (${uuidv7()}, ${slot.job}, ${slot.sourceId}, ${slot.unitId},
      ${slot.slotAt.toISOString()}, ${slot.period}, ${slot.trigger}, 'running', 1, 1,
      clock_timestamp() + ${seconds(options.leaseMs)}::interval, clock_timestamp(), ${asOf},
      clock_timestamp(), 0, 0, 0, 0)
    on conflict (job, source_id, slot_at) do update set state = 'running',
      attempt = r.attempt + case r.state when 'running' then 0 else 1 end,
      lost_runners = case r.state when 'running' then coalesce(r.lost_runners, 0) + 1
        else r.lost_runners end,
      fence = r.fence + 1, lease_until = excluded.lease_until,
      heartbeat_at = excluded.heartbeat_at, next_attempt_at = null, as_of = excluded.as_of,
      started_at = excluded.started_at, finished_at = null, error_code = null, error_text = null
    where (r.state = 'waiting' and r.next_attempt_at <= ${options.dueBy.toISOString()}::timestamptz)
      or (r.state = 'running' and r.lease_until < clock_timestamp())
    returning id, attempt, lost_runners as lost, fence`;
  const [row] = rows;
  if (!row) return null;
  const { id: runId, attempt, lost } = row;
  const claim = { ...slot, runId, attempt, lostRunners: lost ?? 0, fence: Number(row.fence) };
  if (claim.fence > 1) await endTransaction(db, transactionOf(claim));
  return claim;
}

/** Prolongs a lease. False where the claim is no longer ours. */
export async function extendLease(db: Db, claim: Claim, leaseMs: number): Promise<boolean> {
  const result = await db.sql`
    update job_run set heartbeat_at = clock_timestamp(),
      lease_until = clock_timestamp() + ${seconds(leaseMs)}::interval
    where id = ${claim.runId} and fence = ${claim.fence} and state = 'running'`;
  return result.count === 1;
}

export interface RunResult {
  repliesStored: number;
  rowsAccepted: number;
  rowsQuarantined: number;
  versionsWritten: number;
  /** Where the run stands among those of its source and period; left out, as it was claimed. */
  stand?: RunStand;
}

/** When a run counts, and what read what it took in. */
interface RunStand {
  /** What is recorded is recorded as of it. */
  asOf: Date;
  /** When what it took in was said. */
  saidAt: Date;
  /** Whether something said later was kept before: then nothing of this was read. */
  isOvertaken: boolean;
  /** Null where the source is not from the registry: then nobody knows it again. */
  sourceVersion: number | null;
  rulesVersion: number;
}

/**
 * Holds publishers of the source's series off until the run is kept, and waits for one that is at
 * work: what a release does not hold was kept after it was built, and so makes it stale.
 */
async function holdPublishers(tx: Db, { sourceId }: Claim): Promise<void> {
  await tx.sql`
    select from series where id = (select series_id from source where id = ${sourceId}) for share`;
}

/**
 * Marks a run as done, as the last statement of the transaction that holds all it wrote. Throws
 * ClaimLost where somebody else has claimed the slot since; the transaction is then undone.
 */
export async function finishRun(tx: Db, claim: Claim, result: RunResult): Promise<void> {
  const { stand } = result;
  const held = holdPublishers(tx, claim);
  const finished = tx.sql`
    update job_run set state = 'done', finished_at = clock_timestamp(), lease_until = null,
      as_of = coalesce(${stand?.asOf.toISOString() ?? null}::timestamptz, as_of),
      said_at = ${stand?.saidAt.toISOString() ?? null}::timestamptz,
      error_code = ${stand?.isOvertaken ? OVERTAKEN : null},
      source_version = ${stand?.sourceVersion ?? null}::int,
      rules_version = ${stand?.rulesVersion ?? null}::int,
      replies_stored = ${result.repliesStored}, rows_accepted = ${result.rowsAccepted},
      rows_quarantined = ${result.rowsQuarantined}, versions_written = ${result.versionsWritten}
    where id = ${claim.runId} and fence = ${claim.fence} and state = 'running'`;
  const [, { count }] = await Promise.all([held, finished]);
  if (count !== 1) throw new ClaimLost(`run ${claim.runId} was taken over`);
}

/**
 * Marks a try as failed: the slot waits for `nextAttemptAt`, or is given up where that is null.
 * Throws ClaimLost like `finishRun`.
 */
export async function failRun(
  tx: Db,
  claim: Claim,
  failure: {
    code: string;
    text: string;
    nextAttemptAt: Date | null;
    /** False where nobody was asked: then it was no try. */
    wasAsked: boolean;
    repliesStored: number;
    /** Rows that a returned lot was refused for. */
    rowsQuarantined: number;
    versionsWritten: number;
  },
): Promise<void> {
  const { code, text, nextAttemptAt } = failure;
  await holdPublishers(tx, claim);
  const { count } = await tx.sql`
    update job_run set state = ${nextAttemptAt ? 'waiting' : 'failed'},
      finished_at = clock_timestamp(), lease_until = null,
      attempt = attempt - ${failure.wasAsked ? 0 : 1},
      next_attempt_at = ${nextAttemptAt?.toISOString() ?? null}::timestamptz,
      replies_stored = ${failure.repliesStored}, rows_quarantined = ${failure.rowsQuarantined},
      versions_written = ${failure.versionsWritten},
      error_code = ${code}, error_text = ${plainWords(text)}
    where id = ${claim.runId} and fence = ${claim.fence} and state = 'running'`;
  if (count !== 1) throw new ClaimLost(`run ${claim.runId} was taken over`);
}

/** Gives a slot back untouched, as when the runner is told to stop. The try does not count. */
export async function releaseClaim(db: Db, claim: Claim, dueAt: Date): Promise<void> {
  await db.sql`
    update job_run set state = 'waiting', attempt = attempt - 1, lease_until = null,
      next_attempt_at = ${dueAt.toISOString()}
    where id = ${claim.runId} and fence = ${claim.fence} and state = 'running'`;
}

/**
 * Records slots that the policy lets go, however many. Those that stand in the ledger already are
 * left alone.
 */
export async function skipSlots(db: Db, slots: readonly Slot[], asOf: Date): Promise<void> {
  if (slots.length === 0) return;
  // As one parameter: PostgreSQL takes no more than 65,534 of them in a statement.
  const rows = JSON.stringify(slots.map((slot) => ({ ...slot, id: uuidv7() })));
  await db.sql`
    insert into job_run (id, job, source_id, unit_id, slot_at, period, trigger, state, attempt,
      fence, as_of, replies_stored, rows_accepted, rows_quarantined, versions_written)
    select id, job, "sourceId", "unitId", "slotAt", period, trigger, 'skipped', 0, 0,
      ${asOf.toISOString()}, 0, 0, 0, 0
    from json_to_recordset(${rows}::json) as slot (id uuid, job text, "sourceId" text,
      "unitId" text, "slotAt" timestamptz, period text, trigger text)
    on conflict (job, source_id, slot_at) do nothing`;
}

/**
 * Lets go slots that wait for another try, since one before and one after them ask for the same. What
 * is no longer waiting is left alone, and so is what a person has asked for since it was looked at.
 */
export async function supersedeSlots(db: Db, slots: readonly Slot[]): Promise<void> {
  if (slots.length === 0) return;
  const rows = JSON.stringify(slots);
  await db.sql`
    update job_run r set state = 'skipped', next_attempt_at = null, error_code = 'superseded',
      error_text = 'a later slot asks for the same period; before: ' ||
        coalesce(r.error_code, 'not asked')
    from json_to_recordset(${rows}::json) as slot (job text, "sourceId" text, "slotAt" timestamptz)
    where r.job = slot.job and r.source_id = slot."sourceId" and r.slot_at = slot."slotAt"
      and r.state = 'waiting' and r.trigger = any(${[...SCHEDULED]}::text[])`;
}

/** The sources of a series that somebody alive is asking for a period or a month of it, by id. */
export async function readRunningSources(
  db: Db,
  { seriesId, period }: { seriesId: string; period: string },
): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select distinct s.id from job_run r join source s on s.id = r.source_id
    where s.series_id = ${seriesId} and r.period = any(${[period, ...monthsOf(period)]}::text[])
      and r.state = 'running' and r.lease_until >= clock_timestamp()
    order by s.id`;
  return rows.map(({ id }) => id);
}

/** A slot as the ledger has it. */
export interface SlotState extends Slot {
  state: RunState;
}

/** Triggers of slots that stand in the schedule; the others are a person's, or a unit's. */
export const SCHEDULED: readonly RunTrigger[] = ['schedule', 'missed', 'demo'];

/**
 * The slots of these sources that say what is due: those that are unfinished, the last that the
 * schedule put into the ledger, and what has been begun since at a whole minute, as schedules have it,
 * whoever asked for it. The rest of the ledger, however long, is over and is not read.
 */
export async function readSlots(
  db: Db,
  job: JobName,
  sourceIds: readonly string[],
): Promise<SlotState[]> {
  const { sql } = db;
  const columns = sql`r.source_id as "sourceId", r.unit_id as "unitId",
    to_json(r.slot_at) #>> '{}' as "slotAt", r.period, r.trigger, r.state`;
  const rows = await sql<(Omit<SlotState, 'job' | 'slotAt'> & { slotAt: string })[]>`
    select ${columns} from job_run r
    where r.job = ${job} and r.source_id = any(${[...sourceIds]}::text[])
      and r.state in ('waiting', 'running')
    union
    select ${columns} from unnest(${[...sourceIds]}::text[]) as s (id)
    cross join lateral (
      select max(b.slot_at) as at from job_run b
      where b.job = ${job} and b.source_id = s.id and b.trigger = any(${[...SCHEDULED]}::text[])) last
    join job_run r on r.job = ${job} and r.source_id = s.id
      and r.slot_at >= coalesce(last.at, '-infinity') and r.slot_at = date_trunc('minute', r.slot_at)`;
  return rows.map(({ slotAt, ...row }) => ({ ...row, job, slotAt: new Date(slotAt) }));
}

/** The latest run of each source, by the run's own "now". */
export async function readLastRuns(
  db: Db,
  job: JobName,
  sourceIds: readonly string[],
): Promise<Map<string, RunRow>> {
  const rows = await db.orm
    .selectDistinctOn([jobRun.sourceId])
    .from(jobRun)
    .where(and(eq(jobRun.job, job), inArray(jobRun.sourceId, [...sourceIds])))
    .orderBy(jobRun.sourceId, desc(jobRun.asOf), desc(jobRun.slotAt));
  return new Map(rows.map((row) => [row.sourceId, { ...row, state: row.state as RunState }]));
}
