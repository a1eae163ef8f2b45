// What all units could raise to level 4, by procedure, and what they took out of the services that
// qualify, as known when a release was built. Read by server/explain/lift.ts and by the job that asks
// about signs.
import type { Raisable } from '#lib/domain/explain/lift.ts';
import { monthsOf } from '#lib/domain/roll-up.ts';
import { unitId, type UnitId } from '#lib/domain/unit.ts';
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
 * Rows of services as they stood, as a part of a query: of each unit's own source, and where that tells
 * by the month those of the quarter's last month, which ends on the same day.
 */
function rowsStanding({ sql }: Db, { of, period, periodEnd, knownAt }: RaisableQuestion) {
  const at = knownAt.toISOString();
  const month = monthsOf(period).at(-1) ?? period;
  return sql`
    select r.* from unnest(${of.map((each) => each.unitId)}::text[],
        ${of.map((each) => each.sourceId)}::text[]) as asked (unit_id, source_id)
    join service_row r on r.unit_id = asked.unit_id and r.source_id = asked.source_id
    where r.period_end = ${periodEnd}::date
      and (r.period = ${period} or r.period = ${month} and not exists (
        select from service_row q where q.unit_id = r.unit_id and q.source_id = r.source_id
          and q.period = ${period} and q.period_end = r.period_end and q.recorded_at <= ${at}
          and (q.superseded_at is null or q.superseded_at > ${at})))
      and r.recorded_at <= ${at} and (r.superseded_at is null or r.superseded_at > ${at})`;
}

/**
 * Services in force that qualify for level 4 and are below it, by unit and procedure: some tens of
 * thousands for a nation.
 */
export async function readRaisable(db: Db, question: RaisableQuestion): Promise<Raisable[]> {
  const rows = await db.sql`
    select s.procedure_code, r.unit_id, count(*)::int, sum(r.received)::float8
    from (${rowsStanding(db, question)}) r
    join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.in_force and r.eligible and r.level < 4
    group by s.procedure_code, r.unit_id`.values();
  return rows.map(([procedure, unit, services, dossiers]) => ({
    procedure: String(procedure),
    unit: unitId(String(unit)),
    services: Number(services),
    dossiers: Number(dossiers),
  }));
}

/** How many services each unit with one in force has to raise: some hundred rows at most. */
export async function countRaisable(
  db: Db,
  question: RaisableQuestion,
): Promise<Map<UnitId, number>> {
  const rows = await db.sql`
    select unit_id, count(*) filter (where eligible and level < 4)::int
    from (${rowsStanding(db, question)}) r where in_force group by unit_id`.values();
  return new Map(rows.map(([unit, count]) => [unitId(String(unit)), Number(count)]));
}

/**
 * Services below level 4 that qualified in a period, and in a later one are in force, below it still and
 * qualify no more: how many of each unit that has such.
 *
 * @param question of the later period; what follows says the earlier one
 */
export async function countWithdrawn(
  db: Db,
  question: RaisableQuestion,
  { period, periodEnd }: Pick<RaisableQuestion, 'period' | 'periodEnd'>,
): Promise<Map<UnitId, number>> {
  const rows = await db.sql`
    select unit_id, count(*)::int
    from (${rowsStanding(db, question)}) r
    join (${rowsStanding(db, { ...question, period, periodEnd })}) b using (unit_id, service_id)
    where b.in_force and b.eligible and b.level < 4
      and r.in_force and not r.eligible and r.level < 4
    group by unit_id`.values();
  return new Map(rows.map(([unit, count]) => [unitId(String(unit)), Number(count)]));
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
