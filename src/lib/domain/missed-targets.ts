// Targets that fell due and were not reached, once a later target of the same indicator judges the
// rows: nothing else in a release still says that a unit is below them. Pure; anyone may import it.
import { issuedOn, satisfies, targetsFor } from './judge.ts';
import { rationalOf } from './rational.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import type { Target } from './target.ts';
import type { UnitId } from './unit.ts';

/** What is looked at: a release's content and the last day of its period. */
export type JudgedRelease = ReleaseContent & { periodEnd: string };

export interface MissedTarget {
  target: Target;
  /** Units whose figure of this period is still not what the target asks, in the order of rows. */
  unmet: { unitId: UnitId; groupId: string }[];
  /** Units that the target means, that another target judges, and that have a figure. */
  applicable: number;
}

/**
 * Every verified target that was due by the period's last day, does not judge the rows (a later one
 * does), and that some unit with a figure still does not satisfy; the earliest due first. Figures
 * are compared by their counts as `judge` compares them. Units without a figure are not counted.
 * Relative targets (`x`) are left out: a release holds a row's demand, but only that of the target
 * which judges it, and no baseline of any other.
 *
 * @example 2021-Q1, 80 % by 2025 judges: [{ target: 30 % by 2020-12-31, unmet: […12], applicable: 82 }]
 */
export function missedTargets(release: JudgedRelease): MissedTarget[] {
  return release.rules.targets
    .filter((target) => isPast(target, release.periodEnd))
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
    .map((target) => {
      const rows = rowsUnder(release, target);
      const unmet = rows.filter((row) => !isReached(row, target));
      return {
        target,
        unmet: unmet.map(({ unitId, groupId }) => ({ unitId, groupId })),
        applicable: rows.length,
      };
    })
    .filter(({ unmet }) => unmet.length > 0);
}

/** Those of `missedTargets` that ask something of one measure. */
export function missedOn(release: JudgedRelease, measure: string): MissedTarget[] {
  const asked = release.rules.indicators.find(({ code }) => code === measure);
  return missedTargets(release).filter(({ target }) => target.indicatorId === asked?.id);
}

/** The targets of `missedTargets` that one unit is still below, with the row that says so. */
export function missedTargetsOf(
  release: JudgedRelease,
  unitId: UnitId,
): { target: Target; row: ScoreRow }[] {
  return missedTargets(release).flatMap(({ target, unmet }) => {
    if (!unmet.some((each) => each.unitId === unitId)) return [];
    return rowsUnder(release, target)
      .filter((row) => row.unitId === unitId)
      .map((row) => ({ target, row }));
  });
}

const isPast = (target: Target, day: string): boolean =>
  !target.schedule &&
  target.operator !== 'x' &&
  target.due <= day &&
  (issuedOn(target) ?? '9999') <= day;

/** Rows with a figure that the target means and one due later judges. */
function rowsUnder({ rules, rows, periodEnd }: JudgedRelease, target: Target): ScoreRow[] {
  const indicator = rules.indicators.find(({ id }) => id === target.indicatorId);
  const rivals = rules.targets.filter((other) => other.indicatorId === target.indicatorId);
  return rows.filter(
    (row) =>
      row.measure === indicator?.code &&
      row.value !== null &&
      rivals.some(({ id, due }) => id === row.targetId && due > target.due) &&
      targetsFor(rivals, { unitId: row.unitId, groupIds: [row.groupId] }, periodEnd).includes(
        target,
      ),
  );
}

function isReached({ value, numerator, denominator }: ScoreRow, target: Target): boolean {
  if (value === null) return false;
  return satisfies({ value, numerator, denominator }, target, rationalOf(target.value));
}
