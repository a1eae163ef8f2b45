// How sure the ranks of a composite are, for its ranking. Only the page's load imports it.
import type { Weighing } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { certaintyOf, rankingKey } from '#lib/server/explain/certainty.ts';
import { passing } from '#lib/server/pages/passing.ts';
import { getLog } from '#lib/server/web.ts';

export interface Sureness {
  /** The same for one measure of one group in one release. */
  key: string;
  /** Null, as the draws, where there is nothing to weigh. */
  weighing: Weighing | null;
  draws: { seed: number; count: number } | null;
  of: (unit: UnitId) => { interval: { low: number; high: number } | null; tier: number | null };
}

const NONE: Omit<Sureness, 'key'> = {
  weighing: null,
  draws: null,
  of: () => ({ interval: null, tier: null }),
};

/** Nothing for counted figures; nor where it could not be worked out, which is logged. */
export async function readSureness(
  release: Release,
  measure: string,
  group: string,
): Promise<Sureness> {
  const key = rankingKey(release, measure, group);
  try {
    const certainty = await certaintyOf(release, measure, group);
    if ('reason' in certainty) return { ...NONE, key };
    const { intervals, tiers, weighing } = certainty;
    const found = new Map(intervals.units.map((unit) => [unit.unitId, unit]));
    return {
      key,
      weighing,
      draws: { seed: intervals.seed, count: intervals.draws },
      of(unit) {
        const own = found.get(unit);
        const interval = own ? { low: own.low, high: own.high } : null;
        return { interval, tier: tiers.get(unit) ?? null };
      },
    };
  } catch (error) {
    getLog().error({ err: error, release: release.id, measure }, 'no certainty of a ranking');
    passing();
    return { ...NONE, key };
  }
}
