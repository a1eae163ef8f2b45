// Words that articles print where a number could stand. Pure; anyone may import it.

/** Codes of such words; what each says stands in the messages. */
export const PRESS_WORDS = [
  'all',
  'almost-all',
  'basic-services',
  'low',
  'quarterly',
  'tens-of-trillions-vnd',
] as const;
export type PressWord = (typeof PRESS_WORDS)[number];

/** The word that a printed value is a code of; null where it is none. */
export const pressWord = (value: string): PressWord | null =>
  PRESS_WORDS.find((word) => word === value) ?? null;
