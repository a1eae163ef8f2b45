import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember, aShare, aTarget, theRules } from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import { periodOf, shiftPeriod } from './period.ts';
import { behindSinceOf, promisesOfGroup, promisesOfUnit } from './promises.ts';
import type { Release } from './release.ts';
import type { Target } from './target.ts';
import { unitId } from './unit.ts';

const FIRST = '2020-Q1';

const promised = (value: number, due: string, documentDate = '2019-03-07', given = {}): Target => {
  const target = aTarget({ id: `${value}:${due}`, value, due, ...given });
  return { ...target, bases: target.bases.map((each) => ({ ...each, documentDate })) };
};
const LADDER = [
  promised(1, '2030-12-31', '2020-06-03'),
  promised(0.3, '2020-12-31'),
  promised(0.8, '2025-12-31', '2020-06-03'),
];

/** One release a quarter from counts of 100; null where the unit was silent. */
function courseOf(counts: (number | null)[], targets: Target[] = LADDER): Release[] {
  const observations = counts.flatMap((n, at) =>
    n === null ? [] : [aShare('a', shiftPeriod(FIRST, at), [n, 100])],
  );
  return counts.map((_, at) => {
    const period = periodOf(shiftPeriod(FIRST, at));
    const content = buildRelease({
      rules: theRules({ units: [aMember('a', 'provinces')], targets }),
      period,
      observations: observations.filter((each) => each.period <= period.code),
      previous: null,
      releasedOn: period.end,
    });
    return {
      ...content,
      periodStart: period.start,
      periodEnd: period.end,
      firstReleasedAt: `${period.end}T12:00:00Z`,
    } as Release;
  });
}
const promises = (course: readonly Release[]) => promisesOfUnit(course, unitId('p-a'), 'share_l4');
const states = (course: readonly Release[]) =>
  promises(course)?.steps.map(({ target, state }) => [target.value, state]);

describe('a ladder of targets', () => {
  it('holds every target that was in force, by due day, each with its own state', () => {
    expect(states(courseOf([10]))).toEqual([[0.3, 'far_behind']]);
    expect(states(courseOf([10, 20, 30, 40]))).toEqual([
      [0.3, 'met'],
      [0.8, 'on_pace'],
      [1, 'on_pace'],
    ]);
    expect(states(courseOf([10, 10, 10, 10, 10]))).toEqual([
      [0.3, 'overdue'],
      [0.8, 'far_behind'],
      [1, 'far_behind'],
    ]);
  });

  it('tells which step judges, with the state of the release', () => {
    const counts = fc.array(fc.option(fc.nat({ max: 100 }), { freq: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(counts, (some) => {
        const course = courseOf([50, ...some]);
        const row = course.at(-1)?.rows[0];
        const judging = promises(course)?.steps.filter(({ judges }) => judges);
        expect(judging).toMatchObject([{ state: row?.targetState, demand: row?.demand }]);
        const alone = promises(
          courseOf(
            [50, ...some],
            LADDER.filter(({ id }) => id === row?.targetId),
          ),
        );
        expect(alone?.steps[0]?.state).toBe(row?.targetState);
      }),
      { numRuns: 200 },
    );
  });

  it('is told of a group and of the nation too', () => {
    const course = courseOf([10, 20, 30, 40]);
    const nation = promisesOfGroup(course, null, 'share_l4');
    expect(nation?.steps.map(({ state }) => state)).toEqual(['met', 'on_pace', 'on_pace']);
    expect(promisesOfGroup(course, 'provinces', 'share_l4')).toEqual(nation);
  });

  it('is none of a unit that has no row, and empty where no target is in force', () => {
    expect(promisesOfUnit(courseOf([10]), unitId('p-z'), 'share_l4')).toBeNull();
    expect(promises(courseOf([10], []))).toEqual({
      steps: [],
      behindSince: null,
      schedules: [],
      acceptedUntil: null,
    });
  });
});

describe('behind since', () => {
  const since = (counts: (number | null)[]) =>
    promises(courseOf(counts, [LADDER[1] as Target]))?.behindSince;

  it('names the first period of the unbroken run', () => {
    expect(since([10, 31, 10, 10, 10])).toMatchObject({ period: '2020-Q3', orBefore: false });
    expect(since([10, 10])).toMatchObject({ period: '2020-Q1', orBefore: true });
    expect(since([10, 31])).toBeNull();
  });

  it('is never before the target was set', () => {
    const newest = [promised(0.3, '2020-12-31', '2020-02-01')];
    expect(promises(courseOf([10, 10], newest))?.behindSince).toMatchObject({
      period: '2020-Q1',
      orBefore: false,
    });
  });

  it('begins anew where another target judges', () => {
    const counts = [10, 10, 10, 31, 20, 20, 20];
    const at = (quarters: number) => promises(courseOf(counts.slice(0, quarters)))?.behindSince;
    expect(at(3)).toEqual({ period: '2020-Q1', orBefore: true, unmeasured: 0 });
    expect(at(7)).toEqual({ period: '2021-Q1', orBefore: false, unmeasured: 0 });
    const silent = promises(courseOf([10, 10, 10, 10, null, 10]))?.behindSince;
    expect(silent).toEqual({ period: '2021-Q2', orBefore: false, unmeasured: 0 });
  });

  it('is the same where it alone is asked for, as rankings do', () => {
    const course = courseOf([10, 31, 10], [LADDER[1] as Target]);
    const alone = behindSinceOf(course, unitId('p-a'), 'share_l4');
    expect(alone).toEqual({ period: '2020-Q3', orBefore: false, unmeasured: 0 });
    expect(alone).toEqual(promises(course)?.behindSince);
    expect(behindSinceOf(course, unitId('p-z'), 'share_l4')).toBeNull();
  });

  it('is neither broken nor begun by silence, which is told', () => {
    expect(since([31, 10, null, 10])).toEqual({
      period: '2020-Q2',
      orBefore: false,
      unmeasured: 1,
    });
    expect(since([31, null, 10])).toEqual({ period: '2020-Q3', orBefore: false, unmeasured: 0 });
    expect(since([10, null])).toBeNull();
  });
});

describe('an accepted shortfall', () => {
  const accepted = [promised(0.3, '2020-06-30', '2019-03-07', { acceptedUntil: '2020-09-30' })];

  it('is told beside the state, never instead of it, and ends by itself', () => {
    const course = courseOf([10, 10, 10, 10], accepted);
    const told = [1, 2, 3, 4].map((many) => promises(course.slice(0, many)));
    expect(told.map((each) => each?.steps[0]?.state)).toEqual([
      'far_behind',
      'overdue',
      'overdue',
      'overdue',
    ]);
    expect(told.map((each) => each?.acceptedUntil)).toEqual([
      '2020-09-30',
      '2020-09-30',
      '2020-09-30',
      null,
    ]);
  });

  it('is not told where nothing falls short', () => {
    expect(promises(courseOf([40], accepted))?.acceptedUntil).toBeNull();
  });
});
