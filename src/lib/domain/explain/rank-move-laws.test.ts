// The laws that hold for every move of rank, on random releases; examples stand in rank-move.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askMove as ask } from '../../../../tests/helpers/ask-move.ts';
import {
  aRandomRelease,
  GROUP,
  ROOT,
  twoRandomReleases,
} from '../../../../tests/helpers/random-release.ts';
import { ranksOf } from '../method.ts';
import { isScored } from '../missing.ts';
import type { Observation } from '../observation.ts';
import type { ReleaseContent } from '../release.ts';
import { unitId } from '../unit.ts';
import type { RankMove } from './rank-move.ts';
import { FACTORS, worldsOf, type Factor, type Worlds } from './worlds.ts';

const U0 = unitId('p-u0');
const RUNS = { numRuns: 1000 };
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const partOf = ({ parts }: RankMove, factor: Factor) =>
  parts.find((part) => part.factor === factor)?.share;

/** On the whole index, and on one indicator that is a share. */
function movesOf(
  from: ReleaseContent,
  to: ReleaseContent,
  given: { known?: ReleaseContent } = {},
): RankMove[] {
  return [ROOT, 'i0'].flatMap((measure) => ask(from, to, { ...given, measure }).move ?? []);
}

function expectSums(move: RankMove): void {
  expect(sum(move.parts.map(({ share }) => share))).toBe(720 * move.places);
  expect(sum(move.parts.map(({ shown }) => Math.round(10 * shown)))).toBe(10 * move.places);
  const scores = move.parts.flatMap(({ score }) => score ?? []);
  if (scores.length > 0) expect(sum(scores)).toBeCloseTo(move.to.score - move.from.score, 8);
}

/** The unit's place in a mix of the releases, asked of the engine without any short cut. */
function placeIn(worlds: Worlds, world: number): number {
  const method = worlds.methodIn(world);
  const [asItIs, filled] = [false, true]
    .map((fill) => worlds.figuresIn(world, fill))
    .map((figures) => method.score([...figures.keys()], figures));
  const own = asItIs?.get(U0);
  const ranks = ranksOf(method, (own && isScored(own) ? asItIs : filled) ?? new Map());
  return ranks.get(U0) ?? ranks.size + 1;
}

const ordersOf = (bits: readonly number[]): number[][] =>
  bits.length === 0
    ? [[]]
    : bits.flatMap((bit) =>
        ordersOf(bits.filter((other) => other !== bit)).map((rest) => [bit, ...rest]),
      );
const ALL_ORDERS = ordersOf(FACTORS.map((_, at) => 1 << at));

/** What each factor lifts the unit by, summed over all 720 orders in which they can come about. */
function sharesByOrders(places: readonly number[]): number[] {
  const shares = FACTORS.map(() => 0);
  for (const order of ALL_ORDERS) {
    let world = 0;
    for (const bit of order) {
      const lifted = (places[world] ?? NaN) - (places[world | bit] ?? NaN);
      shares[Math.log2(bit)] = (shares[Math.log2(bit)] ?? NaN) + lifted;
      world |= bit;
    }
  }
  return shares;
}

