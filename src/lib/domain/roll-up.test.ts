// Three months make a quarter only where all three are there; nothing is averaged, nothing guessed.
import { describe, expect, it } from 'vitest';
import { indicatorId, type Measure } from './indicator.ts';
import type { Observation } from './observation.ts';
import { monthsOf, publishedPeriod, rollUp as rollUpBy } from './roll-up.ts';
import { unitId } from './unit.ts';

const MEASURES = new Map<ReturnType<typeof indicatorId>, Measure>([
  [indicatorId('docs_electronic'), 'share'],
  [indicatorId('share_l4'), 'share'],
  [indicatorId('share_l4_with_dossiers'), 'share'],
  [indicatorId('docs_sent'), 'count'],
  [indicatorId('npsp_accounts'), 'count'],
  [indicatorId('npsp_connected'), 'flag'],
]);
const rollUp = (given: readonly Observation[], frequency: 'month' | 'quarter') =>
  rollUpBy(given, frequency, MEASURES);

const observed = (period: string, change: Partial<Observation> = {}): Observation => ({
  unitId: unitId('p-68'),
  indicatorId: indicatorId('docs_electronic'),
  period,
  value: 0.5,
  numerator: 1,
  denominator: 2,
  missing: null,
  missingNote: null,
  status: 'A',
  qualifier: null,
  illustrative: false,
  sourceId: 'axis',
  origin: 'report',
  runId: `run of ${period}`,
  version: 1,
  reason: null,
  ...change,
});
const counts = (period: string, numerator: number, denominator: number) =>
  observed(period, { numerator, denominator, value: denominator ? numerator / denominator : null });
const silent = (period: string): Observation =>
  observed(period, {
    value: null,
    numerator: null,
    denominator: null,
    missing: 'no-reply',
    status: 'M',
  });

