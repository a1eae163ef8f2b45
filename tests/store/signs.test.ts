// Signs of formality on the twelve illustrative quarters. What is true of them is worked out here from
// the file itself, without the engine; a count of the same in Python gave the same units.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignKind } from '#lib/domain/explain/sign-limits.ts';
import { signsIn } from '#lib/domain/explain/signs.ts';
import type { Release } from '#lib/domain/release.ts';
import { createPublished } from '#lib/server/published.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { seedIllustrative } from '../helpers/seed-illustrative.ts';

const FILE = 'tests/portals/illustrative/quarterly.csv';
type Row = Record<string, string>;
const FILED = parse<Row>(readFileSync(FILE), { columns: true });
const rowsIn = (period: string) => FILED.filter((row) => row.period === period);
const ratio = (row: Row | undefined, above: string, below: string) =>
  Number(row?.[above]) / Number(row?.[below]);

const level4 = (row: Row | undefined) => ratio(row, 'services_level4', 'services_total');
const withDossiers = (row: Row | undefined) =>
  ratio(row, 'level4_with_dossiers', 'services_level4');
const online = (row: Row | undefined) =>
  ratio(row, 'dossiers_handled_online', 'dossiers_of_online_services');

/** Provinces of the file that were set to stand just above 30 % at the end of 2020. */
const SET = rowsIn('2020-Q4').filter(
  (row) => /^\d\d$/.test(row.unit ?? '') && level4(row) >= 0.3 && level4(row) < 0.31,
);
const earlier = (row: Row) =>
  rowsIn('2020-Q3').find(
    ({ unit, report_status: said }) => unit === row.unit && said === 'reported',
  );
/** Those among them whose use fell to about a third. */
const UNUSED = SET.filter((row) => withDossiers(row) < withDossiers(earlier(row)) / 2);
const idsOf = (rows: readonly Row[]) => rows.map(({ unit }) => `p-${unit}`).sort();

let database: TestDatabase;
let quarters: Release[];
beforeAll(async () => {
  database = await testDatabase();
  await seedIllustrative(database.db);
  quarters = await createPublished(database.db).history('dvc');
}, 120_000);
afterAll(() => database.drop());

const courseTo = (period: string) => quarters.filter((release) => release.period <= period);
const askedIn = (period: string, kind: SignKind) =>
  signsIn(courseTo(period))
    .filter((sign) => sign.kind === kind)
    .map(({ unitId: unit }) => String(unit));

describe('the fourth quarter of 2020, beside what the file was made to hold', () => {
  it('holds fourteen provinces just above the target, eight of them with a third of the use', () => {
    expect(SET).toHaveLength(14);
    expect(UNUSED).toHaveLength(8);
    for (const row of UNUSED) {
      expect(withDossiers(row) / withDossiers(earlier(row))).toBeCloseTo(1 / 3, 1);
      expect(online(row) / online(earlier(row))).toBeLessThan(0.45);
    }
  });

  it('asks all fourteen about the crowd: no miss, no false one', () => {
    expect(askedIn('2020-Q4', 'bunching')).toEqual(idsOf(SET));
  });

  it('asks all eight why use fell: no miss, no false one', () => {
    expect(askedIn('2020-Q4', 'use-fell')).toEqual(idsOf(UNUSED));
  });

  it('asks two of the eight about level 4 without any dossier: the others stand as many others do', () => {
    expect(askedIn('2020-Q4', 'unused-level4')).toEqual(['p-62', 'p-64']);
    expect(idsOf(UNUSED)).toEqual(expect.arrayContaining(['p-62', 'p-64']));
  });

  it('asks those that have a tenth fewer services and a higher share', () => {
    const fewer = rowsIn('2020-Q4').filter((row) => {
      const before = earlier(row);
      return (
        Number(row.services_total) < 0.9 * Number(before?.services_total) &&
        level4(row) > level4(before)
      );
    });
    expect(askedIn('2020-Q4', 'shrinking-denominator')).toEqual(idsOf(fewer));
    expect(fewer).toHaveLength(3);
  });
});

describe('the eleven other quarters', () => {
  it('hold no crowd, no fall in use, no jump, no copy, and one unit at most with unused level 4 before', () => {
    const kinds: SignKind[] = ['bunching', 'use-fell', 'late-jump', 'copied'];
    const others = quarters.filter(({ period }) => period !== '2020-Q4');
    const found = others.flatMap(({ period }) => kinds.flatMap((kind) => askedIn(period, kind)));
    expect(found).toEqual([]);
    const before = others.filter(({ period }) => period < '2020-Q4');
    for (const { period } of before) {
      expect(askedIn(period, 'unused-level4').length).toBeLessThanOrEqual(1);
    }
  });
});

describe('twice 2019, by the end of 2020', () => {
  const PARTS = {
    share_l4_with_dossiers: { parts: ['level4_with_dossiers', 'services_level4'], units: 33 },
    dossiers_online_services: {
      parts: ['dossiers_handled_online', 'dossiers_of_online_services'],
      units: 35,
    },
  } as const;

  /** Σ numerators / Σ denominators of the quarters of 2019 that were reported, three at least. */
  function doubled(unit: string, above: string, below: string): boolean {
    const year = FILED.filter(
      (row) =>
        row.unit === unit && row.period?.startsWith('2019') && row.report_status === 'reported',
    ).filter((row) => Number(row[below]) > 0);
    const sum = (column: string) => year.reduce((total, row) => total + Number(row[column]), 0);
    const now = rowsIn('2020-Q4').find((row) => row.unit === unit);
    if (year.length < 3 || sum(above) === 0 || now?.report_status !== 'reported') return false;
    const demand = Math.min(1, (2 * sum(above)) / sum(below));
    return Number(now[below]) > 0 && ratio(now, above, below) >= demand;
  }

  it.each(Object.entries(PARTS))(
    '%s: the releases agree with a count of the file',
    (code, { parts, units }) => {
      const release = quarters.find(({ period }) => period === '2020-Q4');
      const [above, below] = parts;
      const met = release?.rows
        .filter((row) => row.measure === code && row.targetState === 'met')
        .map((row) => String(row.unitId))
        .sort();
      const counted = rowsIn('2020-Q4')
        .filter((row) => doubled(row.unit ?? '', above, below))
        .map((row) => (/^\d/.test(row.unit ?? '') ? `p-${row.unit}` : `m-${row.unit}`))
        .sort();
      expect(met).toEqual(counted);
      expect(counted).toHaveLength(units);
    },
  );
});
