import { describe, expect, it } from 'vitest';
import { medianOf } from './indicators-view.ts';

describe('medianOf', () => {
  const cases: [string, number[], number | null][] = [
    ['takes the one in the middle of an odd number', [1, 2, 9], 2],
    ['takes the mean of the two in the middle of an even number', [1, 2, 4, 9], 3],
    ['is the figure itself where there is one', [7], 7],
    ['is null where there is none', [], null],
  ];
  it.each(cases)('%s', (_rule, sorted, median) => {
    expect(medianOf(sorted)).toBe(median);
  });
});
