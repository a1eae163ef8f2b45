import { describe, expect, it } from 'vitest';
import { unitId } from '../unit.ts';
import { backTest } from './back-test.ts';
import type { Point } from './forecast.ts';

const UNIT = unitId('p-1');
const courses = (...values: number[]) =>
  new Map([
    [UNIT, values.map((value, at): Point => ({ at, value, numerator: null, denominator: null }))],
  ]);

describe('how often intervals held what came', () => {
  it('is asked of the intervals that could be printed then, not of what corrections made of them', () => {
    const vintages = [
      { at: 1, courses: courses(0.1, 0.1) },
      // The third figure was told as 50 %, so that the trials were off by 40 points.
      { at: 2, courses: courses(0.1, 0.1, 0.5) },
    ];
    const corrected = courses(0.1, 0.1, 0.1, 0.7);
    expect(backTest(vintages, corrected, 1, ['last'])?.coverage).toEqual({ inside: 1, of: 1 });
  });
});
