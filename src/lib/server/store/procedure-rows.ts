// The services of all units that are instances of one procedure, as known when a release was built, and
// at which level each was in the periods before. Read by server/explain/procedure.ts.
import type { ProcedureFacts, ProcedureService } from '#lib/domain/procedure-standing.ts';
import { type UnitId, unitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import type { RowsOf } from './gap-services.ts';

export interface ProcedureQuestion {
  procedure: string;
  /** Whose rows count, of which source. */
  of: readonly RowsOf[];
  /** Last days of the periods looked at, the one that is asked of last. */
  ends: readonly string[];
  knownAt: Date;
}

interface ToldRow extends Omit<ProcedureService, 'unitId'> {
  unitId: string;
  periodEnd: string;
}

/**
 * Services in force on the last day of each period: some hundred rows. Of a source that tells by the month
 * and by the quarter the quarter's are taken. Rows are looked up service by service (`offset 0` keeps it
 * so): taken as one join PostgreSQL reads all rows of every unit that is asked, a million for sixty services.
 */
export async function readProcedureRows(
  db: Db,
  question: ProcedureQuestion,
): Promise<ProcedureFacts> {
  const at = question.knownAt.toISOString();
  const rows = await db.sql<ToldRow[]>`
    select distinct on (s.unit_id, s.code, r.period_end) s.unit_id as "unitId",
      r.period_end::text as "periodEnd", s.code, s.name_vi as "nameVi", s.office, r.level, r.eligible,
      r.received, r.filed_online as "filedOnline", r.handled_online as "handledOnline",
      r.on_time as "onTime"
    from unnest(${question.of.map((each) => each.unitId)}::text[],
        ${question.of.map((each) => each.sourceId)}::text[]) as asked (unit_id, source_id)
    join service s on s.unit_id = asked.unit_id and s.procedure_code = ${question.procedure}
    cross join lateral (
      select r.period, r.period_end, r.level, r.eligible, r.received, r.filed_online,
        r.handled_online, r.on_time
      from service_row r
      where r.unit_id = s.unit_id and r.service_id = s.id and r.source_id = asked.source_id
        and r.period_end = any(${[...question.ends]}::text[]::date[])
        and r.in_force and r.recorded_at <= ${at}
        and (r.superseded_at is null or r.superseded_at > ${at})
      offset 0
    ) r
    order by s.unit_id, s.code, r.period_end, (r.period ~ 'Q') desc`;
  const told = rows.map((row) => ({ ...row, unitId: unitId(row.unitId) }));
  const last = question.ends.at(-1);
  return {
    services: told
      .filter(({ periodEnd }) => periodEnd === last)
      .map(({ periodEnd: _, ...service }) => service),
    levels: told.map(({ unitId: unit, periodEnd, level }) => ({
      unitId: unit,
      periodEnd,
      level,
    })),
    known: await readKnown(db, question),
  };
}

/**
 * Of which unit single services are known at the end of which period. One row of each is looked for; asked
 * whether any exists, PostgreSQL reads the whole table.
 */
async function readKnown(
  db: Db,
  { of, ends, knownAt }: ProcedureQuestion,
): Promise<{ unitId: UnitId; periodEnd: string }[]> {
  const at = knownAt.toISOString();
  const rows = await db.sql<{ unitId: string; periodEnd: string }[]>`
    select asked.unit_id as "unitId", period_end::text as "periodEnd"
    from unnest(${of.map((each) => each.unitId)}::text[],
        ${of.map((each) => each.sourceId)}::text[]) as asked (unit_id, source_id)
    cross join unnest(${[...ends]}::text[]::date[]) as ends (period_end)
    cross join lateral (select from service_row r where r.unit_id = asked.unit_id
      and r.source_id = asked.source_id and r.period_end = ends.period_end and r.in_force
      and r.recorded_at <= ${at} and (r.superseded_at is null or r.superseded_at > ${at})
      limit 1) r`;
  return rows.map((row) => ({ ...row, unitId: unitId(row.unitId) }));
}
