import { describe, expect, it } from 'vitest';
import { aMember, aShare, theRules } from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import { periodOf, shiftPeriod } from '../period.ts';
import type { Release } from '../release.ts';
import { unitId } from '../unit.ts';
import { lookBack, type Made } from './look-back.ts';
import type { Outlook } from './outlook.ts';

/** A quarter each of counts of 100; null where the unit was silent. */
const courseOf = (counts: (number | null)[]): Release[] =>
  counts.map((n, at) => {
    const period = periodOf(shiftPeriod('2020-Q1', at));
    return buildRelease({
      rules: theRules({ units: [aMember('a', 'provinces')] }),
      period,
      observations: n === null ? [] : [aShare('a', period.code, [n, 100])],
      previous: null,
      releasedOn: period.end,
    }) as unknown as Release;
  });

const outlook = { expected: 0.068 } as Outlook;
const told = (from: string, duePeriod: string | null, said: Outlook | null = outlook): Made => ({
  from,
  forecast: {
    unitId: unitId('p-a'),
    row: null,
    target: null,
    duePeriod,
    outlook: said,
    reason: null,
    reach: null,
  },
});

describe('a look back', () => {
  it('sets what was told beside what came, the earliest telling first', () => {
    const made = [told('2020-Q2', '2020-Q3'), told('2020-Q1', '2020-Q3')];
    expect(lookBack(made, courseOf([5, 6, 18]), 'share_l4')).toEqual([
      { from: '2020-Q1', duePeriod: '2020-Q3', outlook, came: 0.18 },
      { from: '2020-Q2', duePeriod: '2020-Q3', outlook, came: 0.18 },
    ]);
  });

  it('leaves out what has not come, what came without a figure, and what was not told', () => {
    const made = [
      told('2020-Q1', '2025-Q4'),
      told('2020-Q1', '2020-Q2'),
      told('2020-Q1', null),
      told('2020-Q1', '2020-Q3', null),
    ];
    expect(lookBack(made, courseOf([5, null, 18]), 'share_l4')).toEqual([]);
  });
});
