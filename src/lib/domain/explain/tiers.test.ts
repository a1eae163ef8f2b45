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
      'joined only by one between them',
      [
        [1, 2],
        [2, 5],
        [4, 6],
        [7, 7],
      ],
      [1, 1, 2, 3],
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

  it('puts into one tier only units that overlap each other, and takes as few tiers as can be', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const units = between(given);
        const tiers = tiersOf(units);
        for (const a of units) {
          for (const b of units) {
            const [tierA = 0, tierB = 0] = [tiers.get(a.unitId), tiers.get(b.unitId)];
            if (tierA === tierB) expect(a.low).toBeLessThanOrEqual(b.high);
            if (tierA < tierB) expect(a.low).toBeLessThanOrEqual(b.low);
          }
        }
        // The ends of intervals that lie wholly beyond each other: each needs a tier of its own.
        let [apart, end] = [0, 0];
        for (const { low, high } of units.toSorted((a, b) => a.high - b.high)) {
          if (low <= end) continue;
          apart += 1;
          end = high;
        }
        expect(Math.max(...tiers.values())).toBe(apart);
      }),
      { numRuns: 1000 },
    );
  });
});
