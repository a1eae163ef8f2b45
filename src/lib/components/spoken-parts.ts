// Tells Vietnamese words that are quoted in a text from the text itself, so that each is read aloud in
// its own language. Pure; components import it.

export interface SpokenPart {
  text: string;
  isVietnamese: boolean;
}

const QUOTED = /(“[^”]*”|"[^"]*")/;
/** Marks that no other language of these pages has: breve, horn, hook above, dot below, and đ. */
const OWN_MARKS = /đ|\u0306|\u031b|\u0309|\u0323/iu;

/**
 * A text in pieces, nothing lost.
 *
 * @example spokenParts('VnExpress: “Chính phủ điện tử”').at(-1)?.isVietnamese // true
 */
export const spokenParts = (text: string): SpokenPart[] =>
  text
    .split(QUOTED)
    .filter((piece) => piece !== '')
    .map((piece) => ({
      text: piece,
      isVietnamese: QUOTED.test(piece) && OWN_MARKS.test(piece.normalize('NFD')),
    }));
