// Reading observations as they were known at a moment. Publishing and the staff's view import it;
// public pages never look behind a release.
import type { Observation } from '#lib/domain/observation.ts';
import { compareTexts } from '#lib/domain/order.ts';
import { type Frequency, parsePeriod, type Period, periodOf } from '#lib/domain/period.ts';
import { publishedPeriod } from '#lib/domain/roll-up.ts';
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

interface ObservedRow {
  code: string;
  start: string;
  end: string;
  frequency: Frequency;
  isGathered: boolean;
}

/** What a gathered series publishes is reckoned by the calendar, whatever its sources reckon by. */
function toPublished({ code, start, end, frequency, isGathered }: ObservedRow): Period[] {
  if (isGathered) return [periodOf(publishedPeriod(code, frequency))];
  const period = parsePeriod(code);
  return period ? [{ ...period, start, end }] : [];
}

/**
 * The periods that a series has observations about, as known at a moment, oldest first: in a gathered
 * series those that it is published by, of which a source may count the months; in a package its own,
 * from the earliest first day to the latest last one.
 */
export async function readObservedPeriods(
  db: Db,
  seriesId: string,
  knownAt: Date,
): Promise<Period[]> {
  const rows = await db.sql<ObservedRow[]>`
    select o.period as code, min(o.period_start)::text as start, max(o.period_end)::text as "end",
      s.frequency, s.kind = 'gathered' as "isGathered"
    from observation o
    join indicator i on i.id = o.indicator_id
    join series s on s.id = i.series_id
    where i.series_id = ${seriesId} and ${known(db, knownAt)}
    group by o.period, s.frequency, s.kind`;
  const periods = new Map(rows.flatMap(toPublished).map((period) => [period.code, period]));
  return [...periods.values()].sort(
    (a, b) => compareTexts(a.end, b.end) || compareTexts(a.code, b.code),
  );
}

/** What was last taken in about a period. */
export interface LastRecorded {
  /** When an observation was last recorded or superseded, by the clock of the run that did it. */
  at: Date;
  /** When the last of those runs was kept, by the database's clock; null where no run was. */
  keptAt: Date | null;
}

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
  const rows = await db.sql<RecordedRow[]>`
    select o.period, s.frequency, s.kind = 'gathered' as "isGathered", extract(epoch from max(case when o.superseded_at <= ${at}
        then greatest(o.recorded_at, o.superseded_at) else o.recorded_at end))::float8 * 1000
      as "atMs", extract(epoch from max(r.finished_at))::float8 * 1000 as "keptAtMs"
    from observation o
    join indicator i on i.id = o.indicator_id
    join series s on s.id = i.series_id
    left join job_run r on r.id = o.run_id
    where i.series_id = ${seriesId} and o.recorded_at <= ${at}
    group by o.period, s.frequency, s.kind`;
  const byPeriod = Map.groupBy(rows, ({ period, frequency, isGathered }) =>
    isGathered ? publishedPeriod(period, frequency) : period,
  );
  return new Map([...byPeriod].map(([period, own]) => [period, latest(own)]));
}

interface RecordedRow {
  period: string;
  frequency: Frequency;
  isGathered: boolean;
  atMs: number;
  keptAtMs: number | null;
}

function latest(rows: readonly RecordedRow[]): LastRecorded {
  const kept = rows.flatMap(({ keptAtMs }) => (keptAtMs === null ? [] : [keptAtMs]));
  return {
    at: new Date(Math.max(...rows.map(({ atMs }) => atMs))),
    keptAt: kept.length === 0 ? null : new Date(Math.max(...kept)),
  };
}
