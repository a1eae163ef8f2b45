// What became of each slot of one source, and what the rules found in what stands of it: for the public,
// so counts and codes only, without texts of errors or rows. The page and the API of one source import it.
import type { Severity } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';
import type { RunState, RunTrigger } from './runs.ts';

/** A run as readers are told of it. */
export interface ToldRun {
  id: string;
  period: string;
  slotAt: Date;
  trigger: RunTrigger;
  state: RunState;
  /** The run's own "now". */
  at: Date;
  attempt: number;
  nextAttemptAt: Date | null;
  rowsAccepted: number;
  rowsQuarantined: number;
  versionsWritten: number;
  errorCode: string | null;
}

type StoredRun = Omit<ToldRun, 'slotAt' | 'at' | 'nextAttemptAt'> & {
  slotAt: string;
  at: string;
  nextAttemptAt: string | null;
};

/** The latest runs of a source, the newest slot first. */
export async function readSourceRuns(db: Db, sourceId: string, most: number): Promise<ToldRun[]> {
  const rows = await db.sql<StoredRun[]>`
    select id, period, to_json(slot_at) #>> '{}' as "slotAt", trigger, state,
      to_json(as_of) #>> '{}' as at, attempt, to_json(next_attempt_at) #>> '{}' as "nextAttemptAt",
      rows_accepted as "rowsAccepted", rows_quarantined as "rowsQuarantined",
      versions_written as "versionsWritten", error_code as "errorCode"
    from job_run where job = 'gather' and source_id = ${sourceId}
    order by slot_at desc limit ${most}`;
  return rows.map((row) => ({
    ...row,
    slotAt: new Date(row.slotAt),
    at: new Date(row.at),
    nextAttemptAt: row.nextAttemptAt === null ? null : new Date(row.nextAttemptAt),
  }));
}

/** How often a rule marked what stands of a source. */
export interface SourceFindings {
  rule: string;
  severity: Severity;
  findings: number;
  /** The latest period in which it did. */
  lastPeriod: string;
}

/** Findings that stand, over all periods of a source, by rule; the gravest first. */
export async function readSourceFindings(db: Db, sourceId: string): Promise<SourceFindings[]> {
  return db.sql<SourceFindings[]>`
    select rule, severity, count(*)::int as findings, max(period) as "lastPeriod"
    from quarantine where source_id = ${sourceId} and superseded_at is null
    group by rule, severity
    order by array_position(array['refuse', 'flag', 'note'], severity), findings desc, rule`;
}

/** The indicators that a source feeds, by code, in the catalogue's order. */
export async function readIndicatorNames(
  db: Db,
  sourceId: string,
): Promise<{ code: string; nameVi: string; nameEn: string }[]> {
  return db.sql<{ code: string; nameVi: string; nameEn: string }[]>`
    select i.code, i.name_vi as "nameVi", i.name_en as "nameEn"
    from source_indicator f join indicator i on i.id = f.indicator_id
    where f.source_id = ${sourceId} order by i.sort, i.code`;
}
