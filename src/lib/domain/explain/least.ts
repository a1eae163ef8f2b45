// The least whole number that reaches something. Pure; the gap's files import it.

/** So many numbers are tried one by one where reaching something may be undone by going further. */
const MOST_TRIED = 2000;

/**
 * The least number from 0 up to `most` that reaches; null where `most` does not either.
 *
 * @param isMonotone whether what reaches once, reaches with every number above. Else numbers up to
 * 2,000 are tried one by one; beyond, the answer reaches and the number before it does not, though a
 * smaller one might
 */
export function leastReaching(
  reaches: (number: number) => boolean,
  most: number,
  isMonotone: boolean,
): number | null {
  if (reaches(0)) return 0;
  if (most < 1) return null;
  let below = 0;
  if (!isMonotone) {
    const tried = Math.min(most, MOST_TRIED);
    while (below < tried) {
      below += 1;
      if (reaches(below)) return below;
    }
    if (below === most) return null;
  }
  let reached = most;
  if (!reaches(reached)) return null;
  while (reached - below > 1) {
    const middle = below + Math.floor((reached - below) / 2);
    if (reaches(middle)) reached = middle;
    else below = middle;
  }
  return reached;
}
