// Units that crowd just above a target: a test of the group, as density tests at a threshold do (McCrary,
// doi:10.1016/j.jeconom.2007.05.005), over few enough units that the counts themselves are compared.
// Pure; the signs import it.
import { countDemanded } from '../rational.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { tailOf } from './binomial.ts';
import { dusted, rowBefore } from './course-rows.ts';
import { SIGN_LIMITS, type Sign } from './sign-limits.ts';

/** A point above the target, and three points on each side of that. */
const WINDOW = 0.01;
export const SIDE_WINDOWS = 3;

export interface Crowd {
  /** Units within [target, target + 1 point). */
  within: number;
  /** Units within three points on both sides of that window. */
  around: number;
  /** What the neighbourhood lets expect in the window. */
  expected: number;
  /** Probability that as many of those units, or more, fall into one window of seven. */
  chance: number;
}

const hasCounts = (row: ScoreRow): boolean =>
  row.value !== null && row.numerator !== null && row.denominator !== null;

/** Whether a share has reached a fraction, over whole counts. */
const reaches = (row: ScoreRow, fraction: number): boolean =>
  (row.numerator ?? 0) >= countDemanded(fraction, row.denominator ?? 0);

const isBetween = (row: ScoreRow, from: number, to: number): boolean =>
  reaches(row, from) && !reaches(row, to);

const isWithin = (row: ScoreRow, target: number): boolean =>
  isBetween(row, target, dusted(target + WINDOW));

/** How many of a group's rows stand just above a target, and what chance would do. */
export function crowdAbove(rows: readonly ScoreRow[], target: number): Crowd {
  const side = SIDE_WINDOWS * WINDOW;
  const [from, to] = [dusted(target - side), dusted(target + WINDOW + side)];
  const near = rows.filter((row) => hasCounts(row) && isBetween(row, from, to));
  const within = near.filter((row) => isWithin(row, target)).length;
  const around = near.length - within;
  return {
    within,
    around,
    expected: around / (2 * SIDE_WINDOWS),
    chance: tailOf(within, near.length, 1 / (2 * SIDE_WINDOWS + 1)),
  };
}

/**
 * Asks those of a crowd that rose into it from well below. None where the group is not crowded, or
 * where nobody can stand above the target's neighbourhood, as with one of 100 %.
 *
 * @param rows one group on one share that a target of `target` judges
 */
export function bunchingSigns(
  rows: readonly ScoreRow[],
  target: number,
  previous: ReleaseContent,
): Sign[] {
  if (target + (SIDE_WINDOWS + 1) * WINDOW > 1) return [];
  const crowd = crowdAbove(rows, target);
  const isCrowded =
    crowd.within >= SIGN_LIMITS.bunchUnits.value && crowd.chance < SIGN_LIMITS.bunchChance.value;
  if (!isCrowded) return [];
  return rows.flatMap((row): Sign[] => {
    const before = rowBefore(previous, row)?.value ?? null;
    if (row.value === null || before === null || !hasCounts(row) || !isWithin(row, target))
      return [];
    if (dusted(target - before) < SIGN_LIMITS.bunchFrom.value) return [];
    const evidence = { before, after: row.value, target, ...crowd };
    return [{ unitId: row.unitId, kind: 'bunching', measure: row.measure, evidence }];
  });
}
