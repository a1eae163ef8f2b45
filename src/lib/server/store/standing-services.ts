// A unit's services as they stand before a reply is merged: who they are, and what the source last
// said of each in the period. Only services.ts imports it.
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
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
export interface StandingVersion {
  version: number;
  inForce: boolean;
  /** As `figuresOf` writes them. */
  figures: string;
  replyOrdinal: number;
}

/** A service that the unit has offered, in this period or another. */
export interface StandingService {
  id: string;
  procedure: string;
  name: string;
  field: string;
  office: string;
  /** Null where the source has said nothing of it in this period. */
  current: StandingVersion | null;
}

/**
 * A row's figures as COPY takes them: level, eligible, received, filed online, handled online, on
 * time. Two rows say the same exactly where these texts are the same.
 */
export const figuresOf = (r: ServiceRecord): string =>
  `${r.level}\t${r.eligible ? 't' : 'f'}\t${r.received}\t${r.filedOnline}\t${r.handledOnline}\t${r.onTime}`;

type Row = [
  code: string,
  id: string,
  procedure: string,
  name: string,
  field: string,
  office: string,
  version: number | null,
  inForce: boolean,
  figures: string,
  replyOrdinal: number,
];

const toStanding = (row: Row): [code: string, service: StandingService] => {
  const [code, id, procedure, name, field, office, version, inForce, figures, replyOrdinal] = row;
  const current = version === null ? null : { version, inForce, figures, replyOrdinal };
  return [code, { id, procedure, name, field, office, current }];
};

/**
 * Every service of the unit in the series, by code, as its rows stand in the period. One statement,
 * so that what it tells belongs together.
 */
export async function readStanding(
  tx: Db,
  { unitId, seriesId, sourceId, period }: ServiceBatch,
): Promise<Map<string, StandingService>> {
  const rows = (await tx.sql`
    select s.code, s.id, s.procedure_code, s.name_vi, s.field, s.office, r.version, r.in_force,
      concat_ws(E'\\t', r.level, r.eligible, r.received, r.filed_online, r.handled_online, r.on_time),
      r.reply_ordinal
    from service s left join service_row r
      on r.unit_id = ${unitId} and r.service_id = s.id and r.period = ${period.code}
      and r.period_end = ${period.end}::date and r.source_id = ${sourceId}
      and r.superseded_at is null
    where s.unit_id = ${unitId} and s.series_id = ${seriesId}`.values()) as unknown as Row[];
  return new Map(rows.map(toStanding));
}
