// Finds the terms of the glossary in a sentence that was made elsewhere, so that each can be opened where
// it stands. Pure; TermText imports it.

export interface TermWord {
  /** Its code in the glossary. */
  code: string;
  /** The word to look for, in the language being read; capitals do not count. */
  word: string;
  /** Its definition. */
  says: string;
}

/** A piece of the sentence, and the term that it is; null for the rest. */
export interface TermPart {
  text: string;
  term: TermWord | null;
}

/** Nothing before it that it would be the end of, and nothing behind it but the s of a plural. */
const BEFORE = /\p{L}$/u;
const BEHIND = /^s?(?!\p{L})/u;

/** Marks that close what they follow, and never begin a line; and those that open, and never end one. */
const CLOSING = /^[,.;:!?)\]”’%…]+/u;
const OPENING = /[([“‘]+$/u;

/** The marks that a piece of a sentence begins with and that belong to the piece before it. */
export const closingMarks = (text: string): string => CLOSING.exec(text)?.[0] ?? '';

/** The marks that a piece of a sentence ends with and that belong to the piece after it. */
export const openingMarks = (text: string): string => OPENING.exec(text)?.[0] ?? '';

/** Where a word stands by itself in a text; -1 where it does not. */
function placeOf(text: string, word: string): number {
  let at = text.indexOf(word);
  while (
    at >= 0 &&
    (BEFORE.test(text.slice(0, at)) || !BEHIND.test(text.slice(at + word.length)))
  ) {
    at = text.indexOf(word, at + 1);
  }
  return at;
}

/** The sentence in pieces: every term where it stands first, nothing lost and nothing added. */
export function termParts(text: string, terms: readonly TermWord[]): TermPart[] {
  const [term, ...others] = terms;
  if (!term) return text === '' ? [] : [{ text, term: null }];
  const at = placeOf(text.toLocaleLowerCase(), term.word.toLocaleLowerCase());
  if (at < 0) return termParts(text, others);
  const word = at + term.word.length;
  const end = word + (BEHIND.exec(text.slice(word))?.[0].length ?? 0);
  return [
    ...termParts(text.slice(0, at), others),
    { text: text.slice(at, end), term },
    ...termParts(text.slice(end), others),
  ];
}
