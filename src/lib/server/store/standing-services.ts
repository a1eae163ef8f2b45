// What a source last said of a unit's services in a period. services.ts lays a reply beside it, and
// past-figures.ts the period after it; nobody else imports it.
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import type { Period } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';

/** What one reply is about. */
export interface ServiceBatch {
  seriesId: string;
  unitId: string;
  sourceId: string;
  runId: string;
  period: Period;
  /** Why a version replaces the one before: the source revised it, or a person corrected it. */
  reason: 'R1' | 'C';
}

/** The version of a service's row that is current for the period and source. */
export interface StandingVersion extends ServiceFigures {
  version: number;
  inForce: boolean;
}

/** Versions by the number of their service; services of which nothing was said have none. */
export type Standing = ReadonlyMap<number, StandingVersion>;

/** Truth comes as 0 or 1. */
type VersionRow = readonly [
  serviceId: number,
  version: number,
  inForce: number,
  level: number,
  eligible: number,
  received: number,
  filedOnline: number,
  handledOnline: number,
  onTime: number,
];

/**
 * Every service of which a source has said something in a period. All rows come as one text of JSON:
 * as rows of their own they take the server and the driver several times as long. They are joined to
 * their codes by the caller: on tables that it has not counted yet, the server compared each with each.
 */
export async function readStanding(
  tx: Db,
  { unitId, sourceId, period }: Pick<ServiceBatch, 'unitId' | 'sourceId' | 'period'>,
): Promise<Standing> {
  const [found] = await tx.sql<{ rows: string | null }[]>`
    select '[[' || string_agg(concat_ws(',', service_id, version, in_force::int, level,
      eligible::int, received, filed_online, handled_online, on_time), '],[') || ']]' as rows
    from service_row
    where unit_id = ${unitId} and period = ${period.code} and period_end = ${period.end}::date
      and source_id = ${sourceId} and superseded_at is null`;
  const standing = new Map<number, StandingVersion>();
  for (const row of JSON.parse(found?.rows ?? '[]') as readonly VersionRow[]) {
    standing.set(row[0], {
      version: row[1],
      inForce: row[2] === 1,
      level: row[3],
      eligible: row[4] === 1,
      received: row[5],
      filedOnline: row[6],
      handledOnline: row[7],
      onTime: row[8],
    });
  }
  return standing;
}
