// Sums: what a source states as its total beside what its rows add up to. Pure; anyone may import it.
import type { WideFinding } from './rule.ts';
import { UNIT_RULES } from './unit-rules.ts';

/**
 * Totals that a source states beside those of its rows. A total that is no number is not compared:
 * it is no figure that anybody uses.
 *
 * @param stated by our names; only those that are also in `counted` are compared
 */
export function compareTotals(
  stated: Readonly<Record<string, unknown>>,
  counted: Readonly<Record<string, number>>,
): WideFinding[] {
  return Object.keys(stated)
    .sort()
    .flatMap((field) => {
      const total = Number(stated[field] ?? Number.NaN);
      const sum = counted[field];
      if (sum === undefined || Number.isNaN(total) || total === sum) return [];
      return [{ rule: UNIT_RULES.totalDiffers, field, evidence: { stated: total, sum } }];
    });
}

/** Whether the units of one reply have more of something than the nation in the same reply. */
export function compareNation(
  indicator: string,
  units: readonly number[],
  nation: number | null,
): WideFinding[] {
  const sum = units.reduce((total, value) => total + value, 0);
  if (nation === null || sum <= nation) return [];
  return [{ rule: UNIT_RULES.unitsAboveNation, field: indicator, evidence: { sum, nation } }];
}
