import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTenths, ORDERS, sharesOf, WORLDS } from './shapley.ts';

/** All orders of six causes. */
function ordersOf(causes: readonly number[]): number[][] {
  if (causes.length === 0) return [[]];
  return causes.flatMap((first) =>
    ordersOf(causes.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

const ALL_ORDERS = ordersOf([0, 1, 2, 3, 4, 5]);
const values = fc.array(fc.integer({ min: -90, max: 90 }), {
  minLength: WORLDS,
  maxLength: WORLDS,
});
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('the shares of six causes', () => {
  it('are what each changes, summed over all 720 orders', () => {
    expect(ALL_ORDERS).toHaveLength(ORDERS);
    fc.assert(
      fc.property(values, (value) => {
        const shares = [0, 0, 0, 0, 0, 0];
        for (const order of ALL_ORDERS) {
          let world = 0;
          for (const cause of order) {
            const next = world | (1 << cause);
            shares[cause] = (shares[cause] ?? 0) + (value[next] ?? 0) - (value[world] ?? 0);
            world = next;
          }
        }
        expect(sharesOf((world) => value[world] ?? 0)).toEqual(shares);
      }),
      { numRuns: 200 },
    );
  });

  it('sum to the whole, exact and rounded', () => {
    fc.assert(
      fc.property(values, (value) => {
        const shares = sharesOf((world) => value[world] ?? 0);
        const whole = (value[WORLDS - 1] ?? 0) - (value[0] ?? 0);
        expect(sum(shares)).toBe(ORDERS * whole);
        expect(sum(inTenths(shares))).toBe(10 * whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('rounded are never a tenth away, nor other than 0 where they are 0', () => {
    fc.assert(
      fc.property(values, (value) => {
        const shares = sharesOf((world) => value[world & ~4] ?? 0);
        const tenths = inTenths(shares);
        expect(shares[2]).toBe(0);
        expect(tenths[2]).toBe(0);
        tenths.forEach((part, at) => {
          expect(Math.abs(part - ((shares[at] ?? 0) * 10) / ORDERS)).toBeLessThan(1);
        });
        expect(inTenths(shares.map((share) => -share + 0))).toEqual(tenths.map((n) => -n + 0));
      }),
      { numRuns: 1000 },
    );
  });
});
