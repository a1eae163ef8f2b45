// Reading observations as they were known at a moment. Publishing and the staff's view import it;
// public pages never look behind a release.
import type { Observation } from '#lib/domain/observation.ts';
import { parsePeriod, type Period } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';

/** What was known at `knownAt`: recorded by then, and not yet superseded. */
const known = (db: Db, knownAt: Date) => {
  const at = knownAt.toISOString();
  return db.sql`o.recorded_at <= ${at} and (o.superseded_at is null or o.superseded_at > ${at})`;
};

/**
 * Every observation of a series about the period or an earlier one, as known at a moment: one
 * version a unit, indicator, period and source, of all origins.
 */
export async function readObservations(
  db: Db,
  seriesId: string,
  until: Period,
  knownAt: Date,
): Promise<Observation[]> {
  return db.sql<Observation[]>`
    select o.unit_id as "unitId", o.indicator_id as "indicatorId", o.period, o.value, o.numerator,
      o.denominator, o.missing, o.missing_note as "missingNote", o.status, o.qualifier,
      o.illustrative, o.source_id as "sourceId", o.origin, o.run_id as "runId", o.version
    from observation o
    join indicator i on i.id = o.indicator_id
    where i.series_id = ${seriesId} and o.period_end <= ${until.end} and ${known(db, knownAt)}
    order by o.period_end, o.indicator_id, o.unit_id, o.source_id`;
}

/**
 * The periods that a series has observations about, as known at a moment, oldest first. Where
 * sources reckon one period differently, its first day is the earliest and its last the latest.
 */
export async function readObservedPeriods(
  db: Db,
  seriesId: string,
  knownAt: Date,
): Promise<Period[]> {
  const rows = await db.sql<{ code: string; start: string; end: string }[]>`
    select o.period as code, min(o.period_start)::text as start, max(o.period_end)::text as "end"
    from observation o
    join indicator i on i.id = o.indicator_id
    where i.series_id = ${seriesId} and ${known(db, knownAt)}
    group by o.period
    order by max(o.period_end), o.period`;
  return rows.flatMap((row) => {
    const period = parsePeriod(row.code);
    return period ? [{ ...period, start: row.start, end: row.end }] : [];
  });
}

/**
 * By period, when an observation about it was last recorded or superseded, of what had happened by
 * `knownAt`. A release known at an earlier moment than that, of this period or a later one, is stale.
 */
export async function readLastRecorded(
  db: Db,
  seriesId: string,
  knownAt: Date,
): Promise<Map<string, Date>> {
  const at = knownAt.toISOString();
  const rows = await db.sql<{ period: string; milliseconds: number }[]>`
    select o.period, extract(epoch from max(case when o.superseded_at <= ${at}
        then greatest(o.recorded_at, o.superseded_at) else o.recorded_at end))::float8 * 1000
      as milliseconds
    from observation o
    join indicator i on i.id = o.indicator_id
    where i.series_id = ${seriesId} and o.recorded_at <= ${at}
    group by o.period`;
  return new Map(rows.map((row) => [row.period, new Date(row.milliseconds)]));
}
