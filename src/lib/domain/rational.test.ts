import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  countAllowed,
  countDemanded,
  divide,
  multiply,
  numberOf,
  rationalOf,
} from './rational.ts';

describe('rationalOf', () => {
  it.each([
    [0.3, 3n, 10n],
    [0, 0n, 1n],
    [1, 1n, 1n],
    [-0.25, -25n, 100n],
    [1e-7, 1n, 10_000_000n],
    [1.5e21, 1_500_000_000_000_000_000_000n, 1n],
  ])('takes %d as the decimal that was written', (value, numerator, denominator) => {
    expect(rationalOf(value)).toEqual({ numerator, denominator });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => rationalOf(value)).toThrow(RangeError);
  });

  it('gives back every number it was given, to 15 digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-9, max: 1e15 }), (value) => {
        expect(Math.abs(numberOf(rationalOf(value)) / value - 1)).toBeLessThan(1e-15);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('compares thirds that no float can hold', () => {
    const third = divide(rationalOf(1), rationalOf(3));
    expect(compare(multiply(third, rationalOf(3)), rationalOf(1))).toBe(0);
    expect(compare(third, rationalOf(0.3333333333333333))).toBe(1);
  });

  it('keeps the denominator positive, so that comparisons do not turn round', () => {
    expect(compare(divide(rationalOf(1), rationalOf(-2)), rationalOf(0))).toBe(-1);
  });

  it('refuses to divide by 0', () => {
    expect(() => divide(rationalOf(1), rationalOf(0))).toThrow(RangeError);
  });
});

describe('countDemanded', () => {
  it.each([
    [0.3, 100, 30],
    [0.3, 10, 3],
    [0.3, 1833, 550],
    [0.3, 0, 0],
    [0, 100, 0],
    [1, 85, 85],
    [0.1, 3, 1],
    [2 / 3, 3, 2],
    [0.7, 10, 7],
  ])('a share of %d asks for so many of %d: %d', (share, denominator, count) => {
    expect(countDemanded(share, denominator)).toBe(count);
  });

  it('is the smallest count that reaches the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(5000), (percent, denominator) => {
        const count = countDemanded(percent / 100, denominator);
        expect(count * 100).toBeGreaterThanOrEqual(percent * denominator);
        expect((count - 1) * 100).toBeLessThan(percent * denominator);
      }),
    );
  });
});

describe('countAllowed', () => {
  it.each([
    [0.1, 55, 5],
    [0.1, 50, 5],
    [0.3, 10, 3],
    [2 / 3, 3, 2],
    [0, 9, 0],
  ])('of %d, %d things allow %d', (share, denominator, count) => {
    expect(countAllowed(share, denominator)).toBe(count);
  });
});
