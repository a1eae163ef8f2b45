import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitId } from '../unit.ts';
import type { Point } from './forecast.ts';
import { fastestPace, reachOf } from './reach.ts';

const aPoint = (at: number, value: number): Point => ({
  at,
  value,
  numerator: null,
  denominator: null,
});

describe('the fastest pace', () => {
  const slow = [0.1, 0.1, 0.1, 0.1, 0.14].map((value, at) => aPoint(at, value));
  const jump = [0.1, 0.5, 0.5, 0.5].map((value, at) => aPoint(at, value));
  const courses = new Map([
    [unitId('p-slow'), slow],
    [unitId('p-jump'), jump],
  ]);

  it('is one that was kept over four periods: a jump alone is none', () => {
    const fastest = fastestPace(courses, false);
    expect(fastest).toMatchObject({ unitId: 'p-slow', from: 0, to: 4 });
    expect(fastest?.pace).toBeCloseTo(0.01);
  });

  it('is a fall where less is wanted, and none where nothing fell', () => {
    expect(fastestPace(courses, true)).toBeNull();
    const falling = new Map([[unitId('p-slow'), [aPoint(0, 0.5), aPoint(4, 0.1)]]]);
    expect(fastestPace(falling, true)?.pace).toBeCloseTo(0.1);
  });
});

describe('the last day', () => {
  const question = {
    value: 0.1,
    demand: 0.3,
    due: '2020-12-31',
    periodEnd: '2019-12-31',
    frequency: 'quarter' as const,
    pace: 0.05,
  };

  it('lies as many periods before the due day as the gap takes', () => {
    expect(reachOf(question)).toEqual({
      periodsNeeded: expect.closeTo(4) as number,
      lastDay: '2019-12-31',
      isReachable: true,
    });
    expect(reachOf({ ...question, value: 0.2 }).lastDay).toBe('2020-06-30');
    expect(reachOf({ ...question, value: 0.275 }).lastDay).toBe('2020-11-15');
  });

  it('has passed where the pace was too slow from the period on', () => {
    expect(reachOf({ ...question, periodEnd: '2020-03-31' }).isReachable).toBe(false);
    expect(reachOf({ ...question, pace: 1e-12 }).lastDay).toBe('0001-01-31');
  });

  it('is later the faster the pace', () => {
    const pace = fc.double({ min: 0.001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(pace, pace, (a, b) => {
        const [slower, faster] = a < b ? [a, b] : [b, a];
        expect(
          reachOf({ ...question, pace: faster }).lastDay >=
            reachOf({ ...question, pace: slower }).lastDay,
        ).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
