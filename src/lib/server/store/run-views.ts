// The ledger as those who answer for gathering read it: runs by filter, page by page, and one run with
// what it received, found and wrote. The staff's pages import it.
import type postgres from 'postgres';
import * as v from 'valibot';
import type { Severity } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';
import type { DryFigure } from './dry-run.ts';
import { RUN_STATES, type JobName, type RunState, type RunTrigger } from './runs.ts';

export interface RunFilter {
  state?: RunState | undefined;
  sourceId?: string | undefined;
  unitId?: string | undefined;
  period?: string | undefined;
  trigger?: RunTrigger | undefined;
  /** Slots from the beginning of this day on, and to the end of that one, in Hà Nội; ISO days. */
  from?: string | undefined;
  to?: string | undefined;
}

/** A line of the ledger. Times are ISO. */
export interface ListedRun {
  id: string;
  job: JobName;
  sourceId: string;
  nameVi: string | null;
  nameEn: string | null;
  period: string;
  slotAt: string;
  trigger: RunTrigger;
  state: RunState;
  attempt: number;
  startedAt: string | null;
  finishedAt: string | null;
  nextAttemptAt: string | null;
  rowsAccepted: number;
  rowsQuarantined: number;
  versionsWritten: number;
  errorCode: string | null;
}

export const RUNS_A_PAGE = 50;

