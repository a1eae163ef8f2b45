import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitId, type UnitId } from '../unit.ts';
import { backTest, intervalAround, type BackTest, type Vintage } from './back-test.ts';
import { forecastShare, METHODS, type Point } from './forecast.ts';
import { LEAST_ORIGINS, outlookOf, type OutlookQuestion } from './outlook.ts';

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
    wantsEqual: false,
    isMet: false,
    test: null,
    ...given,
  });

  it('has an interval that holds the forecast, and never a chance of 0 or 1', () => {
    fc.assert(
      fc.property(
        someCourses,
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 1000 }).map((thousandths) => thousandths / 1000),
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
            const { value = null, bound } = found.chance ?? {};
            // Closer than any count can lie, a demand is met.
            const meets = (share: number) => (wantsLess ? demand - share : share - demand) > -1e-9;
            const ends = [found.interval.low, found.interval.high].map(meets);
            if (!ends.includes(true)) expect(bound).toBe('outside');
            else if (!ends.includes(false)) expect(bound).toBe('within');
            else expect(Math.abs((value ?? 0) - 0.5)).toBeLessThanOrEqual(0.45);
          }
        },
      ),
      RUNS,
    );
  });

  /** Errors of a hundredth each from −0.1 to 0.1, and spans that held what came. */
  const tried = (given: Partial<BackTest>): BackTest => ({
    horizon: 1,
    origins: 9,
    forecasts: 21,
    methods: [{ method: 'last', meanError: 0.05 }],
    errors: Array.from({ length: 21 }, (_, at) => (at - 10) / 100),
    coverage: { inside: 19, of: 21 },
    ...given,
  });

  it.each([
    [0.05, false, { bound: 'within', value: null }],
    [0.05, true, { bound: 'met', value: null }],
    [0.11, false, { bound: 'above', value: 0.9 }],
    [0.2, false, { bound: 'exact', value: 11 / 21 }],
    [0.295, false, { bound: 'below', value: 0.1 }],
    [0.31, false, { bound: 'outside', value: null }],
  ])(
    'tells the chance of %f (met by now: %s) no surer than the trials',
    (demand, isMet, chance) => {
      const found = outlookOf(question({ demand, isMet, test: tried({}) }));
      expect(found).toMatchObject({ basis: 'trials', chance });
    },
  );

  it('tells no chance to hit exactly one share, but that of all', () => {
    const chanceOf = (demand: number) =>
      outlookOf(question({ demand, wantsEqual: true, test: tried({}) }));
    expect(chanceOf(0.2)).toMatchObject({ interval: { low: 0.1 }, chance: null });
    expect(chanceOf(1)).toMatchObject({ chance: { bound: 'outside' } });
  });

  it('meets 0.3 with 3 of 10, however a machine writes it', () => {
    const points = shares([0.3, 0.3, 0.3]).map((each) => ({ ...each, value: 0.7 * 3 - 1.8 }));
    const certain = tried({ errors: Array.from({ length: 21 }, () => 0) });
    const found = outlookOf(question({ points, demand: 0.3, isMet: true, test: certain }));
    expect(found).toMatchObject({ chance: { bound: 'met' } });
  });

  it('is a chance turned round where less is wanted', () => {
    const ends = [0.05, 0.31].map((demand) =>
      outlookOf(question({ demand, wantsLess: true, test: tried({}) })),
    );
    expect(ends).toMatchObject([{ chance: { bound: 'outside' } }, { chance: { bound: 'within' } }]);
  });

  it('goes on by the plain pace, which is no forecast, until enough releases were tried', () => {
    const few = outlookOf(question({ test: tried({ origins: LEAST_ORIGINS - 1 }) }));
    expect(few).toMatchObject({ basis: 'pace', method: 'linear', interval: null, chance: null });
    expect(few).toMatchObject({ expected: expect.closeTo(0.25) as number, tried: { origins: 3 } });
    expect(few).toMatchObject({ pace: { perPeriod: expect.closeTo(0.05) as number, periods: 2 } });
    const none = outlookOf(question({ horizon: 19 }));
    expect(none).toMatchObject({ basis: 'pace', method: 'linear', interval: null, tried: null });
    const enough = outlookOf(question({ test: tried({ origins: LEAST_ORIGINS }) }));
    expect(enough).toMatchObject({ basis: 'trials', method: 'last' });
  });

  it.each([null, { inside: 3, of: 169 }, { inside: 79, of: 100 }])(
    'has no span where such spans held %j of what came, and says how often',
    (coverage) => {
      const found = outlookOf(question({ test: tried({ coverage }) }));
      expect(found).toMatchObject({ basis: 'trials', interval: null, chance: null });
      expect(found).toMatchObject({ tried: { coverage } });
    },
  );

  it('has its span where four in five held', () => {
    const found = outlookOf(question({ test: tried({ coverage: { inside: 80, of: 100 } }) }));
    expect(found).toMatchObject({ interval: { low: 0.1, high: expect.closeTo(0.3) as number } });
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
