// The gap to a place: every number is compared with trying all of them, by the engine itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember, aShare, theRules } from '../../../../tests/helpers/engine-cases.ts';
import { GROUP, ROOT, twoRandomReleases } from '../../../../tests/helpers/random-release.ts';
import { buildRelease } from '../build-release.ts';
import type { Figure } from '../figures.ts';
import { figuresIn, type FigureTable, type Method, methodOf, ranksOf } from '../method.ts';
import { periodOf, shiftPeriod } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import { unitId, type UnitId } from '../unit.ts';
import { gapOf } from './gap.ts';
import { cheapestMoves } from './place-gap.ts';

/** Two quarters of one world. */
const course = twoRandomReleases().map(([from, to]): [ReleaseContent, ReleaseContent] => [
  { ...from, period: shiftPeriod(to.period, -1) },
  to,
]);

const shared = (n: number, d: number): Figure => ({ value: n / d, numerator: n, denominator: d });

/** Every count moved by what it changed by, but for what is asked for. Written apart on purpose. */
function goneOn(
  [from, to]: [ReleaseContent, ReleaseContent],
  figures: FigureTable,
  asked: { unit: UnitId; code: string },
) {
  const moved = new Map<UnitId, Map<string, Figure>>();
  for (const [unit, own] of figures) {
    const next = new Map(own);
    for (const [code] of own) {
      const [a, b] = [rowOf(from, unit, code), rowOf(to, unit, code)];
      if (a?.numerator == null || b?.numerator == null) continue;
      const d = Math.max(1, 2 * (b.denominator ?? 0) - (a.denominator ?? 0));
      const isAsked = unit === asked.unit && code === asked.code;
      const n = isAsked ? b.numerator : 2 * b.numerator - a.numerator;
      next.set(code, shared(Math.min(Math.max(n, 0), d), d));
    }
    moved.set(unit, next);
  }
  return moved;
}

/** What is not yet counted; where less is better what is. */
function roomIn(
  { indicators }: Method,
  figures: FigureTable,
  { unit, code }: { unit: UnitId; code: string },
): number | null {
  const { numerator, denominator } = figures.get(unit)?.get(code) ?? {};
  if (numerator == null || denominator == null) return null;
  const isLess = indicators.find((each) => each.code === code)?.direction === 'lower';
  return isLess ? numerator : denominator - numerator;
}

/** The first number that gives the place, trying all. */
function bruteForce(
  method: Method,
  figures: FigureTable,
  asked: { unit: UnitId; code: string; rank: number },
): number | null {
  const own = figures.get(asked.unit) ?? new Map<string, Figure>();
  const { numerator, denominator } = own.get(asked.code) ?? {};
  if (numerator == null || denominator == null) return null;
  const isLess = method.indicators.find(({ code }) => code === asked.code)?.direction === 'lower';
  const room = roomIn(method, figures, asked) ?? 0;
  for (let more = 0; more <= room; more += 1) {
    const figure = shared(numerator + (isLess ? -more : more), denominator);
    const tried = new Map(figures).set(asked.unit, new Map(own).set(asked.code, figure));
    const ranks = ranksOf(method, method.score([...tried.keys()], tried));
    if ((ranks.get(asked.unit) ?? Infinity) <= asked.rank) return more;
  }
  return null;
}

