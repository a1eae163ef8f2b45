// Where a share leads if the pace of the last four periods goes on: the sentence under the headline.
// Pure; the unit page imports it.
import { PACE_PERIODS } from '#lib/domain/judge.ts';
import { periodHolding, periodOf, periodsBetween, shiftPeriod } from '#lib/domain/period.ts';
import type { RankPoint } from './unit-view.ts';

/**
 * The share expected on the due day: the last one plus, for every period left, the mean change of
 * the last four periods; held within 0 and 1. Null where a figure four periods ago or now is
 * missing, where the due day ends no period, or where it has passed.
 *
 * @param course oldest first
 * @example figures 4.6 % (2019-Q1) and 5.4 % (2020-Q1), due 2020-12-31: 5.4 + 3 · 0.2 = 6.0 %
 */
export function projectShare(course: readonly RankPoint[], due: string): number | null {
  const last = course.at(-1);
  if (!last || last.value === null) return null;
  const { frequency } = periodOf(last.period);
  const final = periodHolding(due, frequency);
  if (periodOf(final).end !== due) return null;
  const left = periodsBetween(last.period, final);
  const earlier = course.find(({ period }) => period === shiftPeriod(last.period, -PACE_PERIODS));
  if (left <= 0 || !earlier || earlier.value === null) return null;
  const pace = (last.value - earlier.value) / PACE_PERIODS;
  return Math.min(1, Math.max(0, last.value + pace * left));
}
