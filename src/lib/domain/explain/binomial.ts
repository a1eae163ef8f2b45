// The tail of a binomial distribution, for tests of what chance alone would do. Pure; anyone may import it.

/**
 * The probability of at least `hits` among `tries` that each succeed with probability `chance`: 0 to 1,
 * exact but for rounding. 1 where no hit is asked for.
 *
 * @example tailOf(14, 21, 1 / 7) // about 2e-8
 */
export function tailOf(hits: number, tries: number, chance: number): number {
  if (hits <= 0) return 1;
  if (hits > tries) return 0;
  let logTerm = tries * Math.log1p(-chance);
  let tail = 0;
  for (let k = 0; k <= tries; k += 1) {
    if (k >= hits) tail += Math.exp(logTerm);
    logTerm += Math.log((tries - k) / (k + 1)) + Math.log(chance) - Math.log1p(-chance);
  }
  return Math.min(tail, 1);
}
