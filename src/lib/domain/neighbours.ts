// Who leads a ranking, who stands next to one of its units, and how many whole things lie between two
// of them. Pure; rankings import it.

/** So many lead, and so many are shown on either side of a unit. */
export const LEADERS = 3;
export const NEIGHBOURS = 3;

/** A share of whole things, its denominator above 0. */
export interface Counts {
  numerator: number;
  denominator: number;
}

/**
 * The first three of a ranking, a unit of it, and the three above and the three below; fewer at its ends
 * and where both meet. None where the ranking does not have the unit.
 *
 * @param order ids from the first to the last
 */
export function leadersAndNeighbours<Id>(order: readonly Id[], own: Id): Set<Id> {
  const at = order.indexOf(own);
  if (at === -1) return new Set();
  const around = order.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
  return new Set([...order.slice(0, LEADERS), ...around]);
}

/**
 * The least number of things that `own` needs more of to come level with `other`, denominators standing
 * still: the least k with (n + k) / d ≥ N / D, over whole numbers. 0 where it is level or above.
 *
 * @example moreToLevel({ numerator: 110, denominator: 2045 }, { numerator: 6, denominator: 100 }) // 13
 */
export function moreToLevel(own: Counts, other: Counts): number {
  const divisor = BigInt(other.denominator);
  const level = (BigInt(other.numerator) * BigInt(own.denominator) + divisor - 1n) / divisor;
  return Math.max(0, Number(level) - own.numerator);
}
