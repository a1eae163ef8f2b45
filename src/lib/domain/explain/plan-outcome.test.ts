// What a plan comes to, held against releases in which so many services truly are at level 4, and against
// the gaps that are told of the same figures.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember, aShare, aTarget, theRules } from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import { HEADLINE_MEASURE } from '../usual-measures.ts';
import { periodOf, shiftPeriod } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import { isMet, type Target } from '../target.ts';
import { unitId } from '../unit.ts';
import { gapOf } from './gap.ts';
import { mostRaised, outcomeOf, type PlanWorld, planWorldOf } from './plan-outcome.ts';

const FIRST = '2019-Q2';
const ASKER = unitId('p-0');
type Counts = [above: number, below: number];
/** Figures of each unit, the asker first, the earliest period first. */
type Figures = Counts[][];

/** The releases of a course; `raised` more of the asker's services at level 4 in the last. */
function courseOf(figures: Figures, targets: Target[], raised = 0) {
  const periods = (figures[0] ?? []).length;
  const observations = figures.flatMap((own, unit) =>
    own.map(([above, below], at) => {
      const more = unit === 0 && at === periods - 1 ? raised : 0;
      return aShare(String(unit), shiftPeriod(FIRST, at), [above + more, below]);
    }),
  );
  const rules = theRules({
    units: figures.map((_, unit) => aMember(String(unit), 'provinces')),
    targets,
  });
  const course: (ReleaseContent & { periodStart: string })[] = [];
  for (let at = 0; at < periods; at += 1) {
    const period = periodOf(shiftPeriod(FIRST, at));
    const content = buildRelease({
      rules,
      period,
      observations,
      previous: course.at(-1) ?? null,
      releasedOn: period.end,
    });
    course.push({ ...content, periodStart: period.start });
  }
  return course;
}

function worldOf(course: ReturnType<typeof courseOf>): PlanWorld {
  const { answer } = planWorldOf(course, ASKER, null);
  if (!answer) throw new Error('the asker has a figure');
  return answer;
}

const counts = fc
  .tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 30 }))
  .map(([above, more]): Counts => [above, above + more]);
const world = fc.record({
  figures: fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 6 }))
    .chain(([units, periods]) =>
      fc.array(fc.array(counts, { minLength: periods, maxLength: periods }), {
        minLength: units,
        maxLength: units,
      }),
    ),
  targets: fc.constantFrom<Target[][]>(
    [],
    [aTarget()],
    [aTarget({ value: 0.5, due: '2019-09-30' })],
    [aTarget({ value: 0.1, due: '2019-12-31', id: 'near' }), aTarget({ value: 0.6 })],
  ),
});
const holds = (
  property: (given: { figures: Figures; targets: Target[] }) => void,
  numRuns = 1000,
): void => fc.assert(fc.property(world, property), { numRuns });

describe('a plan', () => {
  it('that raises nothing while others stand still is what was published', () =>
    holds(({ figures, targets }) => {
      const course = courseOf(figures, targets);
      const row = rowOf(course.at(-1) as ReleaseContent, ASKER, HEADLINE_MEASURE);
      const outcome = outcomeOf(worldOf(course), 0, 'still');
      expect([outcome.rank, outcome.state, outcome.demand, outcome.figure.value]).toEqual([
        row?.rank,
        row?.targetState,
        row?.demand,
        row?.value,
      ]);
      expect([outcome.passed, outcome.passedBy]).toEqual([[], []]);
    }));

  it('comes to what the engine says where so many are at level 4', () =>
    holds(({ figures, targets }) => {
      const now = worldOf(courseOf(figures, targets));
      const raised = Math.ceil(mostRaised(now) / 2);
      const built = courseOf(figures, targets, raised).at(-1) as ReleaseContent;
      const row = rowOf(built, ASKER, HEADLINE_MEASURE);
      const outcome = outcomeOf(now, raised, 'still');
      expect([outcome.rank, outcome.state, outcome.figure.value]).toEqual([
        row?.rank,
        row?.targetState,
        row?.value,
      ]);
      const above = (unit: string | undefined): boolean =>
        (rowOf(built, unitId(unit ?? ''), HEADLINE_MEASURE)?.rank ?? 0) < outcome.rank;
      expect(outcome.passed.some(above)).toBe(false);
    }));

  it('that raises what is lacking to the target meets it, and no smaller one does', () =>
    holds(({ figures, targets }) => {
      const course = courseOf(figures, targets);
      const { more, isLess } = gapOf(course, ASKER, HEADLINE_MEASURE)?.toTarget.answer ?? {};
      const now = worldOf(course);
      if (more === undefined || isLess || more > mostRaised(now)) return;
      expect(isMet(outcomeOf(now, more, 'still').state)).toBe(true);
      expect(isMet(outcomeOf(now, more - 1, 'still').state)).toBe(false);
    }));

  it('that raises what a place takes reaches it, whether others move or not', () =>
    holds(({ figures, targets }) => {
      const course = courseOf(figures, targets);
      const place = gapOf(course, ASKER, HEADLINE_MEASURE)?.toNextRank.answer;
      const [move] = place?.moves ?? [];
      if (!place || !move) return;
      const now = worldOf(course);
      for (const [rivals, more] of [
        ['still', move.standing],
        ['moving', move.moving],
      ] as const) {
        if (more === null) continue;
        expect(outcomeOf(now, more, rivals).rank).toBeLessThanOrEqual(place.rank);
        if (more > 0) expect(outcomeOf(now, more - 1, rivals).rank).toBeGreaterThan(place.rank);
      }
    }));

  it('never does worse by raising one more', () =>
    holds(({ figures, targets }) => {
      const now = worldOf(courseOf(figures, targets));
      const ranks = Array.from({ length: mostRaised(now) + 1 }, (_, raised) => [
        -outcomeOf(now, raised, 'still').rank,
        -outcomeOf(now, raised, 'moving').rank,
      ]);
      ranks.slice(1).forEach((after, at) => {
        after.forEach((rank, way) => expect(rank).toBeGreaterThanOrEqual(ranks[at]?.[way] ?? 0));
      });
    }, 200));
});

