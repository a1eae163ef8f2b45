import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binsOf, medianOf } from './bins.ts';

describe('figures by step', () => {
  it('are counted over round steps, and no step between is left out', () => {
    expect(binsOf([40, 60, 100])).toEqual([
      { from: 40, to: 50, units: 1 },
      { from: 50, to: 60, units: 0 },
      { from: 60, to: 70, units: 1 },
      { from: 70, to: 80, units: 0 },
      { from: 80, to: 90, units: 0 },
      { from: 90, to: 100, units: 0 },
      { from: 100, to: 110, units: 1 },
    ]);
  });
  it('are one step where all are equal, and none where there are none', () => {
    expect(binsOf([7, 7])).toEqual([{ from: 7, to: 7, units: 2 }]);
    expect(binsOf([])).toEqual([]);
  });
  it('are one step where no more than what additions leave tells them apart', () => {
    expect(binsOf([0.1 + 0.2, 0.3])).toEqual([{ from: 0.3, to: 0.3, units: 2 }]);
  });
  it('lie within their steps, each in one, in no more than twelve', () => {
    const figure = fc
      .double({ min: -1000, max: 1000, noNaN: true })
      .map((x) => Math.round(x * 1e4) / 1e4);
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 80 }), (figures) => {
        const bins = binsOf(figures);
        expect(bins.reduce((sum, { units }) => sum + units, 0)).toBe(figures.length);
        expect(bins.length).toBeLessThanOrEqual(12);
        const width = Math.max(...figures) - Math.min(...figures);
        const near = 1e-6 * Math.max(width, 1);
        for (const { from, to, units } of bins) {
          const within = figures.filter((each) => each > from - near && each < to + near);
          expect(within.length).toBeGreaterThanOrEqual(units);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it.each<[number[], number | null]>([
  [[], null],
  [[5], 5],
  [[9, 1], 5],
  [[9, 1, 2], 2],
  [[4, 3, 2, 1], 2.5],
])('the middle of %j is %j', (figures, middle) => {
  expect(medianOf(figures)).toBe(middle);
});
