import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitId, type UnitId } from '../unit.ts';
import { backTest, intervalAround, type Vintage } from './back-test.ts';
import { forecastShare, METHODS, type Point } from './forecast.ts';
import { FEW_ORIGINS, outlookOf, type OutlookQuestion } from './outlook.ts';

const RUNS = { numRuns: 1000 };

const aPoint = (at: number, numerator: number, denominator: number): Point => ({
  at,
  value: numerator / denominator,
  numerator,
  denominator,
});

/** Up to ten periods with gaps; counts from none to all. */
const someCourse = fc
  .uniqueArray(fc.nat({ max: 11 }), { minLength: 2, maxLength: 10 })
  .chain((periods) =>
    fc.tuple(
      ...periods.map((at) =>
        fc
          .tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }))
          .map(([n, more]) => aPoint(at, n, Math.max(1, n + more))),
      ),
    ),
  );
const someCourses = fc
  .array(someCourse, { minLength: 1, maxLength: 5 })
  .map((courses) => new Map(courses.map((course, at) => [unitId(`p-${at}`), course] as const)));

type SomeCourses = ReadonlyMap<UnitId, readonly Point[]>;

/** The releases up to a period, each with what had come by then. */
const vintagesOf = (courses: SomeCourses, last: number): Vintage[] =>
  Array.from({ length: last + 1 }, (_, at) => ({ at, courses: cutAfter(courses, at) }));
const cutAfter = (courses: SomeCourses, last: number) =>
  new Map([...courses].map(([unit, points]) => [unit, points.filter(({ at }) => at <= last)]));

const shares = (course: readonly number[]): Point[] =>
  course.map((value, at) => aPoint(at, Math.round(value * 1000), 1000));

