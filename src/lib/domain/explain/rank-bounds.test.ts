import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSolver } from '#lib/server/explain/solver.ts';
import { aNode } from '../../../../tests/helpers/engine-cases.ts';
import { aRandomRelease, GROUP, ROOT } from '../../../../tests/helpers/random-release.ts';
import { indicatorId } from '../indicator.ts';
import { rankScores } from '../rank.ts';
import { unitId } from '../unit.ts';
import type { SolveMip } from './mip.ts';
import { boundRanks, type RankBounds } from './rank-bounds.ts';
import { drawIntervals } from './rank-interval.ts';
import { weighingOf, type WeighedNode, type Weighing } from './weighing.ts';

let solve: SolveMip;
beforeAll(async () => {
  solve = await createSolver({ secondsLeft: () => 60 });
});

const SLOW_MS = 120_000;
const AS_GIVEN = [{ normalisation: 'given', missing: 'given' }] as const;

const bound = (weighing: Weighing): RankBounds[] => {
  const bounds = boundRanks(weighing, solve);
  if ('reason' in bounds) throw new Error(bounds.reason);
  return bounds;
};

describe('the best and the worst place', () => {
  it(
    'hold the published place and every place that weights alone are drawn to',
    () => {
      fc.assert(
        fc.property(aRandomRelease({ linear: true }), fc.nat(), (release, seed) => {
          const weighing = weighingOf(release, ROOT, GROUP);
          // Nobody may be ranked, or every node have one part.
          fc.pre(!('reason' in weighing));
          const drawn = drawIntervals(weighing, { seed, draws: 100, choices: AS_GIVEN });
          bound(weighing).forEach(({ best, worst }, at) => {
            const { rank = 0, bestDrawn = 0, worstDrawn = 0 } = drawn.units[at] ?? {};
            const places = [1, best.place, bestDrawn, worstDrawn, worst.place];
            expect(places).toEqual(places.toSorted((a, b) => a - b));
            expect(best.place).toBeLessThanOrEqual(rank);
            expect(worst.place).toBeGreaterThanOrEqual(rank);
          });
        }),
        { numRuns: 1000 },
      );
    },
    SLOW_MS,
  );

  it(
    'are those that trying every weighting of two parts finds',
    () => {
      fc.assert(
        fc.property(twoParts(), (weighing) => {
          const tried = tryAll(weighing);
          bound(weighing).forEach(({ best, worst }, at) => {
            expect([best, worst]).toEqual([
              { place: tried[at]?.best, exact: true },
              { place: tried[at]?.worst, exact: true },
            ]);
          });
        }),
        { numRuns: 1000 },
      );
    },
    SLOW_MS,
  );

  it('never leave out the published place, and are not called exact where they had to be widened', () => {
    // A lead that the solver cannot see, and that ranking sees: 60 and 59.9999999 at equal weights.
    const fixed = treeOf([1, 1], 0).map((node) =>
      node.leafAt < 0 ? node : { ...node, least: 2, most: 2 },
    );
    const leaves = [Float64Array.of(25, 30), Float64Array.of(60 - 5e-8, 50)];
    const units = [unitId('a'), unitId('b')];
    const weighing = { units, ranks: [2, 1], nodes: fixed, leaves, assumed: false };
    expect(rankScores([110 - 5e-8, 110], 'higher')).toEqual(weighing.ranks);
    const [a, b] = bound(weighing);
    expect(a?.worst).toEqual({ place: 2, exact: false });
    expect(b?.best).toEqual({ place: 1, exact: true });
  });

  it('are named as bounds where time runs out, and still hold', () => {
    fc.assert(
      fc.property(twoParts(), (weighing) => {
        const bounds = boundRanks(weighing, () => null);
        if ('reason' in bounds) throw new Error(bounds.reason);
        const tried = tryAll(weighing);
        bounds.forEach(({ best, worst }, at) => {
          expect(best.place).toBeLessThanOrEqual(tried[at]?.best ?? 0);
          expect(worst.place).toBeGreaterThanOrEqual(tried[at]?.worst ?? Infinity);
          if (best.exact) expect(best.place).toBe(tried[at]?.best);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['multiplies', 'geometric', [1, 2]],
    ['gaps', 'mean', [1, Number.NaN]],
  ] as const)('are not told of an index that has %s', (reason, aggregate, scores) => {
    const nodes = treeOf([1, 1]).map((node) =>
      node.parentAt < 0 ? { ...node, aggregate, missing: 'renormalise' as const } : node,
    );
    const leaves = [Float64Array.of(1, 2), Float64Array.from(scores)];
    const units = [unitId('a'), unitId('b')];
    const weighing = { units, ranks: [1, 2], nodes, leaves, assumed: false };
    expect(boundRanks(weighing, solve)).toEqual({ reason });
  });
});

/** A root over two pillars of one leaf each, so that all weightings lie on one line. */
function treeOf([first, second]: readonly [number, number], half = 0.5): WeighedNode[] {
  const root = aNode('root', null, { aggregate: 'sum', missing: 'exclude_unit' });
  const pillar = (code: string, weight: number, aggregate: 'sum' | 'mean') => ({
    ...aNode(code, 'root', { weight, aggregate, missing: 'exclude_unit' }),
    ...{ parentAt: 0, least: weight * (1 - half), most: weight * (1 + half), leafAt: -1 },
  });
  const leaf = (code: string, parentAt: number, leafAt: number) => ({
    ...aNode(code, `p${leafAt}`, { weight: 2, indicatorId: indicatorId(code), normalise: 'none' }),
    ...{ parentAt, least: 1, most: 3, leafAt },
  });
  return [
    { ...root, parentAt: -1, least: 1, most: 1, leafAt: -1 },
    pillar('p0', first, 'sum'),
    pillar('p1', second, 'mean'),
    leaf('l0', 1, 0),
    leaf('l1', 2, 1),
  ];
}

const twoParts = (): fc.Arbitrary<Weighing> =>
  fc
    .record({
      weights: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
      half: fc.constantFrom(0, 0.25, 0.5, 1),
      scores: fc.array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })), {
        minLength: 2,
        maxLength: 6,
      }),
    })
    .map(({ weights: [first, second], half, scores }) => {
      // A pillar that sums gives twice its leaf: the weight of that is 2.
      const published = scores.map(([a, b]) => (2 * first * a + second * b) / (first + second));
      return {
        units: scores.map((_, at) => unitId(`u${at}`)),
        ranks: rankScores(published, 'higher').map((rank) => rank ?? 0),
        nodes: treeOf([first, second], half),
        leaves: [0, 1].map((leaf) => Float64Array.from(scores, (own) => own[leaf] ?? 0)),
        assumed: false,
      };
    });

/** Places at every weighting of two parts that two units are equal at, at the ends, and between. */
function tryAll({ nodes, leaves, units }: Weighing) {
  const [, first, second] = nodes;
  const [a = [], b = []] = leaves.map((leaf) => [...leaf]);
  if (!first || !second) throw new Error('no two parts');
  // A pillar that sums gives twice its leaf: the weight of that is 2.
  const scoreAt = (share: number) =>
    units.map((_, at) => share * 2 * (a[at] ?? 0) + (1 - share) * (b[at] ?? 0));
  const from = first.least / (first.least + second.most);
  const to = first.most / (first.most + second.least || 1);
  const equalAt = units.flatMap((_, u) =>
    units.flatMap((__, v) => {
      const [da, db] = [2 * ((a[u] ?? 0) - (a[v] ?? 0)), (b[u] ?? 0) - (b[v] ?? 0)];
      const share = db / (db - da);
      return share > from && share < to ? [share] : [];
    }),
  );
  const stops = [from, to, ...equalAt].toSorted((x, y) => x - y);
  const shares = stops.flatMap((stop, at) => [stop, (stop + (stops[at + 1] ?? stop)) / 2]);
  const tried = shares.map((share) =>
    rankScores(scoreAt(share), 'higher').map((rank) => rank ?? 0),
  );
  return units.map((_, at) => {
    const places = tried.map((ranks) => ranks[at] ?? 0);
    return { best: Math.min(...places), worst: Math.max(...places) };
  });
}
