import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNode } from '../../../../tests/helpers/engine-cases.ts';
import {
  aRandomRelease,
  GROUP,
  ROOT,
  scoresWithWeights,
} from '../../../../tests/helpers/random-release.ts';
import { indicatorId } from '../indicator.ts';
import { createRandom } from '../random.ts';
import { rankScores } from '../rank.ts';
import type { ReleaseContent } from '../release.ts';
import { unitId } from '../unit.ts';
import { choicesOf } from './choices.ts';
import { drawWeights, scoringOf } from './draw-scores.ts';
import { createPlacer } from './places.ts';
import { drawIntervals } from './rank-interval.ts';
import { isLinear, totalsOf, weighingOf, type WeighedNode, type Weighing } from './weighing.ts';

const DRAWN_AS_GIVEN = [{ normalisation: 'given', missing: 'given' }] as const;

const weigh = (release: ReleaseContent): Weighing | null => {
  const weighing = weighingOf(release, ROOT, GROUP);
  return 'reason' in weighing ? null : weighing;
};

describe('places under changing scores', () => {
  it('are those that ranking anew gives', () => {
    const scores = fc.array(
      fc.integer({ min: 0, max: 5 }).map((score) => score / 3),
      {
        minLength: 6,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(fc.array(scores, { minLength: 1, maxLength: 5 }), (rounds) => {
        const place = createPlacer(6);
        const places = new Int32Array(6);
        for (const round of rounds) {
          place(Float64Array.from(round), places);
          expect([...places]).toEqual(rankScores(round, 'higher'));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are shared by scores that differ after their 12th digit alone', () => {
    const places = new Int32Array(3);
    createPlacer(3)(Float64Array.of(0.3, 0.1 + 0.2, 0.1), places);
    expect([...places]).toEqual([1, 1, 3]);
  });
});

describe('drawn weights', () => {
  it('lie within their bounds', () => {
    fc.assert(
      fc.property(aRandomRelease(), fc.nat(), (release, seed) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const weights = new Float64Array(weighing.nodes.length);
        drawWeights(weighing.nodes, createRandom(seed), weights);
        weighing.nodes.slice(1).forEach(({ least, most, weight }, at) => {
          expect(weights[at + 1]).toBeGreaterThanOrEqual(least);
          expect(weights[at + 1]).toBeLessThanOrEqual(most);
          expect(least).toBeLessThanOrEqual(weight ?? 0);
          expect(most).toBeGreaterThanOrEqual(weight ?? 0);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('give the engine’s own scores of an index with those weights', () => {
    fc.assert(
      fc.property(aRandomRelease(), fc.nat(), (release, seed) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const weights = new Float64Array(weighing.nodes.length);
        drawWeights(weighing.nodes, createRandom(seed), weights);
        const scores = new Float64Array(weighing.units.length);
        scoringOf(weighing, DRAWN_AS_GIVEN[0])(weights, scores);
        const expected = scoresOfEngine(release, weighing, weights);
        weighing.units.forEach((unit, at) => {
          const score = expected.get(unit) ?? -Infinity;
          if (score === -Infinity) expect(scores[at]).toBe(-Infinity);
          else expect(scores[at]).toBeCloseTo(score, 9);
        });
      }),
      { numRuns: 1000 },
    );
  });
});

/** Scores of the release's own index with other weights, siblings summing to what they did. */
function scoresOfEngine(release: ReleaseContent, { nodes }: Weighing, weights: Float64Array) {
  const totals = totalsOf(nodes);
  const drawnTotals = totalsOf(nodes.map((node, at) => ({ ...node, weight: weights[at] ?? 0 })));
  const weightOf = new Map(
    nodes.map(({ code, parentAt }, at) => [
      code,
      parentAt < 0
        ? null
        : ((weights[at] ?? 0) * (totals[parentAt] ?? 0)) / (drawnTotals[parentAt] ?? 1),
    ]),
  );
  return scoresWithWeights(release, weightOf);
}

describe('intervals of places', () => {
  it('are the same for a seed, and hold 90 % of the draws between their ends', () => {
    fc.assert(
      fc.property(aRandomRelease(), fc.nat(), (release, seed) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const drawn = drawIntervals(weighing, { seed, draws: 60 });
        expect(drawIntervals(weighing, { seed, draws: 60 })).toEqual(drawn);
        for (const unit of drawn.units) {
          const { low, median, high, bestDrawn, worstDrawn, shares } = unit;
          const ends = [1, bestDrawn, low, median, high, worstDrawn, weighing.units.length];
          expect(ends).toEqual(ends.toSorted((a, b) => a - b));
          const between = shares.slice(low - 1, high).reduce((sum, share) => sum + share, 0);
          expect(between).toBeGreaterThanOrEqual(0.9 - 1e-9);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          // What some weights take to nothing cannot be multiplied.
          if (isLinear(weighing)) expect(unit.placed).toBe(1);
          else expect(unit.placed).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are told of each scale and each rule for gaps as their draws alone tell them', () => {
    fc.assert(
      fc.property(aRandomRelease(), fc.nat(), (release, seed) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const { units, choices } = drawIntervals(weighing, { seed, draws: 60 });
        for (const unit of units) {
          for (const { low, median, high } of [...unit.byNormalisation, ...unit.byMissing]) {
            const ends = [unit.bestDrawn, low, median, high, unit.worstDrawn];
            expect(ends).toEqual(ends.toSorted((a, b) => a - b));
          }
          // Where all draws went one way, its span is the interval.
          const { low, median, high, byMissing } = unit;
          const isOneWay = new Set(choices.map(({ missing }) => missing)).size === 1;
          if (isOneWay) expect(byMissing).toEqual([{ missing: 'given', low, median, high }]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('of a scale in which one part counts for more lie where that part leads', () => {
    const root = aNode('root', null, { aggregate: 'mean', missing: 'renormalise' });
    const leaf = (at: number): WeighedNode => ({
      ...aNode(`l${at}`, 'root', { weight: 1, indicatorId: indicatorId(`l${at}`) }),
      ...{ parentAt: 0, least: 1, most: 1, leafAt: at },
    });
    const weighing: Weighing = {
      units: ['a', 'b', 'c'].map(unitId),
      ranks: [2, 3, 1],
      nodes: [{ ...root, parentAt: -1, least: 1, most: 1, leafAt: -1 }, leaf(0), leaf(1)],
      // As published the second part decides; from lowest to highest both count alike.
      leaves: [Float64Array.of(3, 0, 0), Float64Array.of(20, 0, 50)],
      assumed: false,
    };
    const [a] = drawIntervals(weighing, { draws: 300 }).units;
    const at = (normalisation: string, place: number) => ({
      ...{ normalisation, low: place, median: place, high: place },
    });
    expect(a?.byNormalisation).toEqual([at('given', 2), at('minmax', 1), at('zscore', 1)]);
  });

  it('are the published place alone where no weight can move and nothing else is drawn', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const nodes = weighing.nodes.map((node) => {
          const weight = node.parent === null ? 1 : (node.weight ?? 0);
          return { ...node, least: weight, most: weight };
        });
        const drawn = drawIntervals({ ...weighing, nodes }, { draws: 3, choices: DRAWN_AS_GIVEN });
        // What is exactly equal as published may differ in its last digits when summed otherwise.
        for (const { rank, bestDrawn, worstDrawn } of drawn.units) {
          expect([bestDrawn, worstDrawn]).toEqual([rank, rank]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('draw other scales only where nothing multiplies, and other rules only where somebody lacks', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const choices = choicesOf(weighing);
        const multiplies = weighing.nodes.some(({ aggregate }) => aggregate === 'geometric');
        const lacks = weighing.leaves.some((leaf) => leaf.some(Number.isNaN));
        expect(choices[0]).toEqual(DRAWN_AS_GIVEN[0]);
        expect(choices.some(({ normalisation }) => normalisation !== 'given')).toBe(!multiplies);
        expect(choices.some(({ missing }) => missing !== 'given')).toBe(lacks);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('units that lack a part', () => {
  /** Each unit is better than the next in all of three parts; the nine best lack the third. */
  function inOneOrder(): Weighing {
    const places = Array.from({ length: 20 }, (_, at) => at);
    const parts = [0, 1, 2];
    const rank = (at: number) => at + 1;
    const root = aNode('root', null, { aggregate: 'mean', missing: 'renormalise' });
    const leaf = (at: number): WeighedNode => ({
      ...aNode(`l${at}`, 'root', { weight: 1, indicatorId: indicatorId(`l${at}`) }),
      ...{ parentAt: 0, least: 1, most: 1, leafAt: at },
    });
    return {
      units: places.map((at) => unitId(`u${rank(at)}`)),
      ranks: places.map(rank),
      nodes: [{ ...root, parentAt: -1, least: 1, most: 1, leafAt: -1 }, ...parts.map(leaf)],
      leaves: parts.map((part) =>
        Float64Array.from(places, (at) => (part === 2 && at < 9 ? Number.NaN : 100 - at)),
      ),
      assumed: false,
    };
  }

  it('are left out of no draw, so that whoever is last in every one is told last', () => {
    const weighing = inOneOrder();
    // By what is given and what is shared out anew nobody overtakes anybody.
    const given = drawIntervals(weighing, {
      draws: 100,
      choices: DRAWN_AS_GIVEN,
    });
    for (const { rank, low, high } of given.units) expect([low, high]).toEqual([rank, rank]);
    const { units } = drawIntervals(weighing, { draws: 1000 });
    expect(units.at(-1)).toMatchObject({ rank: 20, low: 20, median: 20, high: 20, placed: 1 });
    expect(units.map(({ shares }) => shares.reduce((sum, share) => sum + share, 0))).toEqual(
      units.map(() => 1),
    );
  });

  it('are left out where a reader asks for that', () => {
    const weighing = inOneOrder();
    const choices = choicesOf(weighing).filter(({ missing }) => missing === 'exclude_unit');
    const { units } = drawIntervals(weighing, { draws: 100, choices });
    expect(units.map(({ placed }) => placed)).toEqual([
      ...new Array<number>(9).fill(0),
      ...new Array<number>(11).fill(1),
    ]);
  });
});

describe('what there is to weigh', () => {
  const [release] = fc.sample(aRandomRelease(), { numRuns: 1, seed: 11 });
  it.each([
    ['a counted figure', 'i0', 'not-composite'],
    ['a leaf', 'made:leaf0', 'not-composite'],
    ['a measure that is not there', 'made:none', 'not-composite'],
  ])('is nothing of %s', (_, measure, reason) => {
    if (!release) throw new Error('no release');
    expect(weighingOf(release, measure, GROUP)).toEqual({ reason });
  });
});
