// Three months make a quarter only where all three are there; nothing is averaged, nothing guessed.
import { describe, expect, it } from 'vitest';
import { indicatorId } from './indicator.ts';
import type { Observation } from './observation.ts';
import { monthsOf, publishedPeriod, rollUp } from './roll-up.ts';
import { unitId } from './unit.ts';

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
    ['did not come', [counts('2020-01', 1, 2), counts('2020-03', 1, 2)], '2020-02'],
    [
      'came without a figure',
      [counts('2020-01', 1, 2), silent('2020-02'), counts('2020-03', 1, 2)],
      '2020-02',
    ],
    ['are not over', [counts('2020-01', 1, 2)], '2020-02, 2020-03'],
  ])('is not reported while months %s, and its note names them', (_why, given, note) => {
    expect(rollUp(given, 'quarter')).toMatchObject([
      { period: '2020-Q1', value: null, missing: 'not-reported', missingNote: note, status: 'M' },
    ]);
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
