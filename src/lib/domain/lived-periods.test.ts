import { describe, expect, it } from 'vitest';
import { livedPeriods } from './lived-periods.ts';

const QUARTERS = ['2025-Q4', '2025-Q3', '2025-Q2', '2025-Q1'];
const before = { validFrom: '2008-08-01', validTo: '2025-06-30' };
const after = { validFrom: '2025-07-01', validTo: null };

describe('the periods of a unit', () => {
  it.each([
    ['end with the last one on whose last day it was there', before, null, ['2025-Q2', '2025-Q1']],
    ['begin with the first one that ends in its life', after, null, ['2025-Q4', '2025-Q3']],
    [
      'hold the one shown, though the unit was not there',
      after,
      '2025-Q1',
      ['2025-Q4', '2025-Q3', '2025-Q1'],
    ],
    [
      'are all of them where nothing bounds its life',
      { validFrom: null, validTo: null },
      null,
      QUARTERS,
    ],
  ])('%s', (_rule, unit, shown, expected) => {
    expect(livedPeriods(QUARTERS, unit, shown)).toEqual(expected);
  });
});
