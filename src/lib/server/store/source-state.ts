// What every reader may know of the gatherers: when each source last answered, what came of it, what
// it missed; and the names and times that a figure's provenance is told with. Pages and API read it.
import type { Db } from '../db/client.ts';
import type { RunState } from './runs.ts';

/** The latest run of a source. Times are the run's own "now", which in a demonstration is simulated. */
export interface LastRun {
  period: string;
  state: RunState;
  at: Date;
  attempt: number;
  nextAttemptAt: Date | null;
  rowsAccepted: number;
  rowsQuarantined: number;
  errorCode: string | null;
  errorText: string | null;
}

export interface SourceState {
  id: string;
  /** The unit that answers; `vn` where one source answers for all. */
  unitId: string;
  unitNameVi: string;
  unitNameEn: string;
  nameVi: string;
  nameEn: string;
  kind: string;
  origin: string;
  /** Cron text, in the source's time zone. */
  schedule: string;
  frequency: string;
  illustrative: boolean;
  active: boolean;
  /** Codes of the indicators that it feeds, in the catalogue's order. */
  indicators: string[];
  /** When it last answered in full, and for which period; null where it never has. */
  lastSuccessAt: Date | null;
  lastSuccessPeriod: string | null;
  /** Null where it has never been asked. What a person corrects is no answer of the source until it is done. */
  lastRun: LastRun | null;
  /** Periods that were given up or let go, oldest first. */
  missedPeriods: string[];
  /** Rows accepted and set aside over all runs. */
  rowsAccepted: number;
  rowsQuarantined: number;
}

/** The state of every source of a series: those at fault first, then by unit and name. */
export async function readSourceStates(db: Db, seriesId: string): Promise<SourceState[]> {
  const rows = await db.sql<StoredState[]>`
    select s.id, s.unit_id as "unitId", u.name_vi as "unitNameVi", u.name_en as "unitNameEn",
      s.name_vi as "nameVi", s.name_en as "nameEn", s.kind, s.origin, s.schedule, s.frequency,
      s.illustrative, s.active, fed.codes as indicators, success.at as "lastSuccessAt",
      success.period as "lastSuccessPeriod", latest.run as "lastRun", missed.periods as "missedPeriods",
      total.accepted as "rowsAccepted", total.quarantined as "rowsQuarantined"
    from source s
    join unit u on u.id = s.unit_id
    cross join lateral (select coalesce(array_agg(i.code order by i.sort), '{}') as codes
      from source_indicator f join indicator i on i.id = f.indicator_id where f.source_id = s.id) fed
    left join lateral (select to_json(r.as_of) #>> '{}' as at, r.period from job_run r
      where r.job = 'gather' and r.source_id = s.id and r.state = 'done'
      order by r.slot_at desc limit 1) success on true
    left join lateral (select json_build_object('period', r.period, 'state', r.state, 'at', r.as_of,
        'attempt', r.attempt, 'nextAttemptAt', r.next_attempt_at, 'rowsAccepted', r.rows_accepted,
        'rowsQuarantined', r.rows_quarantined, 'errorCode', r.error_code, 'errorText', r.error_text)
      as run from job_run r where r.job = 'gather' and r.source_id = s.id
        and (r.trigger <> 'correction' or r.state = 'done')
      order by r.slot_at desc limit 1) latest on true
    cross join lateral (select coalesce(array_agg(p.period order by p.period), '{}') as periods
      from (select r.period from job_run r where r.job = 'gather' and r.source_id = s.id
        group by r.period having bool_and(r.state in ('failed', 'skipped'))) p) missed
    cross join lateral (select coalesce(sum(r.rows_accepted), 0)::float8 as accepted,
        coalesce(sum(r.rows_quarantined), 0)::float8 as quarantined
      from job_run r where r.job = 'gather' and r.source_id = s.id) total
    where s.series_id = ${seriesId}
    order by coalesce(latest.run ->> 'state' <> 'done', true) desc, u.id <> 'vn', u.name_vi, s.id`;
  return rows.map((row) => ({
    ...row,
    lastSuccessAt: row.lastSuccessAt === null ? null : new Date(row.lastSuccessAt),
    lastRun: row.lastRun && withTimes(row.lastRun),
  }));
}

/** A state as SQL brings it: Drizzle leaves moments as text, and JSON knows no others. */
interface StoredState extends Omit<SourceState, 'lastRun' | 'lastSuccessAt'> {
  lastSuccessAt: string | null;
  lastRun: StoredRun | null;
}

type StoredRun = Omit<LastRun, 'at' | 'nextAttemptAt'> & {
  at: string;
  nextAttemptAt: string | null;
};

const withTimes = (run: StoredRun): LastRun => ({
  ...run,
  at: new Date(run.at),
  nextAttemptAt: run.nextAttemptAt === null ? null : new Date(run.nextAttemptAt),
});

/** Names of sources by id; ids that are not known are left out. */
export async function readSourceNames(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { nameVi: string; nameEn: string }>> {
  const rows = await db.sql<{ id: string; nameVi: string; nameEn: string }[]>`
    select id, name_vi as "nameVi", name_en as "nameEn" from source
    where id = any(${[...new Set(ids)]}::text[])`;
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}
