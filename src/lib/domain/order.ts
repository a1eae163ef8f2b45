// The order of texts by code units, the same on every machine; for lists that nobody reads by name.

/** Negative where `a` comes first, 0 where they are equal. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
