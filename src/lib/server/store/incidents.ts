// Incidents: rows that say from when to when something was wrong with a source, and what the watch
// needs to know of each source. The scheduler's watch writes; pages, API and feed read.
import { v7 as newId } from 'uuid';
import type { Ending, Trouble, TroubleKind, WatchedRun } from '#lib/domain/incidents.ts';
import type { Db } from '../db/client.ts';

export interface Incident {
  id: string;
  unitId: string;
  sourceId: string;
  kind: TroubleKind;
  /** The period that is lacking. */
  period: string;
  /** The first slot without a good reply. */
  since: Date;
  detectedAt: Date;
  /** Null while it goes on, as is why it ended. */
  closedAt: Date | null;
  endedBy: Ending | null;
  errorCode: string | null;
}

/** An incident with the names that it is told with. */
export interface NamedIncident extends Incident {
  nameVi: string;
  nameEn: string;
  unitNameVi: string;
  unitNameEn: string;
  illustrative: boolean;
}

type Stored<T extends Incident> = Omit<T, 'since' | 'detectedAt' | 'closedAt'> & {
  since: string;
  detectedAt: string;
  closedAt: string | null;
};

const withTimes = <T extends Incident>(row: Stored<T>): T =>
  ({
    ...row,
    since: new Date(row.since),
    detectedAt: new Date(row.detectedAt),
    closedAt: row.closedAt === null ? null : new Date(row.closedAt),
  }) as unknown as T;

const columns = ({ sql }: Db) => sql`
  i.id, i.unit_id as "unitId", i.source_id as "sourceId", i.kind, i.period,
  to_json(i.since) #>> '{}' as since, to_json(i.detected_at) #>> '{}' as "detectedAt",
  to_json(i.closed_at) #>> '{}' as "closedAt", i.ended_by as "endedBy", i.error_code as "errorCode"`;

/** Incidents that go on. */
export async function readOpenIncidents(db: Db): Promise<Incident[]> {
  const rows = await db.sql<Stored<Incident>[]>`
    select ${columns(db)} from source_incident i where i.closed_at is null order by i.detected_at`;
  return rows.map(withTimes);
}

/** Incidents, those that began last first; of one source only where it is named. */
export async function readIncidents(
  db: Db,
  { sourceId = null, most }: { sourceId?: string | null; most: number },
): Promise<NamedIncident[]> {
  const rows = await db.sql<Stored<NamedIncident>[]>`
    select ${columns(db)}, s.name_vi as "nameVi", s.name_en as "nameEn", s.illustrative,
      u.name_vi as "unitNameVi", u.name_en as "unitNameEn"
    from source_incident i
    join source s on s.id = i.source_id
    join unit u on u.id = s.unit_id
    where ${sourceId}::text is null or i.source_id = ${sourceId}
    order by greatest(i.detected_at, i.closed_at) desc, i.id desc limit ${most}`;
  return rows.map(withTimes);
}

/**
 * Opens an incident, inside the transaction of the mail about it.
 *
 * @returns its id; null where this fault of the source is open already
 */
export async function openIncident(
  tx: Db,
  source: { id: string; unit: string },
  trouble: Trouble,
  now: Date,
): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    insert into source_incident (unit_id, id, source_id, kind, period, since, detected_at, error_code)
    values (${source.unit}, ${newId()}, ${source.id}, ${trouble.kind}, ${trouble.period},
      ${trouble.since.toISOString()}, ${now.toISOString()}, ${trouble.errorCode})
    on conflict (unit_id, source_id, kind) where closed_at is null do nothing
    returning id`;
  return row?.id ?? null;
}

/** Closes an incident. False where somebody else has closed it. */
export async function closeIncident(
  tx: Db,
  { unitId, id }: Pick<Incident, 'unitId' | 'id'>,
  endedBy: Ending,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.sql`
    update source_incident set closed_at = ${now.toISOString()}, ended_by = ${endedBy}
    where unit_id = ${unitId} and id = ${id} and closed_at is null`;
  return count === 1;
}

/** From when on the runs of a source are wanted. */
export interface RunsSince {
  sourceId: string;
  from: Date;
}

/**
 * Runs of each source by source: where there are several of one period, state and day of Hà Nội, the
 * latest. What was read again after a person's decision is left out: it says nothing of the source.
 */
export async function readWatchedRuns(
  db: Db,
  wanted: readonly RunsSince[],
): Promise<Map<string, WatchedRun[]>> {
  type Row = Omit<WatchedRun, 'slotAt' | 'at'> & { sourceId: string; slotAt: string; at: string };
  const rows = await db.sql<Row[]>`
    select distinct on (r.source_id, r.period, r.state,
        (r.slot_at at time zone 'Asia/Ho_Chi_Minh')::date) r.source_id as "sourceId",
      to_json(r.slot_at) #>> '{}' as "slotAt", r.period, r.state, r.trigger,
      to_json(r.as_of) #>> '{}' as at, r.error_code as "errorCode"
    from json_to_recordset(${JSON.stringify(wanted)}::json) as w ("sourceId" text, "from" timestamptz)
    join job_run r on r.source_id = w."sourceId" and r.slot_at >= w."from"
    where r.job = 'gather' and r.trigger <> 'correction'
    order by r.source_id, r.period, r.state,
      (r.slot_at at time zone 'Asia/Ho_Chi_Minh')::date, r.slot_at desc`;
  const runs = rows.map(({ sourceId, slotAt, at, ...run }) => ({
    sourceId,
    run: { ...run, slotAt: new Date(slotAt), at: new Date(at) },
  }));
  return new Map(
    [...Map.groupBy(runs, ({ sourceId }) => sourceId)].map(([id, found]) => [
      id,
      found.map(({ run }) => run),
    ]),
  );
}
