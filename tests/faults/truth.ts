// The ledger of truth: what the stand-ins hold in their own memory, held against what the database
// came to hold. Only the fault tests import it.
import type { Db } from '#lib/server/db/client.ts';
import { readCatalogue } from '../portals/catalogue/catalogue.ts';
import { readFigures, type PortalUnit } from '../portals/figures.ts';
import { buildUnitServices, countsAt, placesInForce } from '../portals/unit-services.ts';

/** One service row in one line: code, level, eligible, and its four counts. */
type Line = string;

export interface Truth {
  units: PortalUnit[];
  periods: string[];
  /** Lines by `unit id, period`. */
  rows: Map<string, Line[]>;
}

const keyOf = (unitId: string, period: string): string => `${unitId} ${period}`;

/** The units with the fewest services that report every quarter, and all that their portals hold. */
export function smallestUnits(count: number): Truth {
  const figures = readFigures();
  const catalogue = readCatalogue();
  const sizeOf = (unit: PortalUnit): number =>
    (figures.quartersOf(unit.code)[0]?.levels ?? []).reduce((sum, level) => sum + level, 0);
  const units = figures.units
    .filter(({ code }) => figures.quartersOf(code).every((quarter) => quarter.reported))
    .sort((a, b) => sizeOf(a) - sizeOf(b))
    .slice(0, count);
  const rows = new Map<string, Line[]>();
  for (const unit of units) {
    const procedures = /^\d/.test(unit.code)
      ? catalogue.provinces
      : catalogue.ofMinistry(unit.code);
    const services = buildUnitServices(unit, figures.quartersOf(unit.code), procedures);
    for (const quarter of services.quarters.values()) {
      const lines = placesInForce(services, quarter).map((place) => {
        const counts = countsAt(quarter, place);
        const { level, eligible, received, filedOnline, handledOnline, onTime } = counts;
        const code = services.services[place]?.code;
        return [code, level, eligible, received, filedOnline, handledOnline, onTime].join(' ');
      });
      rows.set(keyOf(unit.unitId, quarter.period), lines.sort());
    }
  }
  return { units, periods: figures.periods, rows };
}

/** Units for so many portals, by id: all there are, and from the first again where more are wanted. */
export function unitsFor(count: number): string[] {
  const { units } = readFigures();
  return Array.from({ length: count }, (_, place) => units[place % units.length]?.unitId ?? '');
}

/** Every version of every service row, as lines, by unit and period. */
async function linesOf(db: Db): Promise<Map<string, Line[]>> {
  const rows = await db.sql<{ key: string; line: Line }[]>`
    select r.unit_id || ' ' || r.period as key, concat_ws(' ', s.code, r.level, r.eligible::text,
      r.received, r.filed_online, r.handled_online, r.on_time) as line
    from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.in_force`;
  const lines = Map.groupBy(rows, (row) => row.key);
  return new Map([...lines].map(([key, group]) => [key, group.map(({ line }) => line).sort()]));
}

function compareLines(key: string, expected: Line[], found: Line[]): string[] {
  const missing = expected.filter((line) => !found.includes(line)).length;
  const excess = found.length - expected.length + missing;
  const faults: string[] = [];
  if (missing > 0) faults.push(`${key}: ${missing} of ${expected.length} rows are missing`);
  if (excess > 0) faults.push(`${key}: ${excess} rows too many`);
  return faults;
}

const MONTHS_IN_A_QUARTER = 3;

/** What is wrong at the end: a row missing, twice or foreign, a slot not done, a share not whole. */
export async function differencesFrom(db: Db, truth: Truth): Promise<string[]> {
  const found = await linesOf(db);
  const faults = [...truth.rows].flatMap(([key, lines]) =>
    compareLines(key, lines, found.get(key) ?? []),
  );
  const slots = await db.sql<{ period: string; sources: number; done: number }[]>`
    select period, count(*)::int as sources, count(*) filter (where state = 'done')::int as done
    from job_run group by period order by period`;
  const asked = await db.sql<{ frequency: string; sources: number }[]>`
    select frequency, count(*)::int as sources from source where active group by frequency`;
  const sourcesBy = new Map(asked.map(({ frequency, sources }) => [frequency, sources]));
  const months = sourcesBy.has('month') ? MONTHS_IN_A_QUARTER : 0;
  const periods = truth.periods.length * (1 + months);
  if (slots.length !== periods) faults.push(`${slots.length} periods in the ledger`);
  for (const { period, sources, done } of slots) {
    const expected = sourcesBy.get(period.includes('Q') ? 'quarter' : 'month');
    if (sources !== expected) faults.push(`${period}: ${sources} slots in the ledger`);
    if (done !== sources) faults.push(`${period}: only ${done} of ${sources} slots are done`);
  }
  const shares = await db.sql<{ key: string; versions: number; denominator: number }[]>`
    select unit_id || ' ' || period as key, count(*)::int as versions,
      max(denominator)::int as denominator
    from observation where indicator_id = 'share_l4' group by 1`;
  for (const [key, lines] of truth.rows) {
    const share = shares.find((row) => row.key === key);
    if (share?.versions !== 1) faults.push(`${key}: ${share?.versions ?? 0} versions of share_l4`);
    if (share?.denominator !== lines.length) faults.push(`${key}: share_l4 counts other rows`);
  }
  return faults;
}

/** What is wrong right after a kill: rows of a run that is not finished, bodies that no run received. */
export async function halfBatches(db: Db): Promise<string[]> {
  const rows = await db.sql<{ table: string; source: string; rows: number }[]>`
    with running as (select id, source_id from job_run where state = 'running')
    select 'service_row' as table, source_id as source, count(*)::int as rows
      from service_row r join running using (source_id) where r.run_id = running.id group by 2
    union all select 'observation', source_id, count(*)::int
      from observation o join running using (source_id) where o.run_id = running.id group by 2
    union all select 'run_reply', source_id, count(*)::int
      from run_reply p join running using (source_id) where p.run_id = running.id group by 2
    union all select 'reply', source_id, count(*)::int
      from reply p where not exists (select from run_reply r where r.unit_id = p.unit_id
        and r.source_id = p.source_id and r.hash = p.hash) group by 2`;
  return rows.map((row) => `${row.rows} rows in ${row.table} of ${row.source}, half a batch`);
}