function where(db: Db, filter: RunFilter): postgres.PendingQuery<postgres.Row[]> {
  const { sql } = db;
  const { state, sourceId, unitId, period, trigger, from, to } = filter;
  return sql`true
    ${state ? sql`and r.state = ${state}` : sql``}
    ${sourceId ? sql`and r.source_id = ${sourceId}` : sql``}
    ${unitId ? sql`and r.unit_id = ${unitId}` : sql``}
    ${period ? sql`and r.period = ${period}` : sql``}
    ${trigger ? sql`and r.trigger = ${trigger}` : sql``}
    ${from ? sql`and r.slot_at >= ${from}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'` : sql``}
    ${to ? sql`and r.slot_at < (${to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'` : sql``}`;
}

const columns = (db: Db) => db.sql`
  r.id, r.job, r.source_id as "sourceId", s.name_vi as "nameVi", s.name_en as "nameEn", r.period,
  to_json(r.slot_at) #>> '{}' as "slotAt", r.trigger, r.state, r.attempt,
  to_json(r.started_at) #>> '{}' as "startedAt", to_json(r.finished_at) #>> '{}' as "finishedAt",
  to_json(r.next_attempt_at) #>> '{}' as "nextAttemptAt", r.rows_accepted as "rowsAccepted",
  r.rows_quarantined as "rowsQuarantined", r.versions_written as "versionsWritten",
  r.error_code as "errorCode"`;

/**
 * Runs that fit, the last to enter the ledger first, at most 50.
 *
 * @param before only those that entered before this run; ids rise with time
 */
export async function listRuns(
  db: Db,
  filter: RunFilter,
  before: string | null,
): Promise<{ runs: ListedRun[]; hasMore: boolean }> {
  const rows = await db.sql<ListedRun[]>`
    select ${columns(db)} from job_run r left join source s on s.id = r.source_id
    where ${where(db, filter)} ${before === null ? db.sql`` : db.sql`and r.id < ${before}`}
    order by r.id desc limit ${RUNS_A_PAGE + 1}`;
  return { runs: rows.slice(0, RUNS_A_PAGE), hasMore: rows.length > RUNS_A_PAGE };
}

/** How many runs of each state fit, whatever state the filter names. */
export async function countRuns(db: Db, filter: RunFilter): Promise<Record<RunState, number>> {
  const rows = await db.sql<{ state: RunState; count: number }[]>`
    select r.state, count(*)::int as count from job_run r
    where ${where(db, { ...filter, state: undefined })} group by r.state`;
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  const entries = RUN_STATES.map((state) => [state, counts.get(state) ?? 0] as const);
  return Object.fromEntries(entries) as Record<RunState, number>;
}

/** What the ledger can be narrowed to: periods that runs asked for, and units that were asked. */
export async function readRunChoices(
  db: Db,
): Promise<{ periods: string[]; units: { id: string; nameVi: string; nameEn: string }[] }> {
  const [periods, units] = await Promise.all([
    db.sql<{ period: string }[]>`select distinct period from job_run order by period desc`,
    db.sql<{ id: string; nameVi: string; nameEn: string }[]>`
      select u.id, u.name_vi as "nameVi", u.name_en as "nameEn" from unit u
      where u.id in (select unit_id from source) order by u.id <> 'vn', u.name_vi`,
  ]);
  return { periods: periods.map(({ period }) => period), units: [...units] };
}

/** One run in full. */
export interface RunDetail extends ListedRun {
  unitId: string;
  unitVi: string | null;
  unitEn: string | null;
  /** Name of the person who asked for it; null for the schedule's own. */
  requestedBy: string | null;
  fence: number;
  heartbeatAt: string | null;
  leaseUntil: string | null;
  asOf: string;
  errorText: string | null;
}

/** A run by its id; null where there is none. */
export async function readRun(db: Db, id: string): Promise<RunDetail | null> {
  if (!v.is(v.pipe(v.string(), v.uuid()), id)) return null;
  const [run] = await db.sql<RunDetail[]>`
    select ${columns(db)}, r.unit_id as "unitId", u.name_vi as "unitVi", u.name_en as "unitEn",
      coalesce(p.name, r.requested_by) as "requestedBy", r.fence::float8 as fence,
      to_json(r.heartbeat_at) #>> '{}' as "heartbeatAt",
      to_json(r.lease_until) #>> '{}' as "leaseUntil", to_json(r.as_of) #>> '{}' as "asOf",
      r.error_text as "errorText"
    from job_run r left join source s on s.id = r.source_id
    left join unit u on u.id = r.unit_id left join person p on p.id = r.requested_by
    where r.id = ${id}`;
  return run ?? null;
}

/** A reply that a run received. */
export interface RunReply {
  ordinal: number;
  hash: string;
  url: string;
  status: number;
  bytes: number;
  contentType: string;
  /** ISO time. */
  receivedAt: string;
}

/** Replies and findings of a run that are shown at most; figures too. */
export const MOST_LINES = 100;

type RunKey = Pick<RunDetail, 'id' | 'unitId' | 'sourceId' | 'period'>;

/** The first replies of a run, in order. */
export async function readRunReplies(db: Db, { id, unitId }: RunKey): Promise<RunReply[]> {
  return db.sql<RunReply[]>`
    select p.ordinal, p.hash, p.url, p.status, b.bytes, b.content_type as "contentType",
      to_json(p.received_at) #>> '{}' as "receivedAt"
    from run_reply p join reply b using (unit_id, source_id, hash)
    where p.unit_id = ${unitId} and p.run_id = ${id} order by p.ordinal limit ${MOST_LINES}`;
}

/** How often a rule was broken in what a run read. */
export interface RunFinding {
  rule: string;
  severity: Severity;
  count: number;
}

/** What the rules found, by rule. */
export async function readFindingsOfRun(db: Db, run: RunKey): Promise<RunFinding[]> {
  return db.sql<RunFinding[]>`
    select rule, severity, count(*)::int as count from quarantine
    where source_id = ${run.sourceId} and period = ${run.period} and run_id = ${run.id}
    group by rule, severity order by severity desc, count(*) desc, rule`;
}

/** The first figures that a run recorded, each beside the version before. */
export async function readFiguresOfRun(db: Db, run: RunKey): Promise<DryFigure[]> {
  return db.sql<DryFigure[]>`
    select o.unit_id as "unitId", i.code as indicator, o.value, o.numerator, o.denominator, o.missing,
      case when s.version is not null then json_build_object('value', s.value,
        'numerator', s.numerator, 'denominator', s.denominator, 'missing', s.missing) end as standing
    from source_indicator f
    join indicator i on i.id = f.indicator_id
    join observation o on o.indicator_id = i.id and o.period = ${run.period}
      and o.source_id = f.source_id and o.run_id = ${run.id}
    left join observation s on s.unit_id = o.unit_id and s.indicator_id = o.indicator_id
      and s.period = o.period and s.source_id = o.source_id and s.period_end = o.period_end
      and s.version = o.version - 1
    where f.source_id = ${run.sourceId}
    order by o.unit_id, i.sort, i.code limit ${MOST_LINES}`;
}
