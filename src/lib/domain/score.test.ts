import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNode } from '../../../tests/helpers/engine-cases.ts';
import { indicatorId, type Aggregate, type IndexVersion, type MissingPolicy } from './indicator.ts';
import type { Column } from './column.ts';
import { isScored, type Scored } from './missing.ts';
import { aggregateColumns, scoredAt, scoreTree, versionOn } from './score.ts';

const child = (weight: number, score: number | null) => ({
  weight,
  scored: (score === null ? { missing: 'no-reply' } : { score }) satisfies Scored,
});

const columnOf = (scored: Scored): Column =>
  isScored(scored)
    ? { values: Float64Array.of(scored.score), missing: new Map() }
    : { values: Float64Array.of(Number.NaN), missing: new Map([[0, scored.missing]]) };

/** The score of one unit's node. */
const aggregateChildren = (
  aggregate: Aggregate,
  policy: MissingPolicy,
  children: readonly { weight: number; scored: Scored }[],
): Scored => {
  const columns = children.map(({ weight, scored }) => ({ weight, column: columnOf(scored) }));
  return scoredAt(aggregateColumns(aggregate, policy, columns, 1), 0);
};

const FULL = [child(3, 80), child(1, 40)];
const HOLED = [child(3, 80), child(1, null)];
const EMPTY = [child(3, null), child(1, null)];

const score = (value: number): Scored => ({ score: value });
const gone: Scored = { missing: 'child-missing' };

