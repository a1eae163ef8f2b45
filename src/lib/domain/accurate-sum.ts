// Adding numbers so that their order hardly makes a difference. Pure; anyone may import it.

/**
 * The sum of the numbers, NaN left out, as if worked out with three times the digits and rounded at the
 * end, so that it is the same in whatever order they stand, or its neighbour in the last digit: each
 * addition's rounding error is kept and added up, and the errors of those additions again. Numbers that
 * differ by more than those digits hold, as 1e6 and 1e-300 do, may feel the order more.
 *
 * T. Ogita, S. M. Rump, S. Oishi: Accurate Sum and Dot Product, SIAM J. Sci. Comput. 26 (2005),
 * algorithm 4.8 (SumK) with K = 3 on top of algorithm 3.1 (TwoSum, D. E. Knuth).
 *
 * @example accurateSum(Float64Array.of(1e16, 1, -1e16)) // 1
 */
export const accurateSum = (numbers: ArrayLike<number>): number => addUp(numbers, 0, false);

/** The sum of the squares of the numbers' distances from an origin, as accurate as `accurateSum`. */
export const accurateSquares = (numbers: ArrayLike<number>, origin: number): number =>
  addUp(numbers, origin, true);

// One loop without a function for its terms: called a million times a second, that would cost most.
function addUp(numbers: ArrayLike<number>, origin: number, isSquared: boolean): number {
  let [sum, errors, rest] = [0, 0, 0];
  for (let at = 0; at < numbers.length; at += 1) {
    const distance = (numbers[at] ?? Number.NaN) - origin;
    if (Number.isNaN(distance)) continue;
    const term = isSquared ? distance * distance : distance;
    const total = sum + term;
    const added = total - sum;
    const error = sum - (total - added) + (term - added);
    sum = total;
    const allErrors = errors + error;
    const addedError = allErrors - errors;
    rest += errors - (allErrors - addedError) + (error - addedError);
    errors = allErrors;
  }
  // Where the numbers cancel, their sum is no larger than its errors: adding the two leaves one too.
  const total = sum + errors;
  const added = total - sum;
  return total + (sum - (total - added) + (errors - added) + rest);
}
