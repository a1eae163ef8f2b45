// Signs of formality in one release, each with its evidence: what a person would ask the unit about.
// Nothing here is a penalty, and no score or rank knows of it. Pure; anyone may import it.
import { PACE_PERIODS, paceStart } from '../judge.ts';
import { compareTexts } from '../order.ts';
import { periodHolding } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { targetOf } from '../standing.ts';
import type { Target } from '../target.ts';
import type { UnitId } from '../unit.ts';
import { bunchingSigns } from './bunching.ts';
import { copiedSigns, roundedSigns } from './copied-counts.ts';
import { dusted, lastPeriods, releaseBefore, rowBefore } from './course-rows.ts';
import { SIGN_KINDS, SIGN_LIMITS, type Sign } from './sign-limits.ts';
import { withdrawnSigns } from './withdrawn.ts';

const LEVEL4 = 'share_l4';
const LEVEL4_USED = 'share_l4_with_dossiers';
const DOSSIERS_ONLINE = 'dossiers_online_services';
/** Shares of services: what is in force changes by decision, not from day to day as dossiers do. */
const OF_SERVICES = [LEVEL4, 'share_l4_eligible'];
/** A unit's own pace before a jump is the mean over two periods at least. */
const LEAST_PACE_PERIODS = 2;

/**
 * Every sign in the last release of a course: one at most for each unit and kind, ordered by unit and
 * kind. What compares with earlier periods needs the period right before; without it only what one
 * period shows by itself is found.
 *
 * @param course releases of one series, oldest first, the one looked at last; five are enough
 * @param withdrawn of units that newly meet the target for eligible services (`rowsToCount`), how many
 * services below level 4 ceased to qualify, which no release tells
 */
export function signsIn(
  course: readonly ReleaseContent[],
  withdrawn: ReadonlyMap<UnitId, number> = new Map(),
): Sign[] {
  const release = course.at(-1);
  if (!release) return [];
  const previous = releaseBefore(course);
  const signs = [
    ...unusedSigns(release),
    ...roundedSigns(course),
    ...withdrawnSigns(course, withdrawn),
    ...(previous ? comparedSigns(course, release, previous) : []),
  ];
  return firstOfEach(signs).toSorted(
    (a, b) =>
      compareTexts(a.unitId, b.unitId) || SIGN_KINDS.indexOf(a.kind) - SIGN_KINDS.indexOf(b.kind),
  );
}

const comparedSigns = (
  course: readonly ReleaseContent[],
  release: ReleaseContent,
  previous: ReleaseContent,
): Sign[] => [
  ...fallenUseSigns(release, previous),
  ...targetSigns(course, release, previous),
  ...OF_SERVICES.flatMap((measure) => shrinkingSigns(release, previous, measure)),
  ...copiedSigns(release, previous),
];

/** A unit is asked once about one kind in a period, about the first indicator that shows it. */
function firstOfEach(signs: readonly Sign[]): Sign[] {
  const first = new Map<string, Sign>();
  for (const sign of signs) {
    const key = `${sign.unitId} ${sign.kind}`;
    if (!first.has(key)) first.set(key, sign);
  }
  return [...first.values()];
}

const rowsOf = (release: ReleaseContent, measure: string): ScoreRow[] =>
  release.rows.filter((row) => row.measure === measure && row.value !== null);

function unusedSigns(release: ReleaseContent): Sign[] {
  const { unusedServices, unusedShare } = SIGN_LIMITS;
  return rowsOf(release, LEVEL4_USED).flatMap(({ unitId, measure, numerator, denominator }) => {
    if (numerator === null || denominator === null) return [];
    const without = denominator - numerator;
    if (denominator < unusedServices.value || without < unusedShare.value * denominator) return [];
    return [
      { unitId, kind: 'unused-level4', measure, evidence: { services: denominator, without } },
    ];
  });
}

