// What is laid beside new figures to judge them: the unit's services of the period before, figures of
// earlier periods, and what other sources say of the same. One statement each, by the indexes of the
// fact tables. Only the gather job imports it.
import { type Period, periodOf, type Reckoning, shiftPeriod } from '#lib/domain/period.ts';
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HISTORY_PERIODS } from '#lib/domain/validate/history.ts';
import type { Db } from '../db/client.ts';
import { readStanding } from './standing-services.ts';
import type { UnitServices } from './unit-services.ts';

/** A source in one period. */
export interface SourceInPeriod {
  sourceId: string;
  unitId: string;
  period: Period;
  reckoning: Reckoning;
}

/**
 * The services that a unit's source had in force in the period before, by code.
 *
 * @param known those of the unit, on their way
 */
export async function readServicesBefore(
  tx: Db,
  { sourceId, unitId, period, reckoning }: SourceInPeriod,
  known: Promise<UnitServices>,
): Promise<Map<string, ServiceFigures>> {
  const before = periodOf(shiftPeriod(period.code, -1), reckoning);
  const asked = readStanding(tx, { unitId, sourceId, period: before });
  const [standing, services] = await Promise.all([asked, known]);
  const inForce = new Map<string, ServiceFigures>();
  if (standing.size === 0) return inForce;
  for (const [code, { id }] of services) {
    const version = standing.get(id);
    if (version?.inForce === true) inForce.set(code, version);
  }
  return inForce;
}

/** A figure of an earlier period, as it stands. */
export interface PastFigureOfUnit {
  unitId: UnitId;
  indicatorId: string;
  period: string;
  value: number;
}

/**
 * Figures that a source gave for some units and indicators in the last periods before this one, as
 * they stand today. Periods without a figure are left out.
 */
export async function readPastFigures(
  tx: Db,
  { sourceId, period, reckoning }: SourceInPeriod,
  units: readonly UnitId[],
  indicatorIds: readonly string[],
): Promise<PastFigureOfUnit[]> {
  const codes = Array.from({ length: HISTORY_PERIODS }, (_, at) =>
    shiftPeriod(period.code, at - HISTORY_PERIODS),
  );
  const first = periodOf(codes[0] ?? period.code, reckoning).end;
  return tx.sql<PastFigureOfUnit[]>`
    select unit_id as "unitId", indicator_id as "indicatorId", period, value
    from observation
    where unit_id = any(${[...units]}::text[]) and indicator_id = any(${[...indicatorIds]}::text[])
      and period = any(${codes}::text[]) and source_id = ${sourceId}
      and period_end >= ${first}::date and period_end < ${period.end}::date
      and superseded_at is null and value is not null`;
}

/** What another source says. */
export interface FigureElsewhere {
  unitId: UnitId;
  indicatorId: string;
  sourceId: string;
  value: number;
}

/** What other sources in use say of these units and indicators in this period, as it stands. */
export async function readFiguresElsewhere(
  tx: Db,
  { sourceId, period }: SourceInPeriod,
  units: readonly UnitId[],
  indicatorIds: readonly string[],
): Promise<FigureElsewhere[]> {
  return tx.sql<FigureElsewhere[]>`
    select unit_id as "unitId", indicator_id as "indicatorId", source_id as "sourceId", value
    from observation o
    where unit_id = any(${[...units]}::text[]) and indicator_id = any(${[...indicatorIds]}::text[])
      and period = ${period.code} and period_end = ${period.end}::date
      and source_id <> ${sourceId} and superseded_at is null and value is not null
      and exists (select from source s where s.id = o.source_id and s.active)`;
}