describe('the parts of a move', () => {
  it('are the mean over all orders of what the engine says of each mix, from release to release', () => {
    fc.assert(
      fc.property(
        twoRandomReleases(),
        fc.constantFrom('nothing', 'everything'),
        ([from, to], corrected) => {
          const known = corrected === 'everything' ? to : from;
          for (const measure of [ROOT, 'i0']) {
            const { move } = ask(from, to, { known, measure });
            const worlds = worldsOf({ from, known, to, unit: U0, measure, groupId: GROUP });
            if (!move || !worlds) continue;
            const places = Array.from({ length: 64 }, (_, world) => placeIn(worlds, world));
            expect([places[0], places[63]]).toEqual([move.from.rank, move.to.rank]);
            expect(move.parts.map(({ share }) => share)).toEqual(sharesByOrders(places));
          }
        },
      ),
      RUNS,
    );
  });

  it('lie between what the two releases say, also where their trees are unlike', () => {
    fc.assert(
      fc.property(aRandomRelease(), aRandomRelease(), aRandomRelease(), (from, known, to) => {
        for (const measure of [ROOT, 'i0']) {
          const { move } = ask(from, to, { known, measure });
          const worlds = worldsOf({ from, known, to, unit: U0, measure, groupId: GROUP });
          if (!move || !worlds) continue;
          expect([placeIn(worlds, 0), placeIn(worlds, 63)]).toEqual([move.from.rank, move.to.rank]);
        }
      }),
      RUNS,
    );
  });

  it('sum exactly to the places, whatever differs between the releases', () => {
    fc.assert(
      fc.property(aRandomRelease(), aRandomRelease(), aRandomRelease(), (from, known, to) => {
        for (const move of movesOf(from, to, { known })) {
          expectSums(move);
          const { passed, level, passedBy, cameAbove, wentFromAbove } = move;
          const won = [passed, level, wentFromAbove].flat().length;
          expect(won - passedBy.length - cameAbove.length).toBe(move.places);
        }
      }),
      RUNS,
    );
  });

  it('change their sign where the move is told backwards', () => {
    const negated = ({ parts }: RankMove) =>
      parts.map(({ share, shown, score }) => [
        -share + 0,
        -shown + 0,
        score === null ? null : expect.closeTo(-score, 9),
      ]);
    const told = (move: RankMove | null) =>
      move && move.parts.map(({ share, shown, score }) => [share, shown, score]);
    fc.assert(
      fc.property(aRandomRelease(), aRandomRelease(), aRandomRelease(), (from, known, to) => {
        const forth = ask(from, to, { known }).move;
        const back = ask(to, from, { known, isBackwards: true }).move;
        expect(told(back)).toEqual(forth && negated(forth));
        // Without corrections it is all the same which of the two came first.
        const plain = ask(from, to).move;
        expect(told(ask(to, from).move)).toEqual(plain && negated(plain));
      }),
      RUNS,
    );
  });

  it('are all 0 between equal releases', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        for (const move of movesOf(release, structuredClone(release))) {
          expect(move.parts.map(({ share, score }) => [share, score])).toEqual(
            FACTORS.map(() => [0, 0]),
          );
          expect([move.passed, move.level, move.passedBy]).toEqual([[], [], []]);
        }
      }),
      RUNS,
    );
  });
});

/** The later figures where only those of some units differ. */
const onlyOf =
  (isMoved: (unit: string) => boolean) =>
  (before: Observation[], after: Observation[]): Observation[] =>
    after.map((each, at) => (isMoved(each.unitId) ? each : (before[at] ?? each)));

/** The later figures with the denominators of the earlier ones. */
const onDenominatorsBefore = (before: Observation[], after: Observation[]): Observation[] =>
  after.map((each, at) => {
    const denominator = before[at]?.denominator ?? null;
    if (each.numerator === null || denominator === null) return each;
    const numerator = Math.min(each.numerator, denominator);
    return { ...each, numerator, denominator, value: numerator / denominator };
  });

const rankedIn = (release: ReleaseContent, measure: string) =>
  release.rows
    .filter((row) => row.measure === measure && row.rank !== null)
    .map((row) => row.unitId)
    .join();

describe('a factor in which nothing differs', () => {
  it.each<[Factor, Parameters<typeof twoRandomReleases>[0]]>([
    ['method', undefined],
    ['corrections', undefined],
    ['own', onlyOf((unit) => unit !== U0)],
    ['others', onlyOf((unit) => unit === U0)],
    ['denominator', onDenominatorsBefore],
  ])('has no part in the move: %s', (factor, laterFigures) => {
    fc.assert(
      fc.property(twoRandomReleases(laterFigures), ([from, to]) => {
        const { move } = ask(from, to);
        if (move) expect(partOf(move, factor)).toBe(0);
      }),
      RUNS,
    );
  });

  it('has no part in the move: units, where the same are ranked', () => {
    fc.assert(
      fc.property(twoRandomReleases(), ([from, to]) => {
        const { move } = ask(from, to);
        if (move && rankedIn(from, ROOT) === rankedIn(to, ROOT)) {
          expect(partOf(move, 'units')).toBe(0);
        }
      }),
      RUNS,
    );
  });
});