function fallenUseSigns(release: ReleaseContent, previous: ReleaseContent): Sign[] {
  const { useRise, useKept } = SIGN_LIMITS;
  return rowsOf(release, LEVEL4).flatMap((row): Sign[] => {
    const pairs = [LEVEL4, LEVEL4_USED, DOSSIERS_ONLINE].map((measure) => ({
      before: rowOf(previous, row.unitId, measure)?.value ?? null,
      after: rowOf(release, row.unitId, measure)?.value ?? null,
    }));
    const [level4, used, online] = pairs.flatMap(({ before, after }) =>
      before === null || after === null ? [] : [{ before, after }],
    );
    // Where one of the three is missing, the third is.
    if (!level4 || !used || !online) return [];
    if (dusted(level4.after - level4.before) < useRise.value) return [];
    const hasFallen = [used, online].every(
      ({ before, after }) => before > 0 && after <= before * useKept.value,
    );
    if (!hasFallen) return [];
    const evidence = {
      level4Before: level4.before,
      level4After: level4.after,
      withBefore: used.before,
      withAfter: used.after,
      onlineBefore: online.before,
      onlineAfter: online.after,
    };
    return [{ unitId: row.unitId, kind: 'use-fell', measure: LEVEL4_USED, evidence }];
  });
}

/** Shares that one number is asked of everybody: it can be crowded at, and reached in the last days. */
function targetSigns(
  course: readonly ReleaseContent[],
  release: ReleaseContent,
  previous: ReleaseContent,
): Sign[] {
  const shares = release.rules.indicators.filter(({ measure }) => measure === 'share');
  return shares.flatMap(({ code }) => {
    const groups = Map.groupBy(
      rowsOf(release, code),
      ({ groupId, targetId }) => `${groupId} ${targetId}`,
    );
    return [...groups.values()].flatMap((rows) => {
      const target = targetOf(release, rows[0]?.targetId ?? null);
      if (target?.operator !== '>=') return [];
      return [
        ...bunchingSigns(rows, target.value, previous),
        ...lateJumpSigns(course, rows, target),
      ];
    });
  });
}

function shrinkingSigns(
  release: ReleaseContent,
  previous: ReleaseContent,
  measure: string,
): Sign[] {
  return rowsOf(release, measure).flatMap((row): Sign[] => {
    const past = rowBefore(previous, row);
    if (past === null || row.value === null || past.value === null) return [];
    const [denominatorBefore, denominatorAfter] = [past.denominator, row.denominator];
    if (denominatorBefore === null || denominatorAfter === null) return [];
    const isSmaller = denominatorAfter < denominatorBefore * SIGN_LIMITS.denominatorKept.value;
    if (!isSmaller || row.value <= past.value) return [];
    const evidence = { denominatorBefore, denominatorAfter, before: past.value, after: row.value };
    return [{ unitId: row.unitId, kind: 'shrinking-denominator', measure, evidence }];
  });
}

/**
 * Jumps in the period that holds the due day. Figures come once a period, so that whether services were
 * raised on its last days is what the unit is asked.
 */
function lateJumpSigns(
  course: readonly ReleaseContent[],
  rows: readonly ScoreRow[],
  target: Target,
): Sign[] {
  const [release, previous] = course.toReversed();
  if (!release || !previous) return [];
  if (periodHolding(target.due, release.rules.series.frequency) !== release.period) return [];
  const groupRise = medianOf(
    rows.flatMap((row) => {
      const before = rowBefore(previous, row)?.value ?? null;
      return row.value === null || before === null ? [] : [row.value - before];
    }),
  );
  return rows.flatMap((row): Sign[] => {
    const before = rowBefore(previous, row)?.value ?? null;
    const pace = paceBefore(course.slice(0, -1), row);
    if (row.value === null || before === null || pace === null || before >= target.value) return [];
    const { jumpRise, jumpPace, jumpGroup } = SIGN_LIMITS;
    const least = Math.max(
      jumpRise.value,
      jumpPace.value * pace,
      jumpGroup.value * (groupRise ?? 0),
    );
    if (dusted(row.value - before) < dusted(least)) return [];
    const evidence = { before, after: row.value, target: target.value, pace };
    const told = { ...evidence, groupRise: groupRise ?? 0 };
    return [{ unitId: row.unitId, kind: 'late-jump', measure: row.measure, evidence: told }];
  });
}

/** The mean rise a period up to the last of a course; null where two steps are not known. */
function paceBefore(course: readonly ReleaseContent[], row: ScoreRow): number | null {
  const past = lastPeriods(course, PACE_PERIODS + 1);
  const valueAt = (periods: number): number | null => {
    const release = past.at(-1 - periods);
    return (release && rowBefore(release, row)?.value) ?? null;
  };
  const [last, start] = [valueAt(0), paceStart(valueAt)];
  if (last === null || start === null || start.periods < LEAST_PACE_PERIODS) return null;
  return (last - start.from) / start.periods;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
