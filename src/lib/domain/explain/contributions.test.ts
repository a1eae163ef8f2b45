import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aFigure,
  aMember,
  anIndicator,
  aNode,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { aRandomRelease, ROOT } from '../../../../tests/helpers/random-release.ts';
import { buildRelease } from '../build-release.ts';
import type { IndexNode } from '../indicator.ts';
import { periodOf } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import { unitId } from '../unit.ts';
import { contributionsOf } from './contributions.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('the points of an index', () => {
  it('of all leaves sum to the score, and those of a pillar to its own', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        for (const { id } of release.rules.units) {
          const lines = contributionsOf(release, id, 'made');
          const score = rowOf(release, id, ROOT)?.score ?? null;
          expect(lines === null).toBe(score === null);
          if (!lines || score === null) continue;
          const leaves = lines.filter(({ indicator }) => indicator !== null);
          const size = 1 + sum(leaves.map(({ points }) => Math.abs(points)));
          expect(sum(leaves.map(({ points }) => points)) / size).toBeCloseTo(score / size, 9);
          for (const line of lines) {
            const below = lines.filter(({ parent }) => parent === line.code);
            if (below.length === 0) continue;
            expect(sum(below.map(({ points }) => points)) / size).toBeCloseTo(
              line.points / size,
              9,
            );
            if (line.score === null) continue;
            expect(line.points / size).toBeCloseTo((line.score * line.weight) / size, 9);
          }
          for (const { points, most, weight } of leaves) {
            expect(weight).toBeGreaterThanOrEqual(0);
            if (most !== null) expect(points).toBeLessThanOrEqual(most + 1e-9);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  const points = (code: string, given = {}) => anIndicator(code, { measure: 'score', ...given });
  const INDICATORS = [points('a'), points('b'), points('c')];
  const leaf = (code: string, parent: string, given: Partial<IndexNode>) =>
    aNode(code, parent, {
      indicatorId: points(code).id,
      normalise: 'goalposts',
      min: 0,
      max: 1,
      ...given,
    });
  const linesOf = (nodes: IndexNode[], figures: Record<string, number>) => {
    const release = buildRelease({
      rules: theRules({
        units: [aMember('u', 'provinces')],
        indicators: INDICATORS,
        indices: [{ code: 'ix', version: '1', validFrom: null, validTo: null, nodes }],
      }),
      period: periodOf('2020-Q1'),
      observations: Object.entries(figures).map(([code, value]) =>
        aFigure('u', code, '2020-Q1', value),
      ),
      previous: null,
      releasedOn: '2020-04-25',
    });
    return contributionsOf(release, unitId('p-u'), 'ix')?.map(
      ({ code, weight, points: brought, most }) => [code, weight, brought, most],
    );
  };

  it('are the weight in the whole times the score, down the tree', () => {
    const mean = { aggregate: 'mean', missing: 'exclude_unit' } as const;
    const nodes = [
      aNode('ix', null, mean),
      aNode('p', 'ix', { weight: 3, ...mean }),
      leaf('c', 'ix', { weight: 1 }),
      leaf('a', 'p', { weight: 1 }),
      leaf('b', 'p', { weight: 1 }),
    ];
    expect(linesOf(nodes, { a: 0.8, b: 0.4, c: 1 })).toEqual([
      ['ix', 1, 70, 100],
      ['p', 0.75, 45, 75],
      ['a', 0.375, 30, 37.5],
      ['b', 0.375, 15, 37.5],
      ['c', 0.25, 25, 25],
    ]);
  });

  it.each([
    [
      'renormalise',
      [
        ['ix', 1, 60, 100],
        ['a', 1, 60, 100],
        ['b', 0, 0, null],
      ],
    ],
    [
      'zero',
      [
        ['ix', 1, 30, 100],
        ['a', 0.5, 30, 50],
        ['b', 0.5, 0, 50],
      ],
    ],
  ] as const)('of a missing part follow the rule %s', (missing, expected) => {
    const nodes = [
      aNode('ix', null, { aggregate: 'mean', missing }),
      leaf('a', 'ix', { weight: 2 }),
      leaf('b', 'ix', { weight: 2 }),
    ];
    const lines = linesOf(nodes, { a: 0.6 })?.filter(([code]) => code !== 'ix');
    expect(lines).toEqual(expected.slice(1));
  });

  it('of a geometric mean share it by weight, and have no most of their own', () => {
    const nodes = [
      aNode('ix', null, { aggregate: 'geometric', missing: 'exclude_unit' }),
      leaf('a', 'ix', { weight: 1 }),
      leaf('b', 'ix', { weight: 1 }),
    ];
    expect(
      linesOf(nodes, { a: 0.9, b: 0.4 })?.map(([, , brought, most]) => [brought, most]),
    ).toEqual([
      [expect.closeTo(60, 9), null],
      [expect.closeTo(30, 9), null],
      [expect.closeTo(30, 9), null],
    ]);
  });
});
