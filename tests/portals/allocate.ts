// Splits whole numbers over many places by weight so that the parts always add up to the whole.

/**
 * Adds `total` to `parts`, place by place in proportion to `weights`. Roundings are carried on to the
 * next place, so the parts sum exactly to `total`; a place of weight 0 gets nothing.
 */
export function spread(total: number, weights: Float64Array, parts: Int32Array): void {
  let whole = 0;
  for (const weight of weights) whole += weight;
  if (total === 0) return;
  if (!(whole > 0)) throw new Error(`nowhere to put ${total}`);
  let weightSoFar = 0;
  let givenSoFar = 0;
  for (let i = 0; i < weights.length; i++) {
    weightSoFar += weights[i] ?? 0;
    const due = Math.round((weightSoFar / whole) * total);
    parts[i] = (parts[i] ?? 0) + due - givenSoFar;
    givenSoFar = due;
  }
}

/** As `spread` into empty parts, none of which may exceed its cap. Throws where the caps are too small. */
export function spreadWithin(
  total: number,
  weights: Float64Array,
  caps: Int32Array,
  parts: Int32Array,
): void {
  spread(total, weights, parts);
  let left = 0;
  for (let i = 0; i < parts.length; i++) {
    const excess = (parts[i] ?? 0) - (caps[i] ?? 0);
    if (excess > 0) {
      parts[i] = caps[i] ?? 0;
      left += excess;
    }
  }
  for (let i = 0; i < parts.length && left > 0; i++) {
    const room = Math.min(left, (caps[i] ?? 0) - (parts[i] ?? 0));
    parts[i] = (parts[i] ?? 0) + room;
    left -= room;
  }
  if (left > 0) throw new Error(`no room for ${left}`);
}
