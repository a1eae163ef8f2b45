// How many units a period has figures of, and which period is therefore shown to whoever names none.
// Pure; anyone may import it.

/** Units with a figure, and units that should have one, on the measure that most of them have. */
export interface Reporting {
  counted: number;
  expected: number;
}

/**
 * Whether fewer than half of the units that should have a figure have one: then little can be said of
 * the whole. False where nobody is expected, as in an index that its owner publishes whole.
 */
export const isThin = ({ counted, expected }: Reporting): boolean => counted * 2 < expected;

/**
 * What is shown where no period is named: the latest that is not thin; the latest of all where every
 * one is. Undefined of none.
 *
 * @example usualOf([{ reporting: { counted: 1, expected: 51 } }, whole]) // whole
 */
export const usualOf = <Of extends { reporting: Reporting }>(
  latestFirst: readonly Of[],
): Of | undefined => latestFirst.find(({ reporting }) => !isThin(reporting)) ?? latestFirst[0];
