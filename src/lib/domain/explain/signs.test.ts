import { describe, expect, it } from 'vitest';
import { buildRelease } from '../build-release.ts';
import { indicatorId } from '../indicator.ts';
import type { Observation } from '../observation.ts';
import { periodOf, shiftPeriod } from '../period.ts';
import type { ReleaseContent } from '../release.ts';
import {
  aGroup,
  aMember,
  anIndicator,
  aShare,
  aTarget,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { unitId } from '../unit.ts';
import { tailOf } from './binomial.ts';
import { crowdAbove } from './bunching.ts';
import { signsIn } from './signs.ts';
import { rowsToCount } from './withdrawn.ts';

const CODES = Array.from({ length: 12 }, (_, at) => String(at + 10));
const MEASURES = [
  ...['share_l4', 'share_l4_with_dossiers', 'dossiers_online_services', 'dossiers_online_all'],
  ...['dossiers_on_time', 'docs_electronic'],
];
const RULES = theRules({
  groups: [aGroup('provinces')],
  units: CODES.map((code) => aMember(code, 'provinces')),
  indicators: MEASURES.map((code) => anIndicator(code)),
  targets: [aTarget({ groupIds: ['provinces'] })],
});
const LAST = '2020-Q4';

type Figures = Record<string, [number, number]>;

/** Consecutive releases that end with 2020-Q4; of each unit the figures of its periods, oldest first. */
function courseOf(periods: readonly Figures[][], measure = 'share_l4'): ReleaseContent[] {
  const observations: Observation[] = [];
  const releases: ReleaseContent[] = [];
  periods.forEach((units, at) => {
    const period = shiftPeriod(LAST, at - periods.length + 1);
    units.forEach((figures, unit) => {
      for (const [code, counts] of Object.entries(figures)) {
        const indicatorCode = code === '' ? measure : code;
        const share = aShare(CODES[unit] ?? '', period, counts);
        const { id } = anIndicator(indicatorCode);
        observations.push({ ...share, indicatorId: id });
      }
    });
    releases.push(
      buildRelease({
        rules: RULES,
        period: periodOf(period),
        observations,
        previous: releases.at(-1) ?? null,
        releasedOn: '2021-01-25',
      }),
    );
  });
  return releases;
}

const kindsOf = (course: readonly ReleaseContent[]) =>
  signsIn(course).map(({ unitId, kind }) => `${unitId} ${kind}`);

/** All twelve units with one figure of level 4. */
const level4 = (numerators: readonly number[], denominator = 1000): Figures[] =>
  numerators.map((numerator) => ({ share_l4: [numerator, denominator] }));

describe('level 4 that nobody uses', () => {
  const used = (numerator: number, denominator: number) =>
    courseOf([[{ share_l4_with_dossiers: [numerator, denominator] }]]);

  it.each([
    { without: '17 of 20', course: used(3, 20), asked: 1 },
    { without: '16 of 20', course: used(4, 20), asked: 0 },
    { without: 'all of 19', course: used(0, 19), asked: 0 },
  ])('asks from 85 % of 20 services on: $without', ({ course, asked }) => {
    expect(kindsOf(course)).toEqual(asked ? ['p-10 unused-level4'] : []);
  });

  const fall = (level: number, withDossiers: number, online: number) =>
    courseOf([
      [
        {
          share_l4: [100, 1000],
          share_l4_with_dossiers: [80, 100],
          dossiers_online_services: [600, 1000],
        },
      ],
      [
        {
          share_l4: [level, 1000],
          share_l4_with_dossiers: [withDossiers, 100],
          dossiers_online_services: [online, 1000],
        },
      ],
    ]);

  it.each([
    { what: 'level 4 rose, both halved', course: fall(150, 40, 300), asked: 1 },
    { what: 'level 4 hardly rose', course: fall(149, 40, 300), asked: 0 },
    { what: 'only the services halved', course: fall(300, 40, 301), asked: 0 },
    { what: 'only the dossiers halved', course: fall(300, 41, 300), asked: 0 },
  ])('asks why use fell as level 4 rose: $what', ({ course, asked }) => {
    expect(kindsOf(course)).toEqual(asked ? ['p-10 use-fell'] : []);
  });
});

describe('a crowd just above a target', () => {
  const before = level4([100, 110, 120, 130, 140, 260, 290, 330, 500, 520, 540, 560]);
  const after = level4([300, 301, 302, 303, 304, 305, 290, 330, 500, 520, 540, 560]);

  it('asks those that rose into it from well below, and not the one that was near', () => {
    const signs = signsIn(courseOf([before, after])).filter(({ kind }) => kind === 'bunching');
    expect(signs.map(({ unitId }) => unitId)).toEqual(['p-10', 'p-11', 'p-12', 'p-13', 'p-14']);
    expect(signs[0]?.evidence).toMatchObject({ within: 6, around: 2, expected: 2 / 6 });
  });

  it('asks nobody where as many stand beside the window as in it', () => {
    const even = level4([300, 301, 302, 303, 304, 275, 285, 295, 315, 325, 335, 275]);
    expect(kindsOf(courseOf([before, even]))).not.toContain('p-10 bunching');
  });

  it('counts a unit at exactly the target in, and one at a point above out', () => {
    const rows = courseOf([level4([300, 310, 299, 270, 269, 339, 340])])[0]?.rows ?? [];
    expect(crowdAbove(rows, 0.3)).toMatchObject({ within: 1, around: 4 });
  });
});

describe('a jump in the period that holds the due day', () => {
  const slow = (first: number) => [first, first + 2, first + 4];
  /** Unit 10 jumps, the others go on at their pace. */
  const course = (last: number, others: number) =>
    courseOf(
      [0, 1, 2, 3].map((at) =>
        level4(
          CODES.map((_, unit) =>
            at < 3 ? (slow(100)[at] ?? 0) : unit === 0 ? last : 104 + others,
          ),
        ),
      ),
    );

  it.each([
    { what: 'far beyond its own pace and the group', last: 320, others: 100, asked: true },
    { what: 'the group rose as much', last: 320, others: 200, asked: false },
    { what: 'less than ten points', last: 203, others: 10, asked: false },
  ])('is asked about: $what', ({ last, others, asked }) => {
    expect(kindsOf(course(last, others)).includes('p-10 late-jump')).toBe(asked);
  });

  it('is no sign in any earlier period, nor without two earlier steps', () => {
    const whole = course(320, 100);
    expect(kindsOf(whole.slice(0, -1))).toEqual([]);
    expect(kindsOf(whole)).toEqual(['p-10 late-jump']);
    expect(kindsOf(whole.slice(-3))).toEqual([]);
  });
});

describe('a denominator that shrinks', () => {
  it.each([
    { what: 'a fifth is gone and the share rose', after: [100, 800], asked: true },
    { what: 'a tenth is gone', after: [100, 900], asked: false },
    { what: 'a fifth is gone and the share fell', after: [79, 800], asked: false },
  ] as const)('is asked about: $what', ({ after, asked }) => {
    const course = courseOf([[{ share_l4: [100, 1000] }], [{ share_l4: [...after] }]]);
    expect(kindsOf(course)).toEqual(asked ? ['p-10 shrinking-denominator'] : []);
  });
});

describe('a target met as fewer services qualify', () => {
  const rules = theRules({
    groups: [aGroup('provinces')],
    units: [aMember('10', 'provinces')],
    indicators: [anIndicator('share_l4_eligible')],
    targets: [aTarget({ indicatorId: indicatorId('share_l4_eligible'), value: 0.9 })],
  });
  const unit = unitId('p-10');
  const course = (before: [number, number], after: [number, number]) =>
    [before, after].reduce<ReleaseContent[]>((releases, counts, at) => {
      const period = at === 0 ? '2020-Q3' : LAST;
      const { id } = anIndicator('share_l4_eligible');
      const observations = [{ ...aShare('10', period, counts), indicatorId: id }];
      const told = { rules, period: periodOf(period), observations, releasedOn: '2021-01-25' };
      return [...releases, buildRelease({ ...told, previous: releases.at(-1) ?? null })];
    }, []);

  it.each([
    {
      what: 'it would not be met with them',
      before: [800, 1000],
      after: [900, 950],
      withdrawn: 60,
    },
    {
      what: 'it would be met all the same',
      before: [800, 1000],
      after: [950, 960],
      withdrawn: 60,
      asked: false,
    },
    { what: 'they are few', before: [800, 1000], after: [900, 990], withdrawn: 49, asked: false },
    {
      what: 'it was met before',
      before: [900, 1000],
      after: [900, 950],
      withdrawn: 60,
      asked: false,
    },
    { what: 'it is not met', before: [800, 1000], after: [840, 950], withdrawn: 60, asked: false },
  ] as const)('is asked about where $what', ({ before, after, withdrawn, ...told }) => {
    const releases = course([...before], [...after]);
    const found = signsIn(releases, new Map([[unit, withdrawn]]));
    const isAsked = !('asked' in told);
    expect(found.map(({ kind }) => kind)).toEqual(isAsked ? ['eligible-withdrawn'] : []);
    expect(signsIn(releases)).toEqual([]);
    expect(rowsToCount(releases)).toHaveLength(before[0] < 900 && after[0] >= 900 ? 1 : 0);
  });

  it('tells the share as it would be with them', () => {
    const [sign] = signsIn(course([800, 1000], [900, 950]), new Map([[unit, 60]]));
    expect(sign).toMatchObject({
      measure: 'share_l4_eligible',
      evidence: {
        withdrawn: 60,
        denominatorBefore: 1000,
        before: 0.8,
        counted: 900 / 1010,
        target: 0.9,
      },
    });
  });
});

describe('counts that were not counted', () => {
  const flows = (handled: number, all: number, onTime: number): Figures => ({
    dossiers_online_all: [handled, all],
    dossiers_on_time: [onTime, all],
  });

  it('asks where two counts equal those of the period before, not where one does', () => {
    expect(kindsOf(courseOf([[flows(401, 913, 877)], [flows(401, 913, 878)]]))).toEqual([
      'p-10 copied',
    ]);
    expect(kindsOf(courseOf([[flows(401, 913, 877)], [flows(401, 914, 878)]]))).toEqual([]);
    expect(kindsOf(courseOf([[flows(1, 99, 98)], [flows(1, 99, 98)]]))).toEqual([]);
  });

  it('asks where counts end in 0 beyond chance, in the last period too', () => {
    const round = [1, 2, 3].map((at) => [flows(400 + 10 * at, 900 + 10 * at, 800 + 10 * at)]);
    expect(kindsOf(courseOf(round))).toEqual(['p-10 rounded']);
    expect(kindsOf(courseOf([...round, [flows(451, 957, 823)]]))).toEqual([]);
  });
});

describe('what is compared', () => {
  it('needs the period right before: a gap asks nothing', () => {
    const course = courseOf([[{ share_l4: [100, 1000] }], [], [{ share_l4: [100, 800] }]]);
    const [first, , last] = course;
    expect(first && last && signsIn([first, last])).toEqual([]);
    expect(signsIn([])).toEqual([]);
  });

  it('counts periods and not releases where there are holes', () => {
    const round = (at: number): Figures => ({
      dossiers_online_all: [400 + 10 * at, 900 + 10 * at],
      dossiers_on_time: [800 + 10 * at, 900 + 10 * at],
    });
    const years = courseOf(Array.from({ length: 9 }, (_, at) => [round(at)]));
    const apart = years.filter((_, at) => at % 4 === 0);
    expect(apart.map(({ period }) => period)).toEqual(['2018-Q4', '2019-Q4', '2020-Q4']);
    expect(kindsOf(years)).toEqual(['p-10 rounded']);
    expect(kindsOf(apart)).toEqual([]);

    // What rose by ten points over two years is not the pace of the last quarters.
    const slow = [100, ...Array<number>(7).fill(150), 200, 201, 203, 420];
    const jump = courseOf(slow.map((own) => level4([own, ...CODES.slice(1).map(() => 100)])));
    const holed = jump.filter((_, at) => at === 0 || at >= 8);
    expect(signsIn(holed)).toMatchObject([
      { unitId: 'p-10', kind: 'late-jump', evidence: { pace: expect.closeTo(0.0015) as number } },
    ]);
  });

  it('tells the tail of a binomial distribution exactly', () => {
    expect(tailOf(0, 5, 0.3)).toBe(1);
    expect(tailOf(6, 5, 0.3)).toBe(0);
    expect(tailOf(5, 5, 0.5)).toBeCloseTo(1 / 32, 12);
    expect(tailOf(1, 3, 0.5)).toBeCloseTo(7 / 8, 12);
  });
});
