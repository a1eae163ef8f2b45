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
      o.illustrative, o.source_id as "sourceId", o.origin, o.run_id as "runId", o.version,
      o.reason
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

/** What was last taken in about a period. */
export interface LastRecorded {
  /** When an observation was last recorded or superseded, by the clock of the run that did it. */
  at: Date;
  /** When the last of those runs was kept, by the database's clock; null where no run was. */
  keptAt: Date | null;
}

const dateOf = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds);

/**
 * By period, what was last recorded about it, of what had happened by `knownAt`. A release of this
 * period or a later one is stale where it was known at an earlier moment, and where it was built
 * before the run was kept: a run records what it finds as of its start.
 */
export async function readLastRecorded(
  db: Db,
  seriesId: string,
  knownAt: Date,
): Promise<Map<string, LastRecorded>> {
  const at = knownAt.toISOString();
  const rows = await db.sql<{ period: string; atMs: number; keptAtMs: number | null }[]>`
    select o.period, extract(epoch from max(case when o.superseded_at <= ${at}
        then greatest(o.recorded_at, o.superseded_at) else o.recorded_at end))::float8 * 1000
      as "atMs", extract(epoch from max(r.finished_at))::float8 * 1000 as "keptAtMs"
    from observation o
    join indicator i on i.id = o.indicator_id
    left join job_run r on r.id = o.run_id
    where i.series_id = ${seriesId} and o.recorded_at <= ${at}
    group by o.period`;
  return new Map(
    rows.map((row) => [row.period, { at: new Date(row.atMs), keptAt: dateOf(row.keptAtMs) }]),
  );
}