describe('a forecast share', () => {
  it('lies within 0 and 1, whatever the method and the horizon', () => {
    fc.assert(
      fc.property(someCourse, fc.integer({ min: 1, max: 40 }), (course, horizon) => {
        for (const method of METHODS) {
          const share = forecastShare(method, course, horizon);
          if (share === null) continue;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  it('does not hang on the order of the points', () => {
    fc.assert(
      fc.property(someCourse, fc.integer({ min: 1, max: 8 }), (course, horizon) => {
        for (const method of METHODS)
          expect(forecastShare(method, course.toReversed(), horizon)).toBe(
            forecastShare(method, course, horizon),
          );
      }),
      RUNS,
    );
  });

  it('goes on at the mean pace, at a fading pace, or stays', () => {
    const course = shares([0.9, 0.1, 0.11, 0.12, 0.13, 0.14]);
    expect(forecastShare('linear', course, 3)).toBeCloseTo(0.17);
    expect(forecastShare('damped', course, 2)).toBeCloseTo(0.14 + 0.01 * (0.8 + 0.64));
    expect(forecastShare('last', course, 3)).toBeCloseTo(0.14);
  });

  it('follows a logistic course where the trend of the log odds goes on', () => {
    const at = (period: number) => 1 / (1 + Math.exp(2 - 0.5 * period));
    const course = [0, 1, 2, 3, 4].map((period) =>
      aPoint(period, Math.round(at(period) * 1e6), 1e6),
    );
    expect(forecastShare('logistic', course, 4)).toBeCloseTo(at(8), 4);
  });

  it('is none from one point, nor from counts that are not there', () => {
    expect(forecastShare('last', shares([0.4]), 1)).toBeNull();
    const uncounted = shares([0.4, 0.5]).map((point) => ({ ...point, denominator: null }));
    expect(forecastShare('logistic', uncounted, 1)).toBeNull();
    expect(forecastShare('linear', uncounted, 1)).toBeCloseTo(0.6);
  });
});

describe('a back-test', () => {
  it('says the same whatever comes after the last release, and in whatever order', () => {
    fc.assert(
      fc.property(
        someCourses,
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 9 }),
        (all, horizon, last) => {
          const asKnown = backTest(vintagesOf(all, last), cutAfter(all, last), horizon);
          const foreseeing = vintagesOf(all, last).map(({ at }) => ({ at, courses: all }));
          const turned = new Map([...cutAfter(all, last)].toReversed());
          expect(backTest(foreseeing.toReversed(), turned, horizon)).toEqual(asKnown);
        },
      ),
      RUNS,
    );
  });

  it('takes the method with the least mean error, all tried on the same cases', () => {
    const rising = new Map([[unitId('p-1'), shares([0.1, 0.12, 0.14, 0.16, 0.18, 0.2])]]);
    const test = backTest(vintagesOf(rising, 5), rising, 2);
    expect(test).toMatchObject({ horizon: 2, origins: 3, forecasts: 3 });
    expect(test?.methods[0]).toEqual({ method: 'linear', meanError: expect.closeTo(0) as number });
    expect(test?.methods.map(({ method }) => method)).toHaveLength(METHODS.length);
  });

  it('forecasts by what was known then, not by what was corrected since', () => {
    const told = new Map([[unitId('p-1'), shares([0.1, 0.2])]]);
    const corrected = new Map([[unitId('p-1'), shares([0.2, 0.2, 0.3])]]);
    const vintages = [{ at: 1, courses: told }];
    expect(backTest(vintages, corrected, 1, ['linear'])?.errors[0]).toBeCloseTo(0);
  });

  it('is none where nothing that was forecast has come', () => {
    const course = new Map([[unitId('p-1'), shares([0.1, 0.2])]]);
    expect(backTest(vintagesOf(course, 1), course, 3)).toBeNull();
  });
});

describe('an outlook', () => {
  const question = (given: Partial<OutlookQuestion>): OutlookQuestion => ({
    points: shares([0.1, 0.15, 0.2]),
    at: 2,
    horizon: 1,
    demand: 0.3,
    wantsLess: false,
    test: null,
    untried: 'linear',
    ...given,
  });

  it('has an interval that holds the forecast, and never a chance of 0 or 1', () => {
    fc.assert(
      fc.property(
        someCourses,
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (all, horizon, demand, wantsLess) => {
          const test = backTest(vintagesOf(all, 11), all, horizon);
          for (const points of all.values()) {
            const at = Math.max(...points.map((point) => point.at));
            const found = outlookOf(question({ points, at, horizon, demand, wantsLess, test }));
            if (typeof found === 'string' || found.interval === null) continue;
            expect(found.interval.low).toBeGreaterThanOrEqual(0);
            expect(found.interval.low).toBeLessThanOrEqual(found.expected);
            expect(found.interval.high).toBeGreaterThanOrEqual(found.expected);
            expect(found.interval.high).toBeLessThanOrEqual(1);
            expect(found.chance?.value).toBeGreaterThanOrEqual(0.05);
            expect(found.chance?.value).toBeLessThanOrEqual(0.95);
          }
        },
      ),
      RUNS,
    );
  });

  it('is surer the lower the target', () => {
    const all = new Map([[unitId('p-1'), shares([0.1, 0.3, 0.2, 0.4, 0.5, 0.5, 0.8, 0.9])]]);
    const test = backTest(vintagesOf(all, 7), all, 1);
    const chances = [0.25, 0.5, 0.99].map((demand) => {
      const found = outlookOf(question({ demand, test, points: shares([0.3, 0.4, 0.5]) }));
      return typeof found === 'string' ? null : (found.chance?.value ?? null);
    });
    expect(chances.toSorted().toReversed()).toEqual(chances);
  });

  it('from one earlier release alone says no more than an even chance', () => {
    const all = new Map([[unitId('p-1'), shares([0.1, 0.15, 0.9])]]);
    const found = outlookOf(question({ test: backTest(vintagesOf(all, 2), all, 1) }));
    expect(found).toMatchObject({ chance: { value: 0.5 }, tried: { origins: 1, isFew: true } });
    expect(FEW_ORIGINS).toBeGreaterThan(1);
  });

  it('has neither interval nor chance where nothing could be tried', () => {
    const found = outlookOf(question({}));
    expect(found).toMatchObject({ method: 'linear', interval: null, chance: null, tried: null });
  });

  it('is none without a figure of the period, or of an earlier one', () => {
    expect(outlookOf(question({ at: 3 }))).toBe('no-figure');
    expect(outlookOf(question({ points: shares([0.1]), at: 0 }))).toBe('one-period');
    // Figures of later periods are not looked at.
    expect(outlookOf(question({ points: shares([0.1, 0.9]), at: 0 }))).toBe('one-period');
  });
});

describe('an interval', () => {
  it('leaves one error in twenty out on either side', () => {
    const errors = Array.from({ length: 99 }, (_, at) => (at - 49) / 1000);
    const { low, high } = intervalAround(0.5, errors);
    expect(errors.filter((error) => 0.5 + error < low)).toHaveLength(4);
    expect(errors.filter((error) => 0.5 + error > high)).toHaveLength(4);
  });
});