describe('a quarter of months', () => {
  it.each([
    [
      'sums numerators over sums denominators',
      [
        [1, 2],
        [1, 100],
        [98, 98],
      ],
      100,
      200,
    ],
    [
      'weighs a month by what it counts, not by being a month',
      [
        [0, 0],
        [0, 1],
        [9, 9],
      ],
      9,
      10,
    ],
  ])('%s', (_rule, months, numerator, denominator) => {
    const given = months.map(([n = 0, d = 0], at) => counts(`2020-0${at + 4}`, n, d));
    expect(rollUp(given, 'quarter')).toEqual([
      observed('2020-Q2', {
        numerator,
        denominator,
        value: numerator / denominator,
        version: 3,
        runId: 'run of 2020-06',
      }),
    ]);
  });

  it('has no share where its months have nothing to take one of', () => {
    const given = ['2020-01', '2020-02', '2020-03'].map((period) => counts(period, 0, 0));
    expect(rollUp(given, 'quarter')).toMatchObject([
      { value: null, missing: 'no-denominator', numerator: 0, denominator: 0, status: 'M' },
    ]);
  });

  it.each([
    ['did not come', [counts('2020-01', 1, 2), counts('2020-03', 1, 2)], 'not-reported', '2020-02'],
    [
      'came without a figure',
      [counts('2020-01', 1, 2), silent('2020-02'), counts('2020-03', 1, 2)],
      'no-reply',
      '2020-02',
    ],
    [
      'we failed to gather',
      [silent('2020-01'), { ...silent('2020-02'), missing: 'gathering-failed' as const }],
      'gathering-failed',
      '2020-01, 2020-02, 2020-03',
    ],
    [
      'were set aside',
      [counts('2020-01', 1, 2), { ...silent('2020-03'), missing: 'rejected' as const }],
      'rejected',
      '2020-02, 2020-03',
    ],
    ['are not over', [counts('2020-01', 1, 2)], 'not-reported', '2020-02, 2020-03'],
  ])(
    'is missing while months %s, for their reason, and names them',
    (_why, given, missing, note) => {
      expect(rollUp(given, 'quarter')).toMatchObject([
        { period: '2020-Q1', value: null, missing, missingNote: note, status: 'M' },
      ]);
    },
  );

  /** Three months of an indicator, each with what it says. */
  const monthsWith = (indicator: string, values: readonly Partial<Observation>[]) =>
    values.map((change, at) =>
      observed(`2020-0${at + 1}`, { indicatorId: indicatorId(indicator), ...change }),
    );
  const value = (number: number) => ({ value: number, numerator: null, denominator: null });

  it('adds up counts of what happened', () => {
    const given = monthsWith('docs_sent', [value(5), value(6), value(7)]);
    expect(rollUp(given, 'quarter')).toMatchObject([{ value: 18, missing: null, status: 'A' }]);
    expect(rollUp(given.slice(0, 2), 'quarter')).toMatchObject([
      { value: null, missing: 'not-reported', missingNote: '2020-03' },
    ]);
  });

  it('takes what there is on a day, or since the beginning, from its last month', () => {
    const shares = [
      { numerator: 1, denominator: 100, value: 0.01 },
      { numerator: 2, denominator: 100, value: 0.02 },
      { numerator: 50, denominator: 100, value: 0.5 },
    ];
    const given = [
      ...monthsWith('share_l4', shares),
      ...monthsWith('npsp_accounts', [value(10), value(20), value(30)]),
      ...monthsWith('npsp_connected', [value(0), value(1), value(1)]),
    ];
    expect(rollUp(given, 'quarter')).toMatchObject([
      { numerator: 50, denominator: 100, value: 0.5 },
      { value: 30 },
      { value: 1 },
    ]);
    expect(rollUp(given.slice(0, 2), 'quarter')).toMatchObject([{ missing: 'not-reported' }]);
  });

  it('has no share of services with dossiers: one in three months is one service', () => {
    const given = monthsWith('share_l4_with_dossiers', [{}, {}, {}]);
    expect(rollUp(given, 'quarter')).toMatchObject([{ value: null, missing: 'not-reported' }]);
  });

  it('may still grow where one of its months may, and is as illustrative as any', () => {
    const given = [
      counts('2020-01', 1, 2),
      { ...counts('2020-02', 1, 2), status: 'P' as const, illustrative: true },
      counts('2020-03', 1, 2),
    ];
    expect(rollUp(given, 'quarter')).toMatchObject([{ status: 'P', illustrative: true }]);
  });

  it('bears a version that rises with any of its months, and the most telling reason', () => {
    const given = [
      { ...counts('2020-01', 1, 2), version: 3, reason: 'C' as const },
      { ...counts('2020-02', 1, 2), version: 2, reason: 'R2' as const },
      counts('2020-03', 1, 2),
    ];
    expect(rollUp(given, 'quarter')).toMatchObject([{ version: 6, reason: 'C' }]);
  });

  it('is told apart by unit, indicator and source', () => {
    const months = ['2020-01', '2020-02', '2020-03'];
    const given = months.flatMap((period) => [
      counts(period, 1, 2),
      { ...counts(period, 1, 4), sourceId: 'other' },
      { ...counts(period, 1, 8), unitId: unitId('p-48') },
    ]);
    expect(rollUp(given, 'quarter').map(({ value }) => value)).toEqual([0.5, 0.25, 0.125]);
  });
});

describe('everything else', () => {
  it.each(['2020-Q1', '2020'])('stays as it is: %s', (period) => {
    const given = [observed(period)];
    expect(rollUp(given, 'quarter')).toBe(given);
  });

  it('stays as it is in a series that is published by the month', () => {
    const given = [observed('2020-01')];
    expect(rollUp(given, 'month')).toBe(given);
  });
});

describe('periods', () => {
  it.each([
    ['2020-03', 'quarter', '2020-Q1'],
    ['2020-12', 'quarter', '2020-Q4'],
    ['2020-Q2', 'quarter', '2020-Q2'],
    ['2020-03', 'month', '2020-03'],
  ] as const)('%s is published in a series by the %s as %s', (code, frequency, published) => {
    expect(publishedPeriod(code, frequency)).toBe(published);
  });

  it('of a quarter are its three months', () => {
    expect(monthsOf('2020-Q4')).toEqual(['2020-10', '2020-11', '2020-12']);
    expect(monthsOf('2020')).toEqual([]);
  });
});
