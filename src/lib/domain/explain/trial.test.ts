import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aRandomRelease,
  GROUP,
  ROOT,
  scoresWithWeights,
} from '../../../../tests/helpers/random-release.ts';
import { rankScores } from '../rank.ts';
import type { ReleaseContent } from '../release.ts';
import { drawIntervals } from './rank-interval.ts';
import { pillarsOf, tryOut, weightShares, type Trial } from './trial.ts';
import { weighingOf, type Weighing } from './weighing.ts';

const DRAWS = 40;
const AS_PUBLISHED: Trial = {
  weights: new Map(),
  move: null,
  normalisation: null,
  missing: null,
  draws: DRAWS,
};

function weigh(release: ReleaseContent): Weighing | null {
  const weighing = weighingOf(release, ROOT, GROUP);
  return 'reason' in weighing ? null : weighing;
}

function tried(weighing: Weighing, trial: Partial<Trial>) {
  const answer = tryOut(weighing, { ...AS_PUBLISHED, ...trial });
  if ('reason' in answer) throw new Error(answer.reason);
  return answer.units;
}

describe('a trial of weights', () => {
  it('gives the published places and intervals where nothing is changed', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const drawn = drawIntervals(weighing, { draws: DRAWS });
        expect(
          tried(weighing, {}).map(({ unitId, rank, interval }) => ({ unitId, rank, ...interval })),
        ).toEqual(
          drawn.units.map(({ unitId, rank, low, median, high }) => {
            return { unitId, rank, low, median, high };
          }),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('ranks as the engine does with those weights, nought among them, and keeps the sum of weights', () => {
    const weight = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(aRandomRelease(), weight, weight, (release, first, second) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null && first + second > 0);
        const pillars = pillarsOf(weighing);
        expect(pillars.map(({ code }) => code)).toEqual(['pillar0', 'pillar1']);
        const weights = new Map([
          ['pillar0', first],
          ['pillar1', second],
        ]);
        const published = pillars.reduce((sum, pillar) => sum + pillar.weight, 0);
        const scale = published / (first + second);
        const weightOf = new Map(weighing.nodes.map(({ code, weight: own }) => [code, own]));
        for (const [code, own] of weights) weightOf.set(code, own * scale);
        const scores = scoresWithWeights(release, weightOf);
        const expected = weighing.units.map((unit) => {
          const score = scores.get(unit) ?? -Infinity;
          return score === -Infinity ? null : score;
        });
        const units = tried(weighing, { weights, normalisation: 'given', missing: 'given' });
        expect(units.map(({ rank }) => rank)).toEqual(rankScores(expected, 'higher'));
        units.forEach(({ score }, at) => {
          if (expected[at] === null) expect(score).toBeNull();
          else expect(score).toBeCloseTo(expected[at] ?? Number.NaN, 9);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('has intervals of one place, its own, where nothing may move and one way is chosen', () => {
    fc.assert(
      fc.property(aRandomRelease(), fc.integer({ min: 1, max: 9 }), (release, weight) => {
        const weighing = weigh(release);
        fc.pre(weighing !== null);
        const weights = new Map([['pillar0', weight]]);
        const still = { move: 0, normalisation: 'given', missing: 'given', draws: 2 } as const;
        for (const { rank, interval } of tried(weighing, { weights, ...still })) {
          expect([interval?.low, interval?.high]).toEqual([rank, rank]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  const [weighing] = fc
    .sample(aRandomRelease({ units: ['a', 'b', 'c', 'd'] }), { numRuns: 500, seed: 3 })
    .flatMap((release) => weigh(release) ?? [])
    .filter(({ nodes, leaves }) => {
      const multiplies = nodes.some(({ aggregate }) => aggregate === 'geometric');
      const lacks = leaves.some((leaf) => leaf.some(Number.isNaN));
      return lacks && !multiplies && nodes.some(({ missing }) => missing === 'zero');
    });

  it('is refused where all weigh nothing, and where the ways chosen do not go together', () => {
    if (!weighing) throw new Error('no weighing');
    const none = new Map(pillarsOf(weighing).map(({ code }) => [code, 0]));
    expect(tryOut(weighing, { ...AS_PUBLISHED, weights: none })).toEqual({ reason: 'no-weight' });
    // A gap that counts as 0 has no sense on a scale whose 0 is the average.
    expect(
      tryOut(weighing, { ...AS_PUBLISHED, normalisation: 'zscore', missing: 'given' }),
    ).toEqual({ reason: 'no-choice' });
  });

  it('leaves out who lacks a part where that is chosen', () => {
    if (!weighing) throw new Error('no weighing');
    const units = tried(weighing, { missing: 'exclude_unit' });
    units.forEach(({ score, rank, interval }, at) => {
      const lacks = weighing.leaves.some((leaf) => Number.isNaN(leaf[at]));
      expect([score === null, rank === null, interval === null]).toEqual([lacks, lacks, lacks]);
    });
  });

  it('lets a pillar weigh from nothing to all, and within its own ends where the index has them', () => {
    if (!weighing) throw new Error('no weighing');
    const [first, second] = pillarsOf(weighing);
    const all = (first?.weight ?? 0) + (second?.weight ?? 0);
    expect([first?.least, first?.most]).toEqual([0, all]);
    const nodes = weighing.nodes.map((node) =>
      node.code === 'pillar1' ? { ...node, weightMin: 1, weightMax: 12, least: 1, most: 12 } : node,
    );
    expect(pillarsOf({ ...weighing, nodes })[1]).toMatchObject({ least: 1, most: 12 });
  });
});

describe('the parts that weights have', () => {
  it.each([
    [
      [40, 30, 20, 10],
      [0.4, 0.3, 0.2, 0.1],
    ],
    [
      [40, 60, 20, 10],
      [0.308, 0.461, 0.154, 0.077],
    ],
    [
      [1, 1, 1],
      [0.334, 0.333, 0.333],
    ],
    [
      [0, 5],
      [0, 1],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ])('of %j are %j', (weights, parts) => {
    expect(weightShares(weights)).toEqual(parts);
  });
  it('sum to the whole and are within a thousandth of what they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (weights) => {
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(all > 0);
        const parts = weightShares(weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
        parts.forEach((part, at) => {
          expect(Math.abs(part - (weights[at] ?? 0) / all)).toBeLessThan(0.001);
        });
      }),
    );
  });
});
