// Rows of one unit in the releases before, the periods that these are of, and differences of shares.
// Pure; domain files import it.
import { shiftPeriod } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';

/** The row of the same unit, measure and group in another release; null where it has none. */
export function rowBefore(
  release: ReleaseContent,
  { unitId, measure, groupId }: ScoreRow,
): ScoreRow | null {
  const row = rowOf(release, unitId, measure);
  return row?.groupId === groupId ? row : null;
}

/**
 * The release of the period before the last one of a course; null where the course has a gap there.
 *
 * @param course releases of one series, oldest first
 */
export function releaseBefore<R extends ReleaseContent>(course: readonly R[]): R | null {
  const [previous, last] = course.slice(-2);
  return previous && last && shiftPeriod(last.period, -1) === previous.period ? previous : null;
}

/**
 * The releases of so many periods up to that of the last release, oldest first: null for each period
 * that the course does not have, so that neighbours are always one period apart.
 *
 * @param course releases of one series, oldest first
 */
export function lastPeriods(
  course: readonly ReleaseContent[],
  count: number,
): (ReleaseContent | null)[] {
  const last = course.at(-1);
  if (!last) return [];
  return Array.from({ length: count }, (_, at) => {
    const period = shiftPeriod(last.period, at + 1 - count);
    return course.find((each) => each.period === period) ?? null;
  });
}

/** A sum or difference of fractions without the dust of binary numbers: 0.15 − 0.1 is 0.05. */
export const dusted = (value: number): number => Number(value.toFixed(9));
