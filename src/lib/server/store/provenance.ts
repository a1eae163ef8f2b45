// What stands behind one figure: its versions, the run that recorded one, the replies that the run
// received, and the rows of services that a share is counted from. Provenance pages and API read it.
import type { Origin } from '#lib/domain/indicator.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import type { ObsStatus, RevisionReason } from '#lib/domain/observation.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import { monthsOf } from '#lib/domain/roll-up.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import type { DecisionKind } from '#lib/domain/validate/decision.ts';
import type { Db } from '../db/client.ts';
import type { SourceConfig } from '../sources/source.ts';
import type { RunTrigger } from './runs.ts';

/** One version of a figure, of one source. */
export interface FigureVersion {
  period: string;
  sourceId: string;
  /** Null where the source is no longer registered. */
  sourceNameVi: string | null;
  sourceNameEn: string | null;
  version: number;
  origin: Origin;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
  missingNote: string | null;
  status: ObsStatus;
  qualifier: string | null;
  reason: RevisionReason | null;
  runId: string;
  /** The version of its source's set-up that read it; null where that is not known. */
  sourceVersion: number | null;
  /** When the source counted it, where it says so. */
  observedAt: Date | null;
  recordedAt: Date;
  supersededAt: Date | null;
}

/** A row as the driver tells it, moments as text. */
type Told<T, K extends keyof T> = Omit<T, K> & {
  [key in K]: string | Extract<T[key], null>;
};

/** Every version of a figure in some periods, of all sources; of each period and source the oldest first. */
export async function readVersions(
  db: Db,
  figure: { unitId: string; indicatorId: string; periods: readonly string[] },
): Promise<FigureVersion[]> {
  const rows = await db.sql<Told<FigureVersion, 'observedAt' | 'recordedAt' | 'supersededAt'>[]>`
    select o.period, o.source_id as "sourceId", s.name_vi as "sourceNameVi", s.name_en as "sourceNameEn",
      o.version, o.origin, o.value, o.numerator, o.denominator, o.missing,
      o.missing_note as "missingNote", o.status, o.qualifier, o.reason, o.run_id as "runId",
      r.source_version as "sourceVersion",
      o.observed_at as "observedAt", o.recorded_at as "recordedAt",
      o.superseded_at as "supersededAt"
    from observation o left join source s on s.id = o.source_id
    left join job_run r on r.id = o.run_id
    where o.unit_id = ${figure.unitId} and o.indicator_id = ${figure.indicatorId}
      and o.period = any(${[...figure.periods]}::text[])
    order by o.period, o.source_id, o.version`;
  return rows.map((row) => ({
    ...row,
    observedAt: row.observedAt === null ? null : new Date(row.observedAt),
    recordedAt: new Date(row.recordedAt),
    supersededAt: row.supersededAt === null ? null : new Date(row.supersededAt),
  }));
}

/** A reply as every reader may know it, and its whole address, which is for staff. */
export interface ReplyBehind {
  ordinal: number;
  /** SHA-256, hex. */
  hash: string;
  bytes: number;
  contentType: string;
  url: string;
  /** What its source might reach as the run read it; as registered now where that is not known. */
  allow: SourceConfig['allow'];
  status: number;
  receivedAt: Date;
}

/** Decisions told of one run, at most; hundreds alike are told by the first ones. */
const MOST_DECISIONS = 20;

/** A decision that a run applied, in the words of who made it. */
export interface DecisionBehind {
  decision: DecisionKind;
  reason: string;
  decidedAt: Date;
}

export interface RunBehind {
  id: string;
  sourceId: string;
  unitId: string;
  trigger: RunTrigger;
  /** Number of the receipt of what was handed in; null where nothing was. */
  receipt: string | null;
  /** Why somebody had it tried or read again; null where nobody said, and for all but staff. */
  askedBecause: string | null;
  decisions: DecisionBehind[];
  state: string;
  /** The version of its source's set-up that read it; null where nothing was read. */
  sourceVersion: number | null;
  slotAt: Date;
  /** The run's own "now", which in a demonstration is simulated. */
  asOf: Date;
  attempts: number;
  rowsAccepted: number;
  rowsQuarantined: number;
  errorCode: string | null;
  replies: ReplyBehind[];
}

/** What a run took in because a person had decided so, the earliest first. */
async function readDecisionsBehind(db: Db, runId: string): Promise<DecisionBehind[]> {
  const rows = await db.sql<Told<DecisionBehind, 'decidedAt'>[]>`
    select decision, reason, to_json(decided_at) #>> '{}' as "decidedAt" from quarantine_decision
    where run_id = ${runId} order by decided_at, id limit ${MOST_DECISIONS}`;
  return rows.map((row) => ({ ...row, decidedAt: new Date(row.decidedAt) }));
}

/** What was said last by whoever had a run tried or read again. */
async function readAskedBecause(db: Db, runId: string, unitId: string): Promise<string | null> {
  const [row] = await db.sql<{ reason: string | null }[]>`
    select details ->> 'reason' as reason from audit_event
    where unit_id = ${unitId} and action in ('run.retry', 'run.reread')
      and coalesce(details ->> 'newRunId', subject) = ${runId}
    order by at desc limit 1`;
  return row?.reason ?? null;
}

type RunLine = Omit<RunBehind, 'replies' | 'decisions' | 'askedBecause'>;

