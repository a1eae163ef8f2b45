// Adding numbers so that their order makes no difference. Pure; anyone may import it.

/**
 * The sum of the first `count` numbers as if worked out with three times the digits and rounded at the
 * end, so that it is the same in whatever order they stand, or its neighbour in the last digit: each
 * addition's rounding error is kept and added up, and the errors of those additions again. Numbers that
 * differ by more than those digits hold, as 1e6 and 1e-300 do, may feel the order more.
 *
 * T. Ogita, S. M. Rump, S. Oishi: Accurate Sum and Dot Product, SIAM J. Sci. Comput. 26 (2005),
 * algorithm 4.8 (SumK) with K = 3 on top of algorithm 3.1 (TwoSum, D. E. Knuth).
 *
 * @example accurateSum(Float64Array.of(1e16, 1, -1e16), 3) // 1
 */
export function accurateSum(numbers: ArrayLike<number>, count: number): number {
  let [sum, errors, rest] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const number = numbers[at] ?? 0;
    const total = sum + number;
    const added = total - sum;
    const error = sum - (total - added) + (number - added);
    sum = total;
    const allErrors = errors + error;
    const addedError = allErrors - errors;
    rest += errors - (allErrors - addedError) + (error - addedError);
    errors = allErrors;
  }
  return sum + (errors + rest);
}
