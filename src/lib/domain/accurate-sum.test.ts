import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accurateSquares, accurateSum } from './accurate-sum.ts';

describe('accurateSum', () => {
  it.each([
    ['nothing', [], 0],
    ['what is there', [1, Number.NaN, 2], 3],
    ['what rounding would swallow', [1e16, 1, -1e16], 1],
    ['tenths', [0.1, 0.2, 0.3, -0.6], 2 ** -55],
  ] as const)('adds %s', (_, numbers, sum) => {
    expect(accurateSum(numbers)).toBe(sum);
  });

  it('adds squares of distances', () => {
    expect(accurateSquares([1, Number.NaN, 4, 2], 2)).toBe(5);
  });

  it('keeps what is left where large numbers cancel', () => {
    const numbers = [-999999.9999999984, 1e-20, 999999.9999999986, -999999.9999999987];
    const last = 999999.9999999985;
    for (const given of [
      [...numbers, last],
      [last, ...numbers.toReversed()],
    ]) {
      expect(accurateSum(given)).toBe(1e-20);
    }
  });

  it('does not feel the order, but for the last digit', () => {
    const number = fc
      .double({ min: -1e6, max: 1e6, noNaN: true })
      .filter((each) => each === 0 || Math.abs(each) > 1e-20);
    const numbers = fc.array(number, { minLength: 2 });
    fc.assert(
      fc.property(numbers, (given) => {
        const sorted = given.toSorted((a, b) => a - b);
        const [sum, other] = [given, sorted].map(accurateSum);
        expect(Math.abs(sum! - other!)).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(sum!));
      }),
      { numRuns: 1000 },
    );
  });
});
