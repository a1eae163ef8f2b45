// The world of the answers that explain: the illustrative quarters, one of them released again with
// services behind three of its figures, and the figures of 2025. Beside it the same figures as they were
// filed, so that answers can be worked out again without the engine.
import { beforeAll } from 'vitest';
import { loadFullPart } from '../../jobs/demo-bridge.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { jobContext } from '../helpers/job-context.ts';
import { type FiledRow, readFiledRows } from '../helpers/seed-illustrative.ts';
import { gatherRevised, REVISED, seedRevision } from '../helpers/seed-revision.ts';
import { serviceRow } from '../helpers/small-portal.ts';
import { type WebWorld, webWorld } from '../helpers/worlds.ts';

const dossiers = (received: number) => ({ received, filedOnline: 0, handledOnline: 0, onTime: 0 });

/** Ten services of Hà Nam, which had not answered that quarter; three are in the way of level 4. */
export const NAMED = {
  unit: 'p-35',
  rows: [
    serviceRow('1001', { ...dossiers(5), level: 3 }),
    serviceRow('1002', { ...dossiers(90), office: 'Sở Tư pháp' }),
    serviceRow('1003', dossiers(5)),
    serviceRow('1004', { ...dossiers(900), eligible: false }),
    serviceRow('1005', { level: 4 }),
    ...['1006', '1007', '1008', '1009', '1010'].map((code) =>
      serviceRow(code, { eligible: false }),
    ),
  ],
};

/** Registers the hooks of a file of tests; answers its world. */
export function explainedWorld(): WebWorld {
  const world = webWorld('illustrative');
  beforeAll(async () => {
    const { db } = world;
    await raiseSigns(jobContext(db, '2021-02-01T09:00+07:00'), { origin: world.origin });
    await gatherRevised(db, NAMED.unit, 'Hà Nam', NAMED.rows);
    await seedRevision(db);
    await loadFullPart(jobContext(db, '2026-02-01T00:00:00Z'));
  });
  return world;
}

const byPeriod = (file: string): Map<string, FiledRow[]> =>
  Map.groupBy(
    readFiledRows([file]).filter((row) => row.report_status === 'reported'),
    ({ period }) => period ?? '',
  );
const FILED = byPeriod('quarterly.csv');
const FILED_BODIES = byPeriod('quarterly_agencies.csv');
const FILED_2025 = readFiledRows(['quarterly_2025.csv']);

/** A share as two whole numbers. */
export type Counts = readonly [above: number, below: number];

const countsIn = (row: FiledRow | undefined, above: string, below: string): Counts => {
  const counts = [Number(row?.[above]), Number(row?.[below])] as const;
  if (counts.some(Number.isNaN)) throw new Error(`nobody filed ${above} of ${below}`);
  return counts;
};

/** Ministries and provinces that reported a quarter, each by its code. */
export const filed = (period: string): FiledRow[] => FILED.get(period) ?? [];
/** The same with bodies that no target is for. */
export const filedByAll = (period: string): FiledRow[] => [
  ...filed(period),
  ...(FILED_BODIES.get(period) ?? []),
];
export const isProvince = ({ unit }: FiledRow): boolean => /^\d/.test(unit ?? '');

/** Services at level 4 of all. */
export const level4Of = (row: FiledRow | undefined): Counts =>
  countsIn(row, 'services_level4', 'services_total');

/** The same of a unit, by its code. */
export const filedCounts = (code: string, period: string): Counts =>
  level4Of(filed(period).find(({ unit }) => unit === code));

/** The services fully online among all of a unit, in a quarter of 2025. */
export const fullyOnline = (unitId: string, period: string): Counts =>
  countsIn(
    FILED_2025.find((row) => row.unit_id === unitId && row.period === period),
    'services_full_online',
    'services_total',
  );

/** Services at level 4 of every province with a figure, by code: in the quarter revised, as revised. */
export function provincesIn(period: string): Map<string, Counts> {
  const counts = filed(period)
    .filter(isProvince)
    .map(({ unit = '' }) => [unit, filedCounts(unit, period)] as const);
  const { level4, services, unit, late } = REVISED;
  const revised = [unit, late].map((id) => [id.slice(2), [level4, services]] as const);
  const named = [NAMED.unit.slice(2), [1, NAMED.rows.length]] as const;
  return new Map<string, Counts>([
    ...counts,
    ...(period === REVISED.period ? [...revised, named] : []),
  ]);
}

/** One more than those whose share is larger, in whole numbers. */
export const placeOf = (own: Counts, others: Iterable<Counts>): number =>
  1 + [...others].filter(([above, below]) => above * own[1] > own[0] * below).length;

/** The least number above the line that reaches a place among others. */
export function leastMore([above, below]: Counts, others: readonly Counts[], place: number) {
  for (let more = 1; above + more <= below; more += 1) {
    if (placeOf([above + more, below], others) <= place) return more;
  }
  throw new Error('no number reaches it');
}

export const add = (a: Counts, b: Counts): Counts => [a[0] + b[0], a[1] + b[1]];
export const shareOf = ([above, below]: Counts): number => above / below;
