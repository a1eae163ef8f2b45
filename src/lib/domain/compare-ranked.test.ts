import { describe, expect, it } from 'vitest';
import { anAbsence, aShare } from '../../../tests/helpers/engine-cases.ts';
import { build } from '../../../tests/helpers/engine-release.ts';
import { compareRanked } from './compare-ranked.ts';
import { periodOf } from './period.ts';

const quarter = (period: string, units: readonly string[]) =>
  build({
    period: periodOf(period),
    observations: [
      ...units.map((unit) => aShare(unit, period, [1, 10])),
      anAbsence('bnv', period, 'no-reply'),
    ],
  });
const before = quarter('2020-Q1', ['01', '02', '03']);
const compared = (units: readonly string[]) =>
  compareRanked(quarter('2020-Q2', units), before, 'share_l4', 'provinces');

describe('compareRanked', () => {
  it('says that the same units were ranked, so that places can be compared', () => {
    expect(compared(['03', '02', '01'])).toEqual({
      now: 3,
      before: 3,
      sameUnits: true,
      absent: [],
      back: [],
    });
  });

  it('names who fell silent and who came, even where as many are ranked', () => {
    expect(compared(['01', '02', '04'])).toEqual({
      now: 3,
      before: 3,
      sameUnits: false,
      absent: ['p-03'],
      back: ['p-04'],
    });
    expect(compared(['01'])).toMatchObject({ now: 1, sameUnits: false, absent: ['p-02', 'p-03'] });
  });

  it('looks at one group alone', () => {
    const now = quarter('2020-Q2', ['01', '02', '03', 'bnv']);
    expect(compareRanked(now, before, 'share_l4', 'provinces').sameUnits).toBe(true);
    expect(compareRanked(now, before, 'share_l4', 'ministries')).toMatchObject({
      before: 0,
      back: ['p-bnv'],
    });
  });

  it('compares with nothing where there is no earlier release', () => {
    expect(compareRanked(before, null, 'share_l4', 'provinces')).toEqual({
      now: 3,
      before: null,
      sameUnits: false,
      absent: [],
      back: [],
    });
  });
});
