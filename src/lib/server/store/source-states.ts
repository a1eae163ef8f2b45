// How every source stands: when it was last asked, for which period, and what came of it. For the
// page and the API that list sources; gathering itself reads store/sources.ts and store/runs.ts.
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import type { RunState } from './runs.ts';

export interface SourceRun {
  period: string;
  state: RunState;
  attempt: number;
  /** When the slot was due; the demo's clock is its own. */
  slotAt: Date;
  finishedAt: Date | null;
  rowsAccepted: number;
  rowsQuarantined: number;
  errorCode: string | null;
}

export interface SourceState {
  id: string;
  seriesId: string;
  /** The unit that answers; `vn` where one source answers for all. */
  unitId: UnitId;
  unitNameVi: string;
  unitNameEn: string;
  nameVi: string;
  nameEn: string;
  kind: string;
  origin: string;
  address: string;
  /** Cron, in `timeZone`. */
  schedule: string;
  timeZone: string;
  frequency: string;
  illustrative: boolean;
  active: boolean;
  /** Codes of the indicators it feeds. */
  indicators: string[];
  /** Periods that it answered for in full. */
  periodsDone: number;
  /** Periods that it was asked for and that are given up. */
  periodsFailed: number;
  lastRun: SourceRun | null;
  /** The latest period that it answered for. */
  lastPeriodDone: string | null;
}

type Row = Omit<SourceState, 'lastRun'> & { lastRun: SourceRun | null };

/** All sources with their state, in the order of units. */
export async function readSourceStates(db: Db): Promise<SourceState[]> {
  const rows = await db.sql<Row[]>`
    select s.id, s.series_id as "seriesId", s.unit_id as "unitId", u.name_vi as "unitNameVi",
      u.name_en as "unitNameEn", s.name_vi as "nameVi", s.name_en as "nameEn", s.kind, s.origin,
      s.address, s.schedule, s.time_zone as "timeZone", s.frequency, s.illustrative, s.active,
      coalesce(i.codes, '{}') as indicators, coalesce(r.done, 0)::int as "periodsDone",
      coalesce(r.failed, 0)::int as "periodsFailed", r.last_done as "lastPeriodDone",
      l.run as "lastRun"
    from source s
    join unit u on u.id = s.unit_id
    left join lateral (
      select array_agg(n.code order by n.sort) as codes
      from source_indicator f join indicator n on n.id = f.indicator_id
      where f.source_id = s.id) i on true
    left join lateral (
      select count(distinct period) filter (where state = 'done') as done,
        count(distinct period) filter (where state = 'failed') as failed,
        max(period) filter (where state = 'done') as last_done
      from job_run where source_id = s.id and job = 'gather') r on true
    left join lateral (
      select jsonb_build_object('period', period, 'state', state, 'attempt', attempt,
        'slotAt', slot_at, 'finishedAt', finished_at, 'rowsAccepted', rows_accepted,
        'rowsQuarantined', rows_quarantined, 'errorCode', error_code) as run
      from job_run where source_id = s.id and job = 'gather'
      order by slot_at desc limit 1) l on true
    order by u.kind = 'nation' desc, s.unit_id collate "C", s.id collate "C"`;
  return rows.map((row) => ({ ...row, lastRun: row.lastRun && withTimes(row.lastRun) }));
}

/** Times inside JSON come as text. */
const withTimes = (run: SourceRun): SourceRun => ({
  ...run,
  slotAt: new Date(run.slotAt),
  finishedAt: run.finishedAt && new Date(run.finishedAt),
});