describe('the gap to a place', () => {
  it.each([
    ['an index', [ROOT]],
    ['a part of an index', ['made:pillar0', 'made:leaf0']],
    ['a share', ['i0', 'i2']],
  ])('is the least number, standing and moving, of %s', (_, measures) => {
    fc.assert(
      fc.property(course, fc.constantFrom(...measures), fc.nat(), (releases, measure, pick) => {
        const to = releases[1];
        const rows = to.rows.filter((row) => row.measure === measure);
        const row = rows[pick % rows.length];
        const method = methodOf(to, measure, GROUP);
        if (!row || !method) return;
        const wanted = 1 + (pick % Math.max(1, (row.rank ?? 1) - 1));
        const told = gapOf(releases, row.unitId, measure, wanted);
        const figures = figuresIn(to, method);
        for (const gap of [told?.toNextRank.answer, told?.toRank?.answer]) {
          for (const move of gap?.moves ?? []) {
            const asked = { unit: row.unitId, code: move.indicator.code, rank: gap?.rank ?? 0 };
            expect(move.standing).toBe(bruteForce(method, figures, asked));
            const moving = goneOn(releases, figures, asked);
            expect(move.moving).toBe(bruteForce(method, moving, asked));
            expect(move.movingRoom).toBe(roomIn(method, moving, asked));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is told of every unit that has a better place above it, and of no other', () => {
    fc.assert(
      fc.property(course, (releases) => {
        for (const row of releases[1].rows.filter(({ measure }) => measure === 'i0')) {
          const told = gapOf(releases, row.unitId, 'i0')?.toNextRank;
          if (row.rank === null) expect(told?.reason).toBe('no-figure');
          else if (row.rank === 1) expect(told?.reason).toBe('first');
          else {
            expect(told?.answer?.moves[0]?.standing).toBeGreaterThan(0);
            const { rank, holders } = told?.answer ?? {};
            const holding = releases[1].rows.filter(
              (each) => each.measure === 'i0' && each.rank === rank,
            );
            expect(told?.answer?.heldRank).toBe(holding[0]?.rank);
            expect(holders?.toSorted()).toEqual(holding.map(({ unitId }) => unitId).toSorted());
            expect(holding.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is closed by raising what is left of a share, whoever stands there and however they go on', () => {
    fc.assert(
      fc.property(course, fc.constantFrom('i0', 'i2'), fc.nat(), (releases, measure, pick) => {
        const rows = releases[1].rows.filter((row) => row.measure === measure);
        const told = rows.flatMap(({ unitId: unit, rank }) => {
          const gap = gapOf(releases, unit, measure, 1 + (pick % (rank ?? 1)));
          return [gap?.toNextRank.answer, gap?.toRank?.answer].flatMap((place) => place ?? []);
        });
        for (const { moves } of told) {
          const closed = moves.map(({ standing, moving }) => standing !== null && moving !== null);
          expect(closed).toEqual([true]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  const world = (...counts: [number, number][]): ReleaseContent[] => [
    buildRelease({
      rules: theRules({ units: counts.map((_, at) => aMember(`${at}`, GROUP)) }),
      period: periodOf('2020-Q1'),
      observations: counts.map((each, at) => aShare(`${at}`, '2020-Q1', each)),
      previous: null,
      releasedOn: '2020-04-25',
    }),
  ];

  it('is closed by coming level with whoever stands next above, ties together', () => {
    const told = gapOf(world([50, 100], [40, 100], [20, 50], [39, 100]), unitId('p-3'), 'share_l4');
    expect(told?.toNextRank.answer).toMatchObject({
      rank: 2,
      holders: ['p-1', 'p-2'],
      moves: [{ standing: 1, moving: 1, room: 61, thing: 'services', path: [] }],
    });
  });

  it('leads from a shared place to the one above it', () => {
    const told = gapOf(world([50, 100], [40, 100], [40, 100]), unitId('p-2'), 'share_l4', 1);
    expect(told?.toNextRank.answer).toMatchObject({ rank: 1, holders: ['p-0'] });
    expect(told?.toRank?.answer?.moves[0]?.standing).toBe(10);
  });

  it('names the place that is truly held, where the one asked for is shared away', () => {
    const [before, shared] = [
      world([50, 100], [30, 100], [10, 100])[0],
      world([50, 100], [50, 100], [20, 100])[0],
    ];
    if (!before || !shared) throw new Error('each world has a release');
    const releases = [{ ...before, period: '2019-Q4' }, shared];
    const { toRank } = gapOf(releases, unitId('p-2'), 'share_l4', 2) ?? {};
    expect(toRank?.answer).toMatchObject({ rank: 2, holders: ['p-0', 'p-1'], heldRank: 1 });
    // The second goes on by twenty, and the first stands: then nobody shares a place.
    expect(toRank?.answer?.next).toMatchObject({ holders: ['p-0'], heldRank: 2 });
  });

  it('is none where the place is held already', () => {
    const releases = world([50, 100], [40, 100], [30, 100]);
    expect(gapOf(releases, unitId('p-1'), 'share_l4', 2)?.toRank).toEqual({
      answer: null,
      reason: 'held',
    });
    expect(gapOf(releases, unitId('p-9'), 'share_l4')).toBeNull();
  });

  it('is cheapest, in each pillar, by what takes the smallest part of what is left', () => {
    fc.assert(
      fc.property(course, (releases) => {
        for (const { unitId: unit } of releases[1].rows.filter((row) => row.measure === ROOT)) {
          const moves = gapOf(releases, unit, ROOT)?.toNextRank.answer?.moves ?? [];
          const cheapest = [...cheapestMoves(moves)];
          const pillars = cheapest.map(({ path }) => path[0]?.code);
          expect(new Set(pillars).size).toBe(pillars.length);
          for (const { path, standing, room } of moves) {
            if (standing === null) continue;
            const best = cheapest.find((move) => move.path[0]?.code === path[0]?.code);
            expect((best?.standing ?? NaN) / (best?.room ?? 0)).toBeLessThanOrEqual(
              standing / room,
            );
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