/** A unit at 10 of 100, which it raised by five a quarter, and another at 20 of 100. */
const STEADY: Figures = [
  [
    [0, 100],
    [5, 100],
    [10, 100],
  ],
  [
    [20, 100],
    [20, 100],
    [20, 100],
  ],
];

describe('the day of the target', () => {
  const dayOf = (figures: Figures, targets: Target[], raised: number) =>
    outcomeOf(worldOf(courseOf(figures, targets)), raised, 'still').metOn;
  const day = (period: string, end: string, isLate: boolean) => ({
    answer: { period, day: end, isLate },
    reason: null,
  });

  it.each([
    // Five a quarter from 10 of 100: 30 in four quarters.
    ['goes on at the pace of the unit', 0, day('2020-Q4', '2020-12-31', false)],
    ['comes sooner by what is raised', 10, day('2020-Q2', '2020-06-30', false)],
    ['is that of the plan where it is enough', 20, day('2019-Q4', '2019-12-31', false)],
  ])('%s', (_, raised, expected) => {
    expect(dayOf(STEADY, [aTarget()], raised)).toEqual(expected);
  });

  it.each([
    [19, 0, 'too-few'],
    [20, 0, null],
    [19, 19, 'too-few'],
    [20, 20, null],
  ])(
    'is not told where %i qualify of the 20 lacking and %i are raised: %s',
    (eligible, raised, no) => {
      const world = { ...worldOf(courseOf(STEADY, [aTarget()])), eligible };
      expect(outcomeOf(world, raised, 'still').metOn.reason).toBe(no);
    },
  );

  it('is late where it comes after it was due', () => {
    const target = aTarget({ due: '2020-06-30' });
    expect(dayOf(STEADY, [target], 0)).toEqual(day('2020-Q4', '2020-12-31', true));
  });

  it.each([
    ['no-target', STEADY, []],
    ['no-pace', [[[10, 100]], [[20, 100]]] as Figures, [aTarget()]],
    [
      'never',
      [
        [
          [10, 100],
          [10, 100],
        ],
        [
          [20, 100],
          [20, 100],
        ],
      ] as Figures,
      [aTarget()],
    ],
  ] as const)('is not told for the reason: %s', (reason, figures, targets) => {
    expect(dayOf(figures, [...targets], 0)).toEqual({ answer: null, reason });
  });
});

describe('whom a plan passes', () => {
  const world = worldOf(courseOf(STEADY, [aTarget()]));

  it('is told also where it only comes level', () => {
    expect(outcomeOf(world, 10, 'still')).toMatchObject({ rank: 1, passed: ['p-1'] });
    expect(outcomeOf(world, 9, 'still')).toMatchObject({ rank: 2, passed: [] });
  });

  it('is told the other way round where it stands still and others move', () => {
    const figures: Figures = [
      [
        [12, 100],
        [12, 100],
      ],
      [
        [8, 100],
        [11, 100],
      ],
    ];
    const moving = outcomeOf(worldOf(courseOf(figures, [])), 0, 'moving');
    expect(moving).toMatchObject({ period: '2019-Q4', rank: 2, passed: [], passedBy: ['p-1'] });
  });
});