/**
 * The run with the replies that it received, in order; null where the ledger has none of the id.
 *
 * @param options.isStaff whether to tell why it was asked for, which was said among colleagues
 */
export async function readRunBehind(
  db: Db,
  runId: string,
  options: { isStaff: boolean },
): Promise<RunBehind | null> {
  const [run] = await db.sql<Told<RunLine, 'slotAt' | 'asOf'>[]>`
    select r.id, r.source_id as "sourceId", r.unit_id as "unitId", r.trigger, r.state,
      r.source_version as "sourceVersion", r.slot_at as "slotAt", r.as_of as "asOf", r.attempt as attempts,
      r.rows_accepted as "rowsAccepted", r.rows_quarantined as "rowsQuarantined",
      r.error_code as "errorCode",
      (select number from intake i where i.unit_id = r.unit_id and i.run_id = r.id) as receipt
    from job_run r where r.id = ${runId}`;
  if (!run) return null;
  const askedBecause = options.isStaff ? await readAskedBecause(db, run.id, run.unitId) : null;
  const decisions = run.trigger === 'correction' ? await readDecisionsBehind(db, runId) : [];
  const replies = await db.sql<Told<ReplyBehind, 'receivedAt'>[]>`
    select r.ordinal, r.hash, p.bytes, p.content_type as "contentType", r.url, r.status,
      r.received_at as "receivedAt",
      coalesce(v.config -> 'allow', s.allow, '[]') as allow
    from run_reply r join job_run j on j.id = r.run_id
    left join source s on s.id = r.source_id
    left join source_version v on v.source_id = r.source_id and v.version = j.source_version
    join reply p on p.unit_id = r.unit_id and p.source_id = r.source_id and p.hash = r.hash
    where r.unit_id = ${run.unitId} and r.run_id = ${run.id}
    order by r.ordinal`;
  return {
    ...run,
    askedBecause,
    decisions,
    slotAt: new Date(run.slotAt),
    asOf: new Date(run.asOf),
    replies: replies.map((reply) => ({ ...reply, receivedAt: new Date(reply.receivedAt) })),
  };
}

/** What is read of services: one source's rows of a unit and period, as known at a moment. */
interface ServiceQuestion {
  unitId: string;
  sourceId: string;
  period: string;
  /** Code of an earlier period, which levels are compared with. */
  previous: string;
  /** Whether only those are meant whose level was lower then. */
  onlyRaised: boolean;
  knownAt: Date;
}

/**
 * The services in force in a period as a source told of them and as known at a moment, with the level
 * of each in an earlier period (null where it was not in force then, or the source said nothing). By
 * office and code; a few thousand at most.
 */
async function readServiceLines(db: Db, question: ServiceQuestion): Promise<ServiceLine[]> {
  const { unitId, sourceId, period, previous, onlyRaised } = question;
  const at = question.knownAt.toISOString();
  const known = (row: 'r' | 'p') => db.sql`
    ${db.sql(row)}.recorded_at <= ${at}
    and (${db.sql(row)}.superseded_at is null or ${db.sql(row)}.superseded_at > ${at})`;
  return db.sql<ServiceLine[]>`
    select s.code, s.name_vi as "nameVi", s.procedure_code as procedure, s.office, s.field, r.level,
      r.eligible, r.received, r.filed_online as "filedOnline", r.handled_online as "handledOnline",
      r.on_time as "onTime", p.level as "previousLevel"
    from service_row r
    join service s on s.unit_id = r.unit_id and s.id = r.service_id
    left join service_row p on p.unit_id = r.unit_id and p.service_id = r.service_id
      and p.source_id = r.source_id and p.period = ${previous} and p.in_force and ${known('p')}
    where r.unit_id = ${unitId} and r.source_id = ${sourceId} and r.period = ${period}
      and r.in_force and ${known('r')} and (${!onlyRaised} or p.level < r.level)
    order by s.office collate "C", s.code collate "C"`;
}

type OfPeriod = Omit<ServiceQuestion, 'previous' | 'onlyRaised'>;

/**
 * The services behind a figure of a period, each with its level in the period before: those of the period,
 * or where its source tells by the month those of its last month, which are in force on the same last day.
 */
export async function readServiceLinesOf(db: Db, question: OfPeriod): Promise<ServiceLine[]> {
  const { period } = question;
  const whole = { ...question, onlyRaised: false };
  const lines = await readServiceLines(db, { ...whole, previous: shiftPeriod(period, -1) });
  const month = monthsOf(period).at(-1);
  if (lines.length > 0 || month === undefined) return lines;
  return readServiceLines(db, { ...whole, period: month, previous: shiftPeriod(month, -1) });
}

/**
 * Those of the services behind a figure whose level rose since an earlier period, with their level then;
 * of a source that tells by the month from the last month of the one to that of the other.
 */
export async function readRaisedSince(
  db: Db,
  question: OfPeriod,
  since: string,
): Promise<ServiceLine[]> {
  const raised = { ...question, onlyRaised: true };
  const lines = await readServiceLines(db, { ...raised, previous: since });
  const [month, previous] = [question.period, since].map((each) => monthsOf(each).at(-1));
  if (lines.length > 0 || month === undefined || previous === undefined) return lines;
  return readServiceLines(db, { ...raised, period: month, previous });
}
