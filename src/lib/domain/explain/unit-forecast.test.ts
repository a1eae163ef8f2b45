import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aMember,
  anIndicator,
  aShare,
  aTarget,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import type { Observation } from '../observation.ts';
import { periodOf, shiftPeriod } from '../period.ts';
import type { Release, Rules } from '../release.ts';
import type { Target } from '../target.ts';
import { unitId } from '../unit.ts';
import { trialsOf } from './trials.ts';
import { forecastOf } from './unit-forecast.ts';

const FIRST = '2018-Q1';
const A_HUNDRED = 100;

/** A target that was in force from the first quarter on. */
const promised = (given: Partial<Target>): Target => {
  const target = aTarget(given);
  return {
    ...target,
    bases: target.bases.map((each) => ({ ...each, documentDate: '2017-06-01' })),
  };
};

const rules = (given: Partial<Rules> = {}): Rules =>
  theRules({
    units: ['a', 'b', 'c'].map((code) => aMember(code, 'provinces')),
    targets: [promised({ value: 0.3, due: '2020-12-31' })],
    ...given,
  });

/** One release a quarter from counts of 100 by unit; null where the unit was silent. */
function releases(counts: Record<string, (number | null)[]>, of = rules()): Release[] {
  const observations: Observation[] = Object.entries(counts).flatMap(([unit, course]) =>
    course.flatMap((n, at) =>
      n === null ? [] : [aShare(unit, shiftPeriod(FIRST, at), [n, A_HUNDRED])],
    ),
  );
  const quarters = Math.max(...Object.values(counts).map(({ length }) => length));
  return Array.from({ length: quarters }, (_, at) => {
    const period = periodOf(shiftPeriod(FIRST, at));
    const content = buildRelease({
      rules: of,
      period,
      observations: observations.filter((each) => each.period <= period.code),
      previous: null,
      releasedOn: period.end,
    });
    return { ...content, id: period.code, periodEnd: period.end } as Release;
  });
}

/** As forecast from the last of them. */
function forecast(course: Release[], unit: string, measure = 'share_l4') {
  const release = course.at(-1) as Release;
  const vintages = course.slice(0, -1).map((_, at) => course.slice(0, at + 1));
  return forecastOf(trialsOf(release, course, vintages, measure), unitId(`p-${unit}`));
}

describe('the forecast of a unit', () => {
  const steady = releases({
    a: [2, 4, 6, 8, 10, 12, 14, 16],
    b: [5, 5, 5, 5, 5, 5, 5, 5],
    c: [0, 10, 20, 30, 40, 50, 60, null],
  });

  it('goes to the period that holds the due day, by the method that erred least so far', () => {
    const found = forecast(steady, 'a');
    expect(found).toMatchObject({ duePeriod: '2020-Q4', reason: null });
    expect(found.outlook?.expected).toBeCloseTo(0.24);
    // Forecast from 2018-Q2 (its first with a pace), Q3 and Q4, for what 2019-Q2 to Q4 brought: too few.
    expect(found.outlook).toMatchObject({ basis: 'pace', horizon: 4, tried: { origins: 3 } });
    const nearer = rules({ targets: [promised({ value: 0.3, due: '2020-09-30' })] });
    const course = releases({ a: [2, 4, 6, 8, 10, 12, 14, 16] }, nearer);
    expect(forecast(course, 'a').outlook).toMatchObject({
      basis: 'trials',
      method: 'linear',
      horizon: 3,
      tried: { origins: 4 },
    });
  });

  it('tells until when the target can be reached, at the fastest pace of its group and at its own', () => {
    const { reach } = forecast(steady, 'a');
    expect(reach?.group).toMatchObject({ unitId: 'p-c', from: '2018-Q1', to: '2019-Q1' });
    expect(reach?.group?.pace).toBeCloseTo(0.1);
    expect(reach?.group).toMatchObject({ isReachable: true });
    expect(reach?.own?.pace).toBeCloseTo(0.02);
    expect(reach?.own).toMatchObject({ isReachable: false });
    expect(forecast(steady, 'b').reach?.own).toBeNull();
  });

  it('takes no pace from a unit of another group', () => {
    const apart = rules({
      units: [aMember('a', 'provinces'), aMember('b', 'provinces'), aMember('c', 'ministries')],
    });
    const counts = { a: [2, 4, 6, 8, 10], b: [5, 8, 11, 14, 17], c: [0, 10, 20, 30, 40] };
    expect(forecast(releases(counts, apart), 'a').reach?.group).toMatchObject({ unitId: 'p-b' });
  });

  it('has nothing tried where the due day lies further ahead than anything that has come', () => {
    const far = rules({ targets: [promised({ value: 0.8, due: '2025-12-31' })] });
    const { outlook } = forecast(releases({ a: [2, 4, 6, 8] }, far), 'a');
    expect(outlook).toMatchObject({ method: 'linear', interval: null, chance: null, tried: null });
    expect(outlook?.expected).toBeCloseTo(0.08 + 0.02 * 28);
  });

  it.each([
    ['no-figure', forecast(steady, 'c')],
    ['not-in-release', forecast(steady, 'z')],
    ['one-period', forecast(releases({ a: [2] }), 'a')],
    ['no-target', forecast(releases({ a: [2, 4] }, rules({ targets: [] })), 'a')],
    [
      'due-passed',
      forecast(releases({ a: [2, 4] }, rules({ targets: [promised({ due: '2018-06-30' })] })), 'a'),
    ],
    [
      'no-baseline',
      forecast(
        releases(
          { a: [2, 4] },
          rules({ targets: [promised({ operator: 'x', value: 2, baseline: '2017' })] }),
        ),
        'a',
      ),
    ],
    [
      'not-a-share',
      forecast(
        releases(
          { a: [2, 4] },
          rules({ indicators: [anIndicator('share_l4', { measure: 'score' })] }),
        ),
        'a',
      ),
    ],
  ])('is none, %s, and says so', (reason, found) => {
    expect(found).toMatchObject({ reason, outlook: null, reach: null });
  });

  it('is there or has a reason, and is the same in whatever order units come, for all units', () => {
    const course = fc.array(fc.option(fc.nat({ max: A_HUNDRED }), { freq: 6 }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(course, course, course, (a, b, c) => {
        const [one, other] = [releases({ a, b, c }), releases({ c, b, a })];
        for (const unit of ['a', 'b', 'c']) {
          const found = forecast(one, unit);
          expect((found.outlook === null) === (found.reason !== null)).toBe(true);
          expect(forecast(other, unit).outlook).toEqual(found.outlook);
          expect(found.outlook === null || found.row?.value !== null).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
