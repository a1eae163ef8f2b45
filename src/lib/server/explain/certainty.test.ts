import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawIntervals } from '#lib/domain/explain/rank-interval.ts';
import { isLinear, weighingOf } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import { aRandomRelease, GROUP, ROOT } from '../../../../tests/helpers/random-release.ts';
import { certaintyOf } from './certainty.ts';
import { intervalOf } from './interval.ts';

/** A release in which everybody has everything, and nothing multiplies. */
const plain = fc
  .sample(aRandomRelease({ units: ['a', 'b', 'c', 'd', 'e'] }), { numRuns: 2000, seed: 5 })
  .find((release) => {
    const weighing = weighingOf(release, ROOT, GROUP);
    return (
      !('reason' in weighing) &&
      isLinear(weighing) &&
      weighing.units.length > 2 &&
      !weighing.leaves.some((leaf) => leaf.some(Number.isNaN))
    );
  }) as Release;

describe('the certainty of a composite', () => {
  it('is what the engine draws, worked out once', async () => {
    const [first, again] = [certaintyOf(plain, ROOT, GROUP), certaintyOf(plain, ROOT, GROUP)];
    expect(again).toBe(first);
    const certainty = await first;
    const weighing = weighingOf(plain, ROOT, GROUP);
    if ('reason' in certainty || 'reason' in weighing) throw new Error('nothing to weigh');
    expect(certainty.intervals).toEqual(drawIntervals(weighing));
    const bounds = await certainty.bounds;
    expect(
      Array.isArray(bounds) && bounds.every(({ best, worst }) => best.exact && worst.exact),
    ).toBe(true);
    expect(certainty.boundsSoFar()).toEqual(bounds);
  });

  it('says of every unit best, interval, rank and worst in their order', async () => {
    for (const { id } of plain.rules.units) {
      const { interval, bounds, tier, reason } = await intervalOf(plain, id, ROOT, { wait: true });
      if (!interval || !bounds || !tier) {
        expect(reason).toBe('unranked');
        continue;
      }
      expect(bounds.best.place).toBeLessThanOrEqual(interval.rank);
      expect(bounds.worst.place).toBeGreaterThanOrEqual(interval.rank);
      expect(tier.units).toContain(id);
    }
  });

  it('has nothing to say of a counted figure', async () => {
    const [unit] = plain.rules.units;
    if (!unit) throw new Error('no unit');
    const answer = await intervalOf(plain, unit.id, 'i0', { wait: true });
    expect(answer).toMatchObject({ interval: null, reason: 'not-composite', bounds: null });
  });
});
