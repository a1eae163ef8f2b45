// Tiers: units whose places cannot be told apart. Pure; the server imports it.
import type { UnitId } from '../unit.ts';

interface Between {
  unitId: UnitId;
  low: number;
  high: number;
}

/**
 * The tier of each unit, from 1. Gone through by the better end of their intervals, a unit begins a
 * new tier where that end is worse than the worse end of everybody before it; so units whose
 * intervals overlap are always of one tier, directly or over others between them, and no interval
 * reaches into another tier. Does not depend on the order given.
 *
 * @example 1–3, 2–4 and 5–6 make the tiers 1, 1 and 2
 */
export function tiersOf(intervals: readonly Between[]): Map<UnitId, number> {
  const tiers = new Map<UnitId, number>();
  let [tier, worst] = [0, 0];
  for (const { unitId, low, high } of intervals.toSorted((a, b) => a.low - b.low)) {
    if (low > worst) tier += 1;
    worst = Math.max(worst, high);
    tiers.set(unitId, tier);
  }
  return tiers;
}
