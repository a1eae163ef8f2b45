// Targets that were reached with services that no longer qualify: a share of eligible services rises by
// each one that is taken out of the eligible ones, too. Pure; signs.ts and the job that asks import it.
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { targetOf } from '../standing.ts';
import type { UnitId } from '../unit.ts';
import { releaseBefore, rowBefore } from './course-rows.ts';
import { SIGN_LIMITS, type Sign } from './sign-limits.ts';

const OF_ELIGIBLE = 'share_l4_eligible';

/** A unit that met its target in the last period and had not in the one before. */
interface Reached {
  row: ScoreRow;
  /** The share before, and of how many services. */
  before: number;
  denominatorBefore: number;
  target: number;
}

function newlyMet(course: readonly ReleaseContent[]): Reached[] {
  const [release, previous] = [course.at(-1), releaseBefore(course)];
  if (!release || !previous) return [];
  return release.rows.flatMap((row): Reached[] => {
    if (row.measure !== OF_ELIGIBLE || row.value === null) return [];
    const past = rowBefore(previous, row);
    if (past?.value == null || past.denominator === null) return [];
    const target = targetOf(release, row.targetId);
    if (target?.operator !== '>=') return [];
    const isNew = row.value >= target.value && past.value < target.value;
    const { value: before, denominator: denominatorBefore } = past;
    return isNew ? [{ row, before, denominatorBefore, target: target.value }] : [];
  });
}

/**
 * Rows of the last release of a course whose unit newly meets the target for eligible services: of
 * these units somebody must count what was withdrawn.
 *
 * @param course releases of one series, oldest first
 */
export const rowsToCount = (course: readonly ReleaseContent[]): ScoreRow[] =>
  newlyMet(course).map(({ row }) => row);

/**
 * Units that would not meet the target had they counted the services below level 4 that qualified in the
 * period before, are in force still and qualify no more.
 *
 * @param withdrawn how many those are, by unit; see `rowsToCount`
 */
export function withdrawnSigns(
  course: readonly ReleaseContent[],
  withdrawn: ReadonlyMap<UnitId, number>,
): Sign[] {
  return newlyMet(course).flatMap(({ row, before, denominatorBefore, target }): Sign[] => {
    const { unitId, measure, value: after, numerator, denominator } = row;
    const count = withdrawn.get(unitId) ?? 0;
    if (after === null || numerator === null || denominator === null) return [];
    if (count < SIGN_LIMITS.withdrawnPart.value * denominatorBefore) return [];
    const counted = numerator / (denominator + count);
    if (counted >= target) return [];
    const evidence = { withdrawn: count, denominatorBefore, before, after, counted, target };
    return [{ unitId, kind: 'eligible-withdrawn', measure, evidence }];
  });
}
