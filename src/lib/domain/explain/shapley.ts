// A difference shared out fairly among six causes (Shapley 1953, "A value for n-person games"): each
// gets the mean of what it changes over all orders in which the causes can come about. Pure; what
// explains a move imports it.

/** 6!: every part is a whole number of these. */
export const ORDERS = 720;

/** How many of the 720 orders bring a cause right after a given set of so many others. */
const ORDERS_AFTER = [120, 24, 12, 12, 24, 120] as const;

const CAUSES = ORDERS_AFTER.length;

/** How many worlds there are to ask: one a set of causes. */
export const WORLDS = 2 ** CAUSES;

const sizeOf = (world: number): number => {
  let size = 0;
  for (let rest = world; rest > 0; rest >>= 1) size += rest & 1;
  return size;
};

/**
 * The parts of the six causes in `valueOf(63) − valueOf(0)`, in 720ths: whole where the values are
 * whole, so that they then sum exactly to 720 times the difference.
 *
 * @param valueOf what is measured in a world, a number of six bits: bit k is set where cause k came about
 * @example sharesOf((world) => (world & 1 ? 3 : 0)) // [2160, 0, 0, 0, 0, 0]
 */
export function sharesOf(valueOf: (world: number) => number): number[] {
  const values = Array.from({ length: WORLDS }, (_, world) => valueOf(world));
  const valueAt = (world: number): number => values[world] ?? 0;
  return Array.from({ length: CAUSES }, (_, cause) => {
    const bit = 1 << cause;
    let share = 0;
    for (let world = 0; world < WORLDS; world += 1) {
      if ((world & bit) !== 0) continue;
      share += (ORDERS_AFTER[sizeOf(world)] ?? 0) * (valueAt(world | bit) - valueAt(world));
    }
    return share;
  });
}

/**
 * Parts in 720ths as tenths of one, rounded so that they sum to the whole, which is a whole number:
 * towards 0, then those with the largest remainder one further, the earlier first. A part of 0 stays
 * 0, and parts of the other sign give the same with the other sign.
 *
 * @example inTenths([480, 240, 0, 0, 0, 0]) // [7, 3, 0, 0, 0, 0]
 */
export function inTenths(shares: readonly number[]): number[] {
  const exact = shares.map((share) => (share * 10) / ORDERS);
  const tenths = exact.map((part) => Math.trunc(part) + 0);
  const whole = (shares.reduce((sum, share) => sum + share, 0) * 10) / ORDERS;
  const left = Math.round(whole - tenths.reduce((sum, part) => sum + part, 0));
  const sign = Math.sign(left);
  const remainder = (at: number): number =>
    sign * ((shares[at] ?? 0) * 10 - (tenths[at] ?? 0) * ORDERS);
  const next = shares.map((_, at) => at).toSorted((a, b) => remainder(b) - remainder(a) || a - b);
  for (const at of next.slice(0, Math.abs(left))) tenths[at] = (tenths[at] ?? 0) + sign;
  return tenths;
}
