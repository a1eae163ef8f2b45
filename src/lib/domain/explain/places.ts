// Places of the same units again and again under scores that change a little: much cheaper than
// ranking anew, and the same places. Pure; rank-interval.ts imports it.
import { comparable } from '../rank.ts';

/** Scores further apart than this part of them, or of 1, are not equal. */
const SURELY_APART = 1e-11;

const isEqual = (lower: number, higher: number): boolean =>
  higher - lower <= SURELY_APART * Math.max(1, Math.abs(higher)) &&
  comparable(lower) === comparable(higher);

/**
 * A function that writes the competition places of `scores` into `places`, highest first, 0 where a
 * score is −Infinity: as `rankScores` gives them. It remembers the order of the last call and sorts
 * by insertion from there, which takes few steps where the scores have changed a little.
 */
export function createPlacer(units: number): (scores: Float64Array, places: Int32Array) => void {
  const order = Int32Array.from({ length: units }, (_, at) => at);
  return (scores, places) => {
    sortFrom(order, scores);
    let place = 0;
    let previous = Infinity;
    for (let at = 0; at < units; at += 1) {
      const unit = order[at] ?? 0;
      const score = scores[unit] ?? -Infinity;
      if (at === 0 || !isEqual(score, previous)) place = at + 1;
      places[unit] = score === -Infinity ? 0 : place;
      previous = score;
    }
  };
}

/** Sorts by falling score, by insertion. */
function sortFrom(order: Int32Array, scores: Float64Array): void {
  for (let at = 1; at < order.length; at += 1) {
    const unit = order[at] ?? 0;
    const score = scores[unit] ?? 0;
    let hole = at;
    while (hole > 0) {
      const before = order[hole - 1] ?? 0;
      if ((scores[before] ?? 0) >= score) break;
      order[hole] = before;
      hole -= 1;
    }
    order[hole] = unit;
  }
}
