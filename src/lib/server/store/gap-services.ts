// What all units could raise to level 4, by procedure, as known when a release was built. Read by
// server/explain/lift.ts.
import type { Raisable } from '#lib/domain/explain/lift.ts';
import { monthsOf } from '#lib/domain/roll-up.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';

/** Of which unit the rows of which source are read. */
export interface RowsOf {
  unitId: string;
  sourceId: string;
}

export interface RaisableQuestion {
  of: readonly RowsOf[];
  period: string;
  periodEnd: string;
  knownAt: Date;
}

/**
 * Services in force that qualify for level 4 and are below it, by unit and procedure: one row of each
 * unit's own source, some tens of thousands for a nation. Of a source that tells by the month those of
 * the quarter's last month, which ends on the same day.
 */
export async function readRaisable(db: Db, question: RaisableQuestion): Promise<Raisable[]> {
  const at = question.knownAt.toISOString();
  const month = monthsOf(question.period).at(-1) ?? question.period;
  const rows = await db.sql`
    select s.procedure_code, r.unit_id, count(*)::int, sum(r.received)::float8
    from unnest(${question.of.map((each) => each.unitId)}::text[],
        ${question.of.map((each) => each.sourceId)}::text[]) as asked (unit_id, source_id)
    join service_row r on r.unit_id = asked.unit_id and r.source_id = asked.source_id
    join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.period_end = ${question.periodEnd}::date
      and (r.period = ${question.period} or r.period = ${month} and not exists (
        select from service_row q where q.unit_id = r.unit_id and q.source_id = r.source_id
          and q.period = ${question.period} and q.period_end = r.period_end and q.recorded_at <= ${at}
          and (q.superseded_at is null or q.superseded_at > ${at})))
      and r.in_force and r.eligible and r.level < 4 and r.recorded_at <= ${at}
      and (r.superseded_at is null or r.superseded_at > ${at})
    group by s.procedure_code, r.unit_id`.values();
  return rows.map(([procedure, unit, services, dossiers]) => ({
    procedure: String(procedure),
    unit: unitId(String(unit)),
    services: Number(services),
    dossiers: Number(dossiers),
  }));
}

/** A national administrative procedure. */
export interface Procedure {
  code: string;
  nameVi: string;
  field: string;
}

/** Procedures by code; those that are not registered are left out. */
export async function readProcedures(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, Procedure>> {
  const rows = await db.sql<Procedure[]>`
    select code, name_vi as "nameVi", field from procedure where code = any(${[...codes]}::text[])`;
  return new Map(rows.map((row) => [row.code, row]));
}
