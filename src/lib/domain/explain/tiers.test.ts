import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitId } from '../unit.ts';
import { tiersOf } from './tiers.ts';

const between = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([low, high], at) => ({ unitId: unitId(`u${at}`), low, high }));

describe('tiersOf', () => {
  it.each([
    [
      'apart',
      [
        [1, 1],
        [2, 2],
      ],
      [1, 2],
    ],
    [
      'overlapping',
      [
        [1, 3],
        [2, 4],
        [5, 6],
      ],
      [1, 1, 2],
    ],
    [
      'joined by one between them',
      [
        [1, 2],
        [2, 5],
        [4, 6],
        [7, 7],
      ],
      [1, 1, 1, 2],
    ],
    [
      'given from the last to the first',
      [
        [5, 6],
        [2, 4],
        [1, 3],
      ],
      [2, 1, 1],
    ],
    ['nobody', [], []],
  ] as const)('%s', (_, pairs, tiers) => {
    expect([...tiersOf(between(pairs))].toSorted().map(([, tier]) => tier)).toEqual(tiers);
  });

  const pairs = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.nat({ max: 8 }))
      .map(([low, more]) => [low, low + more] as const),
    { minLength: 1, maxLength: 12 },
  );

  it('puts overlapping units into one tier, and none between two', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const units = between(given);
        const tiers = tiersOf(units);
        for (const a of units) {
          for (const b of units) {
            const [tierA = 0, tierB = 0] = [tiers.get(a.unitId), tiers.get(b.unitId)];
            if (a.low <= b.high && b.low <= a.high) expect(tierA).toBe(tierB);
            if (tierA < tierB) expect(a.high).toBeLessThan(b.low);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
