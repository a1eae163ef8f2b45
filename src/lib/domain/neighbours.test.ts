import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadersAndNeighbours, moreToLevel } from './neighbours.ts';

describe('leaders and neighbours', () => {
  const order = Array.from('abcdefghijkl');
  it.each([
    ['h', 'abcefghijk'],
    ['a', 'abcd'],
    ['d', 'abcdefg'],
    ['l', 'abcijkl'],
    ['z', ''],
  ])('of %s are %s', (own, expected) => {
    expect([...leadersAndNeighbours(order, own)].sort().join('')).toBe(expected);
  });
});

describe('what is lacking to another', () => {
  it.each([
    [110, 2045, 6, 100, 13],
    [1, 3, 1, 3, 0],
    [1, 3, 2, 6, 0],
    [0, 3, 1, 3, 1],
    [5, 10, 1, 10, 0],
    [0, 7, 7, 7, 7],
  ])('of %i/%i to %i/%i is %i', (n, d, N, D, more) => {
    const [own, other] = [
      { numerator: n, denominator: d },
      { numerator: N, denominator: D },
    ];
    expect(moreToLevel(own, other)).toBe(more);
  });

  const counts = fc
    .integer({ min: 1, max: 3000 })
    .chain((denominator) =>
      fc.integer({ min: 0, max: denominator }).map((numerator) => ({ numerator, denominator })),
    );
  it('is enough, and one fewer is not', () => {
    fc.assert(
      fc.property(counts, counts, (own, other) => {
        const more = moreToLevel(own, other);
        const reaches = (k: number) =>
          (own.numerator + k) * other.denominator >= other.numerator * own.denominator;
        expect(reaches(more)).toBe(true);
        expect(more === 0 || !reaches(more - 1)).toBe(true);
      }),
    );
  });
});
