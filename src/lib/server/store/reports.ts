// What only a quarterly report can tell: duties and obstacles, by run, so that what a unit said before
// stays. The gather job writes here through the kind of source; pages read what stands.
import { intakeState, type IntakeState, standingBy, type Standing } from '#lib/domain/intake.ts';
import type { Period } from '#lib/domain/period.ts';
import type { DutyRecord, DutyState, ObstacleRecord } from '#lib/domain/report/duty.ts';
import type { SaidDuty } from '#lib/domain/report/said-duties.ts';
import type { Db } from '../db/client.ts';
import type { Claim } from './runs.ts';

/**
 * Keeps a report's duties and obstacles under its run, inside the run's transaction.
 *
 * @returns rows written
 */
export async function recordReport(
  tx: Db,
  claim: Claim,
  period: Period,
  { duties, obstacles }: { duties: readonly DutyRecord[]; obstacles: readonly ObstacleRecord[] },
): Promise<number> {
  const run = {
    unit_id: claim.unitId,
    run_id: claim.runId,
    source_id: claim.sourceId,
    period: period.code,
  };
  if (duties.length > 0) {
    const rows = duties.map(({ doneOn, ...duty }) => ({ ...run, ...duty, done_on: doneOn }));
    await tx.sql`insert into report_duty ${tx.sql(rows)}`;
  }
  if (obstacles.length > 0) {
    const rows = obstacles.map((obstacle, place) => ({ ...run, ...obstacle, ordinal: place + 1 }));
    await tx.sql`insert into report_obstacle ${tx.sql(rows)}`;
  }
  return duties.length + obstacles.length;
}

/** What a report says beside its services. */
export interface ReportSaid {
  /** In the order of their codes. */
  duties: DutyRecord[];
  obstacles: ObstacleRecord[];
}

/** What the report says that a run took in; nothing where it took in none. */
export async function readSaid(
  db: Db,
  { unitId, runId }: { unitId: string; runId: string },
): Promise<ReportSaid> {
  const duties = await db.sql<DutyRecord[]>`
    select duty, state, done_on::text as "doneOn", document, note from report_duty
    where unit_id = ${unitId} and run_id = ${runId} order by duty`;
  const obstacles = await db.sql<ObstacleRecord[]>`
    select what, rule, remover, proposal from report_obstacle
    where unit_id = ${unitId} and run_id = ${runId} order by ordinal`;
  return { duties: [...duties], obstacles: [...obstacles] };
}

export interface StandingReport extends ReportSaid {
  period: string;
  sourceId: string;
  runId: string;
  /** What "now" was for the run that took it in. */
  recordedAt: Date;
}

/**
 * Whether a run took in a report, also one that says nothing of duties: it takes the place of an earlier
 * one. The same report again brings nothing, and the run that read it stands.
 */
const tookIn = (db: Db) => db.sql`
  r.state = 'done'
    and exists (select from source s where s.id = r.source_id and s.kind = 'xlsx-report')
    and (r.versions_written > 0
      or exists (select from report_duty d where d.unit_id = r.unit_id and d.run_id = r.id)
      or exists (select from report_obstacle o where o.unit_id = r.unit_id and o.run_id = r.id))`;

async function findRun(db: Db, unitId: string, period: string) {
  const [run] = await db.sql<{ runId: string; sourceId: string; recordedAt: string }[]>`
    select r.id as "runId", r.source_id as "sourceId",
      to_json(r.as_of) #>> '{}' as "recordedAt"
    from job_run r
    where r.unit_id = ${unitId} and r.period = ${period} and ${tookIn(db)}
    order by r.as_of desc, r.finished_at desc limit 1`;
  return run ?? null;
}

/** What stands of a unit's reports about a period: the latest that was recorded; null where none was. */
export async function readReport(
  db: Db,
  unitId: string,
  period: string,
): Promise<StandingReport | null> {
  const run = await findRun(db, unitId, period);
  if (!run) return null;
  const said = await readSaid(db, { unitId, runId: run.runId });
  return { ...run, period, recordedAt: new Date(run.recordedAt), ...said };
}

/**
 * What stands of a unit's reports about each period up to one, the latest period first: of several about
 * a period the last one, and what it leaves out is not said.
 *
 * @param knownAt leaves out what was recorded later; null looks at all there is
 */
export async function readSaidDuties(
  db: Db,
  unitId: string,
  until: string,
  knownAt: Date | null,
): Promise<SaidDuty[]> {
  return db.sql<SaidDuty[]>`
    select latest.period, latest.source_id as "sourceId", d.duty, d.state,
      d.done_on::text as "doneOn", d.document
    from (
      select distinct on (r.period) r.period, r.id, r.unit_id, r.source_id from job_run r
      where r.unit_id = ${unitId} and r.period <= ${until} and ${tookIn(db)}
        and r.as_of <= coalesce(${knownAt?.toISOString() ?? null}::timestamptz, 'infinity')
      order by r.period, r.as_of desc, r.finished_at desc) latest
    join report_duty d on d.unit_id = latest.unit_id and d.run_id = latest.id
    order by latest.period desc, d.duty`;
}

export interface SentReport {
  unitId: string;
  period: string;
  /** The receipt's number. */
  number: string;
  /** The person's name; null where the account is gone. */
  sentBy: string | null;
  receivedAt: Date;
  state: IntakeState;
}

type StoredReport = Omit<SentReport, 'receivedAt' | 'state'> & {
  receivedAt: string;
  runState: string;
  errorCode: string | null;
};

/** Who sent the report of a period and when: what stands of each unit's, by unit. */
export async function readSentReports(
  db: Db,
  period: string,
): Promise<Map<string, Standing<SentReport>>> {
  const rows = await db.sql<StoredReport[]>`
    select i.unit_id as "unitId", i.period, i.number, p.name as "sentBy",
      to_json(i.received_at) #>> '{}' as "receivedAt", r.state as "runState",
      r.error_code as "errorCode"
    from intake i
    join job_run r on r.id = i.run_id
    left join person p on p.id = i.person_id
    where i.kind = 'report' and i.period = ${period}
    order by i.received_at desc`;
  const sent = rows.map(({ runState, errorCode, ...row }) => ({
    ...row,
    receivedAt: new Date(row.receivedAt),
    state: intakeState({ state: runState, errorCode }),
  }));
  return standingBy(sent, ({ unitId }) => unitId);
}

/** How many of the duties that stand are in each state, by unit, for a period. */
export async function countDuties(
  db: Db,
  period: string,
): Promise<{ unitId: string; state: DutyState; count: number }[]> {
  return db.sql<{ unitId: string; state: DutyState; count: number }[]>`
    select d.unit_id as "unitId", d.state, count(*)::int as count
    from report_duty d
    join (
      select distinct on (r.unit_id) r.unit_id, r.id from job_run r
      where r.period = ${period} and ${tookIn(db)}
      order by r.unit_id, r.as_of desc, r.finished_at desc) latest
      on latest.unit_id = d.unit_id and latest.id = d.run_id
    group by d.unit_id, d.state`;
}
