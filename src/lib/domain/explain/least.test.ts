import { describe, expect, it } from 'vitest';
import { leastReaching } from './least.ts';

describe('leastReaching', () => {
  it.each([
    [0, 10, 0],
    [7, 10, 7],
    [10, 10, 10],
    [11, 10, null],
    [0, 0, 0],
    [1, 0, null],
    [123_457, 1_000_000, 123_457],
  ])('finds the first number that reaches: from %i, up to %i', (from, most, least) => {
    for (const isMonotone of [true, false]) {
      expect(leastReaching((number) => number >= from, most, isMonotone)).toBe(least);
    }
  });

  it('tries small numbers one by one where going further may undo it', () => {
    const reaches = (number: number): boolean => number === 3 || number >= 9;
    expect(leastReaching(reaches, 20, false)).toBe(3);
    expect(leastReaching(reaches, 5, false)).toBe(3);
  });
});
