import { describe, expect, it } from 'vitest';
import { rankedIn, rowOf, sinceWhen } from './release-lookup.ts';
import type { Release, ScoreRow } from './release.ts';
import { unitId } from './unit.ts';

const UNIT = unitId('p-68');

/** A release with nothing but the figures of `lgsp_present` of some units. */
const releaseOf = (period: string, figures: Record<string, number | null>): Release =>
  ({
    period,
    rows: Object.entries(figures).map(
      ([unit, value]) =>
        ({
          unitId: unit,
          measure: 'lgsp_present',
          groupId: 'provinces',
          value,
          rank: value === null ? null : 1,
        }) as ScoreRow,
    ),
  }) as Release;

describe('sinceWhen', () => {
  const cases: [string, (number | null)[], string | null, boolean][] = [
    ['names the quarter in which it came', [0, 1, 1], '2020-Q2', false],
    ['is null where it is not there now', [1, 1, 0], null, false],
    ['starts again after it was lost', [1, 0, 1], '2020-Q3', false],
    ['lets a quarter without a figure break the run', [1, null, 1], '2020-Q3', false],
    ['says that it may be older where the first release had it', [1, 1, 1], '2020-Q1', true],
  ];
  it.each(cases)('%s', (_rule, values, since, sinceOrBefore) => {
    const course = values.map((value, at) => releaseOf(`2020-Q${at + 1}`, { [UNIT]: value }));
    expect(sinceWhen(course, UNIT, 'lgsp_present')).toEqual({ since, sinceOrBefore });
  });

  it('knows nothing where there is no release', () => {
    expect(sinceWhen([], UNIT, 'lgsp_present')).toEqual({ since: null, sinceOrBefore: false });
  });
});

describe('lookups', () => {
  const release = releaseOf('2020-Q1', { 'p-68': 1, 'p-48': null, 'p-01': 0 });
  it('counts only ranked units as the n of a rank', () => {
    expect(rankedIn(release, 'provinces', 'lgsp_present')).toBe(2);
    expect(rankedIn(release, 'ministries', 'lgsp_present')).toBe(0);
  });
  it('finds the row of a unit and says null for one it does not hold', () => {
    expect(rowOf(release, unitId('p-01'), 'lgsp_present')?.value).toBe(0);
    expect(rowOf(release, unitId('p25-01'), 'lgsp_present')).toBeNull();
  });
});
