// A unit's services as they stand before a reply is merged: who they are, and what the source last
// said of each in the period. Only services.ts imports it.
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import type { Period } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import type { UnitServices } from './unit-services.ts';

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
export interface StandingVersion {
  version: number;
  inForce: boolean;
  /** As `figuresOf` writes them. */
  figures: string;
}

/** A service that the unit has offered, in this period or another. */
export interface StandingService {
  id: string;
  /** Null where the source has said nothing of it in this period. */
  current: StandingVersion | null;
}

/**
 * A row's figures as COPY takes them: level, eligible, received, filed online, handled online, on
 * time. Two rows say the same exactly where these texts are the same.
 */
export const figuresOf = (r: ServiceFigures): string =>
  `${r.level}\t${r.eligible ? 't' : 'f'}\t${r.received}\t${r.filedOnline}\t${r.handledOnline}\t${r.onTime}`;

type VersionRow = [serviceId: string, version: number, inForce: boolean, figures: string];

const readVersions = (tx: Db, { unitId, sourceId, period }: ServiceBatch) =>
  tx.sql`
    select service_id, version, in_force,
      concat_ws(E'\\t', level, eligible, received, filed_online, handled_online, on_time)
    from service_row
    where unit_id = ${unitId} and period = ${period.code} and period_end = ${period.end}::date
      and source_id = ${sourceId} and superseded_at is null`.values();

/** The figures that such a text holds, here or as PostgreSQL writes it. */
export function figuresFrom(text: string): ServiceFigures {
  const [level, eligible, received, filedOnline, handledOnline, onTime] = text.split('\t');
  return {
    level: Number(level),
    eligible: eligible === 't',
    received: Number(received),
    filedOnline: Number(filedOnline),
    handledOnline: Number(handledOnline),
    onTime: Number(onTime),
  };
}

/**
 * Every service of the unit, by code, as its row stands in the period. Services and rows are read
 * apart: joined by the server, on tables that it has not counted yet, they were compared each with each.
 */
export async function readStanding(
  tx: Db,
  batch: ServiceBatch,
  services: UnitServices,
): Promise<Map<string, StandingService>> {
  const versions = await readVersions(tx, batch);
  const current = new Map<string, StandingVersion>();
  for (const row of versions as unknown as VersionRow[]) {
    const [serviceId, version, inForce, figures] = row;
    current.set(serviceId, { version, inForce, figures });
  }
  const standing = new Map<string, StandingService>();
  for (const [code, { id }] of services)
    standing.set(code, { id, current: current.get(id) ?? null });
  return standing;
}
