import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, Normalise } from './indicator.ts';
import { isScored } from './missing.ts';
import { normaliseFigure, spreadOf, type LeafRule } from './normalise.ts';

const rule = (
  normalise: Normalise,
  direction: Direction = 'higher',
  ends: [number, number] | null = null,
): LeafRule => ({ normalise, direction, min: ends?.[0] ?? null, max: ends?.[1] ?? null });

const GROUP = spreadOf([2, 4, 4, 4, 5, 5, 7, 9]);

describe('spreadOf', () => {
  it('takes the standard deviation of a sample', () => {
    expect(GROUP).toEqual({ lowest: 2, highest: 9, mean: 5, deviation: Math.sqrt(32 / 7) });
  });

  it('is nothing for a group without figures, and without spread for one figure', () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf([3])).toEqual({ lowest: 3, highest: 3, mean: 3, deviation: 0 });
  });

  it('does not depend on the order of the figures', () => {
    const figures = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(figures, (given) => {
        expect(spreadOf(given.toReversed())).toEqual(spreadOf(given));
      }),
    );
  });
});

describe('normaliseFigure', () => {
  it.each([
    ['none keeps the figure', rule('none'), 0.42, 0.42],
    ['none is not turned round', rule('none', 'lower'), 0.42, 0.42],
    ['goalposts', rule('goalposts', 'higher', [0, 1]), 0.25, 25],
    ['goalposts at the lower end', rule('goalposts', 'higher', [10, 20]), 10, 0],
    ['goalposts at the upper end', rule('goalposts', 'higher', [10, 20]), 20, 100],
    ['goalposts held at 0', rule('goalposts', 'higher', [10, 20]), 5, 0],
    ['goalposts held at 100', rule('goalposts', 'higher', [10, 20]), 25, 100],
    ['goalposts turned round', rule('goalposts', 'lower', [10, 20]), 12, 80],
    ['goalposts turned round and held', rule('goalposts', 'lower', [10, 20]), 30, 0],
    ['goalposts without a better end', rule('goalposts', 'none', [0, 10]), 4, 40],
    ['minmax of the group', rule('minmax'), 5.5, 50],
    ['minmax of the lowest', rule('minmax'), 2, 0],
    ['minmax of the highest', rule('minmax'), 9, 100],
    ['minmax turned round', rule('minmax', 'lower'), 9, 0],
    ['zscore of the mean', rule('zscore'), 5, 0],
    ['zscore above', rule('zscore'), 7, 2 / Math.sqrt(32 / 7)],
    ['zscore turned round', rule('zscore', 'lower'), 7, -2 / Math.sqrt(32 / 7)],
    ['zscore of the mean turned round is 0, not minus 0', rule('zscore', 'lower'), 5, 0],
  ])('%s', (_, given, figure, score) => {
    expect(normaliseFigure(given, figure, GROUP, null)).toEqual({ score });
  });

  it.each([
    ['half of a target', '>=', 0.3, 0.15, 50],
    ['more than a target is held at 100', '>=', 0.3, 0.6, 100],
    ['nothing', '>=', 0.3, 0, 0],
    ['a target of 0 is reached by 0', '>=', 0, 0, 100],
    ['below 0 is held at 0', '>=', 0.3, -0.1, 0],
    ['at most: reached', '<=', 5, 4, 100],
    ['at most: twice as much', '<=', 5, 10, 50],
    ['at most nothing: missed', '<=', 0, 2, 0],
    ['a multiple of the baseline is held against what it comes to', 'x', 0.5, 0.25, 50],
  ] as const)('against a target: %s', (_, operator, value, figure, score) => {
    const demand = { operator, value };
    expect(normaliseFigure(rule('target'), figure, GROUP, demand)).toEqual({ score });
  });

  it.each([
    ['minmax of equal figures', rule('minmax'), 'no-spread'],
    ['zscore of equal figures', rule('zscore'), 'no-spread'],
    ['goalposts at one place', rule('goalposts', 'higher', [1, 1]), 'no-spread'],
    ['a target that is not there', rule('target'), 'no-target'],
  ] as const)('does not score %s', (_, given, missing) => {
    // The mean of three times 0.1 is not 0.1 in floats; there still is no spread.
    expect(normaliseFigure(given, 0.1, spreadOf([0.1, 0.1, 0.1]), null)).toEqual({ missing });
  });

  it('refuses goalposts without ends', () => {
    expect(() => normaliseFigure(rule('goalposts'), 1, GROUP, null)).toThrow(RangeError);
  });

  it('stays within 0 and 100, and rises with the figure', () => {
    const figures = fc.array(fc.integer({ min: -1000, max: 1000 }), {
      minLength: 2,
      maxLength: 20,
    });
    const bounded = fc.constantFrom(rule('goalposts', 'higher', [-10, 500]), rule('minmax'));
    fc.assert(
      fc.property(figures, bounded, (group, given) => {
        const spread = spreadOf(group);
        const scores = group
          .toSorted((a, b) => a - b)
          .map((figure) => normaliseFigure(given, figure, spread, null))
          .filter(isScored)
          .map((scored) => scored.score);
        expect(scores).toEqual(scores.toSorted((a, b) => a - b));
        expect(scores.every((score) => score >= 0 && score <= 100)).toBe(true);
      }),
    );
  });

  it('turned round, the two scores of a figure add up to 100', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 150 }), (figure) => {
        const up = normaliseFigure(rule('goalposts', 'higher', [0, 100]), figure, null, null);
        const down = normaliseFigure(rule('goalposts', 'lower', [0, 100]), figure, null, null);
        expect(isScored(up) && isScored(down) && up.score + down.score).toBe(100);
      }),
    );
  });
});
