import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure } from '../indicator.ts';
import { checkHistory, compareSources, isJump } from './history.ts';

describe('a jump', () => {
  it.each<[string, Measure, number, number[], boolean]>([
    ['is far above what a steady unit does', 'share', 0.6, [0.1, 0.11, 0.13, 0.14], true],
    ['is far below it as well', 'share', 0.1, [0.5, 0.51, 0.53, 0.54], true],
    ['is not told of three periods', 'share', 0.9, [0.1, 0.11, 0.12], false],
    ['is none within the floor', 'share', 0.3, [0.1, 0.1, 0.1, 0.1], false],
    ['is above the floor where nothing ever moved', 'share', 0.31, [0.1, 0.1, 0.1, 0.1], true],
    ['is none where such changes are usual', 'share', 0.8, [0.1, 0.35, 0.15, 0.5], false],
    ['is a count that trebles after years of calm', 'count', 3000, [900, 950, 980, 1000], true],
    ['is no count that doubles as ever', 'count', 16000, [1000, 2000, 4000, 8000], false],
    ['is none of a flag', 'flag', 1, [0, 0, 0, 0], false],
    [
      'is not hidden by one odd period before',
      'share',
      0.9,
      [0.1, 0.11, 0.9, 0.12, 0.13, 0.14],
      true,
    ],
  ])('%s', (_rule, measure, value, past, expected) => {
    expect(isJump(measure, value, past)).toBe(expected);
  });

  it('does not depend on the order in which earlier figures are read', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    const past = fc.array(value, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(value, past, (now, values) => {
        const figures = values.map((each, at) => ({ period: `2019-Q${at}`, value: each }));
        const figure = { indicator: 'share_l4', measure: 'share' as const, value: now };
        const told = checkHistory(figure, figures);
        expect(checkHistory(figure, figures.toReversed())).toEqual(told);
        expect(told.every(({ rule }) => rule.severity === 'flag')).toBe(true);
      }),
    );
  });
});

describe('a figure beside its history', () => {
  it('is flagged where a platform that was there is there no longer', () => {
    const past = [{ period: '2020-Q1', value: 1 }];
    const lost = checkHistory({ indicator: 'lgsp', measure: 'flag', value: 0 }, past);
    expect(lost).toMatchObject([{ rule: { id: 'flag-withdrawn' }, field: 'lgsp' }]);
    expect(checkHistory({ indicator: 'lgsp', measure: 'flag', value: 1 }, past)).toEqual([]);
  });
});

describe('two sources of one figure', () => {
  it.each<[Measure, number, number, number]>([
    ['share', 0.3, 0.304, 0],
    ['share', 0.3, 0.306, 1],
    ['count', 1000, 1010, 0],
    ['count', 1000, 1011, 1],
    ['flag', 0, 1, 1],
  ])('of a %s, %d and %d, disagree: %d', (measure, value, other, findings) => {
    const now = { indicator: 'x', measure, value };
    expect(compareSources(now, [{ sourceId: 'b', value: other }])).toHaveLength(findings);
  });
});
