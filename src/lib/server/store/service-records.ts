// The services of a unit as they stand now, with their figures: what a form is filled with, and what a
// unit's own list is compared with. Pages and jobs of what is handed in import it.
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';

/** Which rows are meant. */
export interface ServiceRowsOf {
  unitId: string;
  sourceId: string;
  period: string;
}

/** The services in force by one source in one period, by code; none where nothing was recorded. */
export async function readServiceRecords(db: Db, rows: ServiceRowsOf): Promise<ServiceRecord[]> {
  return db.sql<ServiceRecord[]>`
    select s.code, s.procedure_code as procedure, s.name_vi as name, s.field, s.office, r.level,
      r.eligible, r.received, r.filed_online as "filedOnline",
      r.handled_online as "handledOnline", r.on_time as "onTime"
    from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.unit_id = ${rows.unitId} and r.source_id = ${rows.sourceId}
      and r.period = ${rows.period} and r.superseded_at is null and r.in_force
    order by s.code`;
}

/**
 * Where the unit's latest rows about a time stand: the latest period that ended by then; within it the
 * unit's own report before what was counted. Null before the first.
 *
 * @param until ISO day
 */
export async function findLatestRows(
  db: Db,
  { unitId, until }: { unitId: string; until: string },
): Promise<ServiceRowsOf | null> {
  const [found] = await db.sql<ServiceRowsOf[]>`
    select r.unit_id as "unitId", r.source_id as "sourceId", r.period
    from service_row r join source s on s.id = r.source_id
    where r.unit_id = ${unitId} and r.period_end <= ${until} and r.superseded_at is null
      and r.in_force
    order by r.period_end desc, (s.kind = 'xlsx-report') desc, r.source_id limit 1`;
  return found ?? null;
}
