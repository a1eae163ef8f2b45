import { describe, expect, it } from 'vitest';
import {
  aFigure,
  anIndicator,
  aMember,
  aShare,
  aTarget,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import { indicatorId } from './indicator.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import type { ReleaseContent } from './release.ts';
import { countBelow, nationalPace, shortfallOf } from './standing.ts';
import { unitId } from './unit.ts';

describe('shortfallOf', () => {
  const row = (numerator: number | null, denominator: number | null, demand: number | null) => ({
    numerator,
    denominator,
    demand,
    targetState: 'far_behind' as const,
  });

  it.each([
    ['counts up to the next whole service', row(110, 2045, 0.3), 504],
    ['asks for exactly the demand where it is whole', row(0, 100, 0.3), 30],
    ['is unknown without counts', row(null, null, 0.3), null],
    ['is unknown without a demand', row(1, 10, null), null],
  ])('%s', (_, given, expected) => {
    expect(shortfallOf(given)).toBe(expected);
  });

  it('is 0 where the count is there', () => {
    expect(shortfallOf({ ...row(30, 100, 0.3), targetState: 'met' })).toBe(0);
  });

  it('is 0 for whoever has met the target, whatever the machine makes of the demand', () => {
    expect(shortfallOf({ ...row(29, 100, 0.3), targetState: 'met' })).toBe(0);
  });

  it('is unknown, not 0, for whoever has too many where less is asked for', () => {
    expect(shortfallOf({ ...row(40, 100, 0.3), targetState: 'overdue' })).toBeNull();
  });
});

describe('countBelow', () => {
  const rows = [
    { numerator: 5, denominator: 100 },
    { numerator: 4, denominator: 100 },
    { numerator: 0, denominator: 0 },
    { numerator: null, denominator: null },
  ];

  it('leaves out who stands on the line, who has nothing to count and who is silent', () => {
    expect(countBelow(rows, 0.05)).toBe(1);
  });
});

/** Releases of one unit's share, quarter by quarter from the first of 2019. */
function courseOf(...counts: ([number, number] | null)[]): ReleaseContent[] {
  const periods = counts.map((_, i) => `${2019 + Math.floor(i / 4)}-Q${(i % 4) + 1}`);
  const observations: Observation[] = counts.flatMap((count, i) =>
    count ? [aShare('68', periods[i] ?? '', count)] : [],
  );
  const rules = theRules({
    units: [aMember('68', 'provinces')],
    indicators: [anIndicator('share_l4')],
    targets: [aTarget()],
  });
  const course: ReleaseContent[] = [];
  for (const period of periods) {
    course.push(
      buildRelease({
        rules,
        period: periodOf(period),
        observations: observations.filter((each) => each.period <= period),
        previous: course.at(-1) ?? null,
        releasedOn: periodOf(period).end,
      }),
    );
  }
  return course;
}

describe('nationalPace', () => {
  it('spreads the gap over the quarters left and takes the mean of the last four', () => {
    const pace = nationalPace(
      courseOf([4, 100], [5, 100], [6, 100], [7, 100], [12, 100]),
      'share_l4',
    );
    expect(pace?.periodsLeft).toBe(3);
    expect(pace?.needed).toBeCloseTo(0.06, 12);
    expect(pace?.recent).toBeCloseTo(0.02, 12);
    expect(pace?.recentPeriods).toBe(4);
  });

  it('takes the mean over what there is, back over a quarter without a figure', () => {
    const pace = nationalPace(courseOf([4, 100], null, [8, 100]), 'share_l4');
    expect(pace?.recentPeriods).toBe(2);
    expect(pace?.recent).toBeCloseTo(0.02, 12);
  });

  it('has no pace behind it in the first quarter', () => {
    expect(nationalPace(courseOf([4, 100]), 'share_l4')).toMatchObject({
      recent: null,
      recentPeriods: 0,
      units: 0,
      periodsLeft: 7,
    });
  });

  it('needs nothing more once the demand is reached', () => {
    expect(nationalPace(courseOf([31, 100]), 'share_l4')?.needed).toBeNull();
  });

  it('has no periods left in the quarter of the due day', () => {
    const counts = Array.from({ length: 8 }, (_, i): [number, number] => [i, 100]);
    expect(nationalPace(courseOf(...counts), 'share_l4')).toMatchObject({
      periodsLeft: 0,
      needed: null,
    });
  });

  it('is over the units alone that have a figure at both ends', () => {
    const [first, last] = courseOf([10, 100], [20, 100]);
    const other = { unitId: unitId('p-99'), numerator: 900, denominator: 900, value: 1 };
    const rows = last?.rows.map((row) => [row, { ...row, ...other }]).flat() ?? [];
    const course = first && last ? [first, { ...last, rows }] : [];
    const pace = nationalPace(course, 'share_l4');
    expect(pace?.units).toBe(1);
    expect(pace?.recent).toBeCloseTo(0.1, 12);
  });

  it('is that of the units that have a thing, where each has it or not', () => {
    const rules = theRules({
      units: ['1', '2'].map((code) => aMember(code, 'provinces')),
      indicators: [anIndicator('has', { measure: 'flag', unit: 'boolean' })],
      targets: [aTarget({ indicatorId: indicatorId('has'), operator: '=', value: 1 })],
    });
    const course = [
      [0, 1],
      [1, 1],
    ].map((has, at) =>
      buildRelease({
        rules,
        period: periodOf(`2019-Q${at + 1}`),
        observations: has.map((value, unit) =>
          aFigure(String(unit + 1), 'has', `2019-Q${at + 1}`, value),
        ),
        previous: null,
        releasedOn: '2019-07-01',
      }),
    );
    expect(nationalPace(course, 'has')).toMatchObject({ recent: 0.5, recentPeriods: 1, units: 2 });
  });

  it('is silent where there is no figure', () => {
    expect(nationalPace(courseOf([1, 100], null), 'share_l4')).toBeNull();
  });
});
