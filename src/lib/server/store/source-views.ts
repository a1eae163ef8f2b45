// Sources as those who answer for gathering see them: every one that was ever registered, what its last
// run came to, whether it is paused; and what of a configuration the catalogue does not know. The staff's
// pages import it.
import type { Db } from '../db/client.ts';
import type { SourceConfig } from '../sources/source.ts';
import { readFedIndicators } from './sources.ts';
import type { RunState } from './runs.ts';

export interface SourceRow {
  id: string;
  unitId: string;
  unitVi: string;
  unitEn: string;
  nameVi: string;
  nameEn: string;
  kind: string;
  pausedAt: string | null;
  pausedReason: string | null;
  /** The latest run that was to gather; null before the first. Times are ISO, and the run's own. */
  last: {
    id: string;
    period: string;
    state: RunState;
    at: string;
    errorCode: string | null;
  } | null;
  /** When it last answered in full, and for which period. */
  goodAt: string | null;
  goodPeriod: string | null;
}

/** Every source in use, by name of its unit. */
export async function listSources(db: Db): Promise<SourceRow[]> {
  const rows = await db.sql<SourceRow[]>`
    select s.id, s.unit_id as "unitId", u.name_vi as "unitVi", u.name_en as "unitEn",
      s.name_vi as "nameVi", s.name_en as "nameEn", s.kind,
      to_json(s.paused_at) #>> '{}' as "pausedAt", s.paused_reason as "pausedReason",
      last.run as last, good.at as "goodAt", good.period as "goodPeriod"
    from source s join unit u on u.id = s.unit_id
    left join lateral (select json_build_object('id', r.id, 'period', r.period, 'state', r.state,
        'at', r.as_of, 'errorCode', r.error_code) as run
      from job_run r where r.job = 'gather' and r.source_id = s.id
      order by r.as_of desc, r.slot_at desc limit 1) last on true
    left join lateral (select to_json(r.as_of) #>> '{}' as at, r.period from job_run r
      where r.job = 'gather' and r.source_id = s.id and r.state = 'done'
      order by r.as_of desc, r.slot_at desc limit 1) good on true
    where s.active
    order by u.id <> 'vn', u.name_vi, s.id`;
  return [...rows];
}

/** A name in a configuration that the catalogue does not have, with the path to it. */
export interface UnknownName {
  path: string;
  code: 'no-unit' | 'no-series' | 'no-indicator';
  name: string;
}

/** Where a configuration names an indicator. */
function indicatorPaths({ indicators, mapping }: SourceConfig): [path: string, code: string][] {
  const fed = indicators.map((code, at): [string, string] => [`indicators.${at}`, code]);
  if (mapping.produces !== 'observations') return fed;
  const measured = mapping.measures.map(({ indicator }, at): [string, string] => [
    `mapping.measures.${at}.indicator`,
    indicator,
  ]);
  return [...fed, ...measured];
}

/** Every unit, series and indicator of a configuration that the catalogue does not have. */
export async function findUnknownNames(db: Db, config: SourceConfig): Promise<UnknownName[]> {
  const [known] = await db.sql<{ unit: boolean; series: boolean }[]>`
    select exists (select from unit where id = ${config.unit}) as unit,
      exists (select from series where id = ${config.series}) as series`;
  const found: UnknownName[] = [];
  if (!known?.unit) found.push({ path: 'unit', code: 'no-unit', name: config.unit });
  if (!known?.series) {
    return [...found, { path: 'series', code: 'no-series', name: config.series }];
  }
  const codes = new Set((await readFedIndicators(db, config.series)).map(({ code }) => code));
  const unknown = indicatorPaths(config).filter(([, code]) => !codes.has(code));
  return [
    ...found,
    ...unknown.map(([path, name]) => ({ path, name, code: 'no-indicator' as const })),
  ];
}
