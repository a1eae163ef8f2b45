import { describe, expect, it } from 'vitest';
import {
  aFigure,
  aGroup,
  anAbsence,
  anIndicator,
  aMember,
  aShare,
  aTarget,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import { indicatorId } from './indicator.ts';
import { notedChanges, type Noted } from './noteworthy.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import type { ReleaseContent } from './release.ts';

const CODES = ['a', 'b', 'c', 'd', 'e'];
const FLAG = { measure: 'flag', unit: 'boolean' } as const;
const RULES = theRules({
  groups: [aGroup('provinces')],
  units: CODES.map((code) => aMember(code, 'provinces')),
  indicators: [anIndicator('share_l4'), anIndicator('free'), anIndicator('has', FLAG)],
  targets: [
    aTarget(),
    aTarget({ id: 'has', indicatorId: indicatorId('has'), operator: '=', value: 1 }),
  ],
});

/** Per quarter the share of each unit in hundredths of `of`; null where it was silent. */
type Quarter = Record<string, number | null>;

function courseOf(quarters: readonly Quarter[], { of = 100, indicator = 'share_l4' } = {}) {
  const periods = quarters.map((_, at) => `${2019 + Math.floor(at / 4)}-Q${(at % 4) + 1}`);
  const observations = quarters.flatMap((quarter, at): Observation[] =>
    Object.entries(quarter).map(([unit, share]) =>
      share === null
        ? anAbsence(unit, periods[at] ?? '', 'no-reply', indicator)
        : indicator === 'has'
          ? aFigure(unit, indicator, periods[at] ?? '', share)
          : aShare(unit, periods[at] ?? '', [(share * of) / 100, of], { indicator }),
    ),
  );
  return periods.reduce<ReleaseContent[]>(
    (course, period) => [
      ...course,
      buildRelease({
        rules: RULES,
        period: periodOf(period),
        observations: observations.filter((each) => each.period <= period),
        previous: course.at(-1) ?? null,
        releasedOn: periodOf(period).end,
      }),
    ],
    [],
  );
}

const noted = (...given: Parameters<typeof courseOf>) =>
  notedChanges(courseOf(...given), 'share_l4');
const kindsOf = (changes: readonly Noted[]) => changes.map(({ kind }) => kind);
const LOW = { a: 10, b: 10, c: 10, d: 10, e: 10 };

describe('a change that is told', () => {
  it.each<[string, Quarter, string[]]>([
    ['a unit that meets its target', { ...LOW, a: 31 }, ['met']],
    ['a rise of a point', { ...LOW, a: 11 }, ['rose']],
    ['a fall of a point', { ...LOW, a: 9 }, ['fell']],
    ['no move of less than a point', { ...LOW, a: 10.9, b: 9.1 }, []],
    ['nothing where nothing changed', LOW, []],
    [
      'the nation, before the units that carried it',
      { ...LOW, a: 90, b: 80 },
      ['nation-met', 'met'],
    ],
  ])('is %s', (_, now, kinds) => {
    expect(kindsOf(noted([LOW, now]))).toEqual(kinds);
  });

  it('is a unit that no longer meets its target, with who still does', () => {
    const [unmet] = noted([
      { ...LOW, a: 31, b: 35 },
      { ...LOW, a: 29, b: 35 },
    ]);
    expect(unmet).toMatchObject({ kind: 'unmet', met: 1, of: 5, size: 1 });
  });

  it('is of those with a figure in both periods: silence is no fall', () => {
    expect(
      noted([
        { ...LOW, a: 31 },
        { ...LOW, a: null },
      ]),
    ).toEqual([]);
  });

  it('is a yes or no that a target asks for', () => {
    const told = noted(
      [
        { a: 0, b: 1 },
        { a: 1, b: 1 },
      ],
      { indicator: 'has' },
    );
    expect(kindsOf(told)).toEqual(['nation-met', 'met']);
  });

  it('is no rise or fall of a share that no target judges, or of few', () => {
    expect(noted([LOW, { ...LOW, a: 60 }], { indicator: 'free' })).toEqual([]);
    expect(noted([LOW, { ...LOW, a: 20 }], { of: 40 })).toEqual([]);
    expect(kindsOf(noted([LOW, { ...LOW, a: 20 }], { of: 50 }))).toEqual(['rose']);
  });

  it('is a unit that is heard of again, with how long it was silent and its last figure', () => {
    const [returned] = noted([LOW, { ...LOW, a: null }, { ...LOW, a: null }, LOW]);
    expect(returned).toMatchObject({
      kind: 'returned',
      units: [{ unit: { code: 'a' }, missed: 2, lastKnown: { period: '2019-Q1', value: 0.1 } }],
    });
  });

  it('is a unit that is heard of for the first time', () => {
    const [first] = noted([{ ...LOW, a: null }, LOW]);
    expect(first).toMatchObject({ kind: 'first', units: [{ unit: { code: 'a' } }] });
  });

  it('is a figure lower than all before, from four earlier ones on', () => {
    const falling = [14, 15, 13, 12, 11].map((a) => ({ ...LOW, a }));
    expect(kindsOf(noted(falling.slice(0, 4)))).toEqual(['fell']);
    expect(noted(falling)[0]).toMatchObject({
      kind: 'lowest',
      unit: { code: 'a' },
      lowest: { value: 0.12, period: '2019-Q4' },
      earlier: 4,
    });
  });

  it('is what a release says otherwise than the one that it replaced', () => {
    const course = courseOf([LOW]);
    const [replaced] = courseOf([{ ...LOW, a: 14, b: 9 }]);
    expect(notedChanges(course, 'share_l4', replaced)).toMatchObject([
      { kind: 'corrected', figures: 2, units: 2, unit: { code: 'a' }, before: 0.14, now: 0.1 },
    ]);
    expect(notedChanges(course, 'share_l4', course[0])).toEqual([]);
  });
});

describe('the choice', () => {
  it('compares with the period right before alone', () => {
    const [first, , third] = courseOf([LOW, LOW, { ...LOW, a: 31 }]);
    expect(first && third && notedChanges([first, third], 'share_l4')).toEqual([]);
  });

  it('takes one of each kind in turn, the largest first, and five at most', () => {
    const before = { a: 20, b: 20, c: 20, d: 20, e: 20 };
    const told = noted([before, { a: 25, b: 22, c: 15, d: 18, e: 21 }]);
    expect(told.map((each) => [each.kind, 'unit' in each ? each.unit.code : ''])).toEqual([
      ['fell', 'c'],
      ['rose', 'a'],
      ['fell', 'd'],
      ['rose', 'b'],
      ['rose', 'e'],
    ]);
  });

  it('names a unit once', () => {
    const told = noted([LOW, { ...LOW, a: 35, b: 15 }]);
    expect(told.map((each) => [each.kind, 'unit' in each ? each.unit.code : ''])).toEqual([
      ['met', ''],
      ['rose', 'b'],
    ]);
  });

  it('is empty in the first period of all', () => {
    expect(noted([LOW])).toEqual([]);
  });
});
