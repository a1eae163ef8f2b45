// Exact fractions, so that "30 of 100 meets 0.3" never hangs on how a machine rounds 0.3. Used by
// the target rules; anyone may import it.

/** A fraction; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * The number that a person wrote: 0.3 is 3/10, not the binary fraction nearest to it.
 * Throws a RangeError for NaN and the infinities.
 */
export function rationalOf(value: number): Rational {
  const match = DECIMAL.exec(String(value));
  if (!match) throw new RangeError(`not a finite number: ${value}`);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return shift >= 0
    ? { numerator: digits * 10n ** BigInt(shift), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-shift) };
}

/** `a / b`. Throws a RangeError where b is 0. */
export function divide(a: Rational, b: Rational): Rational {
  if (b.numerator === 0n) throw new RangeError('division by zero');
  const sign = b.numerator < 0n ? -1n : 1n;
  return {
    numerator: sign * a.numerator * b.denominator,
    denominator: sign * a.denominator * b.numerator,
  };
}

/** `a · b` */
export function multiply(a: Rational, b: Rational): Rational {
  return {
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  };
}

/** Below 0, 0 or above 0 as `a` is smaller than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The nearest machine number, for storage and display; exact up to 15 digits. */
export function numberOf({ numerator, denominator }: Rational): number {
  return Number(numerator) / Number(denominator);
}

/** How far a stored demand may lie above the fraction it stands for: a billionth of one thing counted. */
const ROUNDING = 1_000_000_000n;

/**
 * How many of `denominator` things a demanded share asks for: ⌈share · denominator⌉ over whole
 * numbers. A demand that was itself a quotient (2/3 stored as 0.6666666666666666) is taken as that
 * quotient. Both arguments are 0 or more.
 *
 * @example countDemanded(0.3, 100) // 30
 * @example countDemanded(0.3, 1833) // 550
 */
export function countDemanded(share: number, denominator: number): number {
  const demand = multiply(rationalOf(share), rationalOf(denominator));
  const numerator = demand.numerator * ROUNDING - demand.denominator;
  const scaled = demand.denominator * ROUNDING;
  return Number((numerator + scaled - 1n) / scaled);
}

/**
 * How many of `denominator` things a share that is not to be passed allows: ⌊share · denominator⌋ over
 * whole numbers, a quotient taken as in `countDemanded`. Both arguments are 0 or more.
 *
 * @example countAllowed(0.1, 55) // 5
 */
export function countAllowed(share: number, denominator: number): number {
  const allowed = multiply(rationalOf(share), rationalOf(denominator));
  const numerator = allowed.numerator * ROUNDING + allowed.denominator;
  return Number(numerator / (allowed.denominator * ROUNDING));
}
