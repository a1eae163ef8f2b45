// Places within a group. Pure; anyone may import it.
import type { Direction } from './indicator.ts';

const DIGITS = 12;

/**
 * The number that decides who stands above whom: scores count as equal when they agree to 12
 * significant digits, those below 1 to 12 decimals. What additions leave of parts that cancel each
 * other, 2e-15 beside 4e-15, then makes no difference of places.
 */
export const comparable = (score: number): number =>
  Number(Math.abs(score) < 1 ? score.toFixed(DIGITS) : score.toPrecision(DIGITS));

/**
 * Competition ranks (1, 2, 2, 4), in the order of `scores`. Null where there is no score, and for
 * all where the measure has no better end. `lower` gives the lowest score the first place.
 *
 * @example rankScores([0.5, 0.7, 0.7, null, 0.1], 'higher') // [3, 1, 1, null, 4]
 */
export function rankScores(
  scores: readonly (number | null)[],
  direction: Direction,
): (number | null)[] {
  if (direction === 'none') return scores.map(() => null);
  const sign = direction === 'lower' ? 1 : -1;
  const keys = scores.map((score) => (score === null ? null : sign * comparable(score)));
  const sorted = keys.filter((key) => key !== null).sort((a, b) => a - b);
  const placeOf = new Map<number, number>();
  sorted.forEach((key, position) => {
    if (!placeOf.has(key)) placeOf.set(key, position + 1);
  });
  return keys.map((key) => (key === null ? null : (placeOf.get(key) ?? null)));
}