describe('aggregateColumns', () => {
  it.each([
    ['sum', 'exclude_unit', FULL, score(280)],
    ['sum', 'exclude_unit', HOLED, gone],
    ['sum', 'renormalise', FULL, score(280)],
    ['sum', 'renormalise', HOLED, score(320)],
    ['sum', 'renormalise', EMPTY, gone],
    ['sum', 'zero', HOLED, score(240)],
    ['sum', 'zero', EMPTY, score(0)],
    ['mean', 'exclude_unit', FULL, score(70)],
    ['mean', 'exclude_unit', HOLED, gone],
    ['mean', 'renormalise', HOLED, score(80)],
    ['mean', 'zero', HOLED, score(60)],
    ['geometric', 'exclude_unit', [child(1, 4), child(1, 9)], score(6)],
    ['geometric', 'exclude_unit', [child(1, 4), child(1, null)], gone],
    ['geometric', 'renormalise', [child(1, 4), child(1, null)], score(4)],
    ['geometric', 'zero', [child(1, 4), child(1, null)], { missing: 'non-positive' }],
    ['geometric', 'exclude_unit', [child(1, 4), child(1, 0)], { missing: 'non-positive' }],
    ['geometric', 'exclude_unit', [child(1, 4), child(1, -1)], { missing: 'non-positive' }],
  ] as [Aggregate, MissingPolicy, typeof FULL, Scored][])(
    '%s, %s',
    (aggregate, policy, children, expected) => {
      const scored = aggregateChildren(aggregate, policy, children);
      if (isScored(expected)) {
        expect(isScored(scored) && scored.score).toBeCloseTo(expected.score, 12);
      } else expect(scored).toEqual(expected);
    },
  );

  it('weights that weigh nothing give no score', () => {
    expect(aggregateChildren('mean', 'exclude_unit', [child(0, 5)])).toEqual(gone);
  });

  const children = fc.array(
    fc.record({
      weight: fc.integer({ min: 1, max: 20 }),
      scored: fc.record({ score: fc.integer({ min: 1, max: 100 }) }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const averages = fc.constantFrom<Aggregate>('mean', 'geometric');
  const scoreOf = (scored: Scored): number => (isScored(scored) ? scored.score : Number.NaN);

  it('a mean lies between the lowest and the highest child, whatever the weights', () => {
    fc.assert(
      fc.property(children, averages, (given, aggregate) => {
        const scores = given.map((each) => each.scored.score);
        const mean = scoreOf(aggregateChildren(aggregate, 'exclude_unit', given));
        expect(mean).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...scores) + 1e-9);
      }),
    );
  });

  it('the parts of a sum add up to the whole', () => {
    fc.assert(
      fc.property(children, (given) => {
        const parts = given.map((each) =>
          scoreOf(aggregateChildren('sum', 'exclude_unit', [each])),
        );
        const whole = scoreOf(aggregateChildren('sum', 'exclude_unit', given));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 9);
      }),
    );
  });

  it('never falls when a child rises', () => {
    const aggregates = fc.constantFrom<Aggregate>('sum', 'mean', 'geometric');
    fc.assert(
      fc.property(children, aggregates, fc.nat(), (given, aggregate, seed) => {
        const risen = given.map((each, place) =>
          place === seed % given.length
            ? { ...each, scored: { score: each.scored.score + 5 } }
            : each,
        );
        const before = scoreOf(aggregateChildren(aggregate, 'exclude_unit', given));
        expect(scoreOf(aggregateChildren(aggregate, 'exclude_unit', risen))).toBeGreaterThan(
          before,
        );
      }),
    );
  });

  it('a mean does not feel the scale of its weights', () => {
    fc.assert(
      fc.property(children, averages, (given, aggregate) => {
        const heavier = given.map((each) => ({ ...each, weight: each.weight * 7 }));
        expect(scoreOf(aggregateChildren(aggregate, 'exclude_unit', heavier))).toBeCloseTo(
          scoreOf(aggregateChildren(aggregate, 'exclude_unit', given)),
          9,
        );
      }),
    );
  });
});

const leaf = (code: string, parent: string, weight: number) =>
  aNode(code, parent, { weight, indicatorId: indicatorId(code), normalise: 'none' });
const inner = (
  code: string,
  parent: string | null,
  missing: MissingPolicy,
  weight: number | null,
) => aNode(code, parent, { weight, aggregate: 'mean', missing });

const TREE: IndexVersion = {
  code: 'tiendo',
  version: '1',
  validFrom: '2019-01-01',
  validTo: '2020-12-31',
  nodes: [
    inner('root', null, 'exclude_unit', null),
    inner('use', 'root', 'renormalise', 30),
    inner('provision', 'root', 'exclude_unit', 70),
    leaf('a', 'use', 1),
    leaf('b', 'use', 1),
    leaf('c', 'provision', 1),
  ],
};

describe('scoreTree', () => {
  const scoresOf = (figures: Record<string, number>) =>
    scoreTree(TREE, (node) => {
      const figure = figures[node.code];
      return figure === undefined ? { missing: 'no-reply' } : { score: figure };
    });

  it('scores every node from the leaves up', () => {
    expect(Object.fromEntries(scoresOf({ a: 40, b: 60, c: 10 }))).toEqual({
      a: { score: 40 },
      b: { score: 60 },
      c: { score: 10 },
      use: { score: 50 },
      provision: { score: 10 },
      root: { score: 22 },
    });
  });

  it('applies to each node its own rule for what is missing', () => {
    const scores = scoresOf({ a: 40, c: 10 });
    expect(scores.get('use')).toEqual({ score: 40 });
    expect(scores.get('b')).toEqual({ missing: 'no-reply' });
    expect(scoresOf({ a: 40, b: 60 }).get('root')).toEqual({ missing: 'child-missing' });
  });

  it('refuses an inner node without a rule', () => {
    const nodes = [aNode('root', null)];
    expect(() => scoreTree({ ...TREE, nodes }, () => ({ score: 1 }))).toThrow(RangeError);
  });
});

describe('versionOn', () => {
  const next = { ...TREE, version: '2', validFrom: '2021-01-01', validTo: null };
  it.each([
    ['2018-12-31', undefined],
    ['2019-01-01', '1'],
    ['2020-12-31', '1'],
    ['2021-01-01', '2'],
    ['2030-12-31', '2'],
  ])('on %s the version is %s', (day, version) => {
    expect(versionOn([TREE, next], 'tiendo', day)?.version).toBe(version);
  });

  it('does not take the version of another index', () => {
    expect(versionOn([TREE], 'papi', '2020-01-01')).toBeNull();
  });
});
