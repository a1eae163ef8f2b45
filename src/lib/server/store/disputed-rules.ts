// Which rules disputed rows would break if they were recorded. The page of disputes imports it.
import { shiftPeriod } from '#lib/domain/period.ts';
import type { ServiceBefore } from '#lib/domain/validate/before.ts';
import { checkDisputed, disputedRow } from '#lib/domain/validate/disputed.ts';
import type { Fault } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';
import type { Dispute } from './disputes.ts';

/** The services of the disputes as they stand in the period before, by the dispute's id. */
async function readBefore(
  db: Db,
  disputes: readonly Dispute[],
): Promise<Map<string, ServiceBefore>> {
  const column = (of: (dispute: Dispute) => string) => disputes.map(of);
  const rows = await db.sql<(ServiceBefore & { id: string })[]>`
    select w.id, w.code, r.level, r.eligible, r.received, r.filed_online as "filedOnline",
      r.handled_online as "handledOnline", r.on_time as "onTime"
    from unnest(${column(({ id }) => id)}::text[], ${column(({ unitId }) => unitId)}::text[],
      ${column(({ sourceId }) => sourceId)}::text[],
      ${column(({ serviceCode }) => serviceCode)}::text[],
      ${column(({ period }) => shiftPeriod(period, -1))}::text[])
      as w (id, unit_id, source_id, code, period)
    join service s on s.unit_id = w.unit_id and s.code = w.code
    join service_row r on r.unit_id = s.unit_id and r.service_id = s.id
      and r.source_id = w.source_id and r.period = w.period
    where r.superseded_at is null and r.in_force`;
  return new Map(rows.map(({ id, ...before }) => [id, before]));
}

/**
 * What the rules would find in each row if its dispute were accepted now, by the dispute's id. Nothing
 * for disputes that put no row in place of ours.
 */
export async function readBrokenRules(
  db: Db,
  disputes: readonly Dispute[],
): Promise<Map<string, Fault[]>> {
  const replacing = disputes.filter(({ ours, theirs }) => ours !== null && theirs !== null);
  if (replacing.length === 0) return new Map();
  const before = await readBefore(db, replacing);
  return new Map(
    replacing.flatMap(({ id, ours, theirs }) =>
      ours && theirs
        ? [[id, checkDisputed(disputedRow(ours, theirs), before.get(id) ?? null).faults]]
        : [],
    ),
  );
}
