// Tiers: units whose places cannot be told apart. Pure; the server imports it.
import type { UnitId } from '../unit.ts';

interface Between {
  unitId: UnitId;
  low: number;
  high: number;
}

/**
 * The tier of each unit, from 1. Gone through by the better end of their intervals, a unit begins a
 * new tier where that end is worse than the worse end of anybody in the one before; so the intervals of
 * any two units of one tier overlap, and there is no way to do with fewer tiers. Units of two tiers may
 * overlap too: were all that hang together over others one tier, most rankings would be a single one.
 * Does not depend on the order given.
 *
 * @example 1–3, 2–4 and 4–6 make the tiers 1, 1 and 2
 */
export function tiersOf(intervals: readonly Between[]): Map<UnitId, number> {
  const tiers = new Map<UnitId, number>();
  let [tier, shared] = [0, 0];
  for (const { unitId, low, high } of intervals.toSorted((a, b) => a.low - b.low)) {
    const isApart = low > shared;
    if (isApart) tier += 1;
    // The worst place that all of the tier hold within their intervals.
    shared = isApart ? high : Math.min(shared, high);
    tiers.set(unitId, tier);
  }
  return tiers;
}
