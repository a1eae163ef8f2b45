// Finds things by the words that people type: without marks, by code, by abbreviation, by a former
// name. Pure; the server keeps one index, and tests make small ones.
import { foldForSearch } from '../format.ts';

export type SoughtKind = 'unit' | 'body' | 'indicator' | 'series' | 'procedure' | 'page' | 'term';

/** Something that can be found. */
export interface Sought {
  kind: SoughtKind;
  /** Its page, from the root and without language. */
  path: string;
  nameVi: string;
  nameEn: string;
  /** Said beside the name, so that two of one name are told apart; null where nothing need be. */
  noteVi: string | null;
  noteEn: string | null;
  /** Found by these as by its names: short and former names, abbreviations. */
  aliases: readonly string[];
  /** Found by the whole of one of these alone. */
  codes: readonly string[];
  /** Numbers of documents, "17/NQ-CP": found by parts that follow each other, or by all of one among other words. */
  documents?: readonly string[];
  /** Whether it belongs to what is shown now; what went before comes after it. */
  isCurrent: boolean;
}

/** A text as it is compared: its words without marks, and all of them run together. */
interface Label {
  words: readonly string[];
  together: string;
}

interface Entry<Thing> {
  thing: Thing;
  labels: readonly Label[];
  codes: ReadonlySet<string>;
  documents: readonly Label[];
}

export type SearchIndex<Thing extends Sought = Sought> = readonly Entry<Thing>[];

const wordsOf = (text: string): string[] => foldForSearch(text).match(/[a-z0-9]+/g) ?? [];

function labelOf(text: string): Label {
  const words = wordsOf(text);
  return { words, together: words.join('') };
}

/** @param things in the order in which equals are to be listed */
export const indexOf = <Thing extends Sought>(things: readonly Thing[]): SearchIndex<Thing> =>
  things.map((thing) => ({
    thing,
    labels: [thing.nameVi, thing.nameEn, ...thing.aliases]
      .map(labelOf)
      .filter(({ words }) => words.length > 0),
    codes: new Set(
      [...thing.codes, ...(thing.documents ?? [])].map((code) => labelOf(code).together),
    ),
    documents: (thing.documents ?? []).map(labelOf),
  }));

/** How near a text is to what was typed; the higher the nearer, 0 for not at all. */
const NEARNESS = {
  code: 100,
  whole: 90,
  start: 70,
  run: 55,
  abbreviation: 50,
  document: 45,
  words: 35,
};
/** Letters from which an abbreviation may be left unfinished. */
const SHORTEST_ABBREVIATION = 3;

/** Between equals: who is asked for most. Bodies of a unit and procedures, of which there are thousands
 * of like names, stand behind all others. */
const KINDS: Record<SoughtKind, number> = {
  unit: 6,
  indicator: 5,
  term: 4,
  series: 4,
  page: 4,
  body: -60,
  procedure: -70,
};

const startsAt = (words: readonly string[], from: number, sought: readonly string[]): boolean =>
  sought.every((word, i) => {
    const other = words[from + i] ?? '';
    return i === sought.length - 1 ? other.startsWith(word) : other === word;
  });

/** Whether each word sought begins a word of its own. */
function holdsAll(words: readonly string[], sought: readonly string[]): boolean {
  const left = [...words];
  return sought.every((word) => {
    const at = left.findIndex((each) => each.startsWith(word));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

function nearnessOf({ words, together }: Label, sought: Label): number {
  if (together === sought.together) return NEARNESS.whole;
  if (startsAt(words, 0, sought.words)) return NEARNESS.start;
  if (words.some((_, from) => startsAt(words, from, sought.words))) return NEARNESS.run;
  const isUnfinished =
    sought.together.length >= SHORTEST_ABBREVIATION && together.startsWith(sought.together);
  if (isUnfinished) return NEARNESS.abbreviation;
  return holdsAll(words, sought.words) ? NEARNESS.words : 0;
}

/**
 * Whether the words are parts of a document's number one after the other, or hold all of it, as "Nghị quyết
 * số 17/NQ-CP" does. A single letter, or a short number alone, is of many things; a number of three figures
 * is that of a document whose own it is.
 */
function namesDocument({ words }: Label, sought: Label): boolean {
  const [first = '', ...others] = sought.words;
  if (others.length === 0 && /^(?:\d{1,2}|[a-z])$/.test(first)) return false;
  if (others.length === 0 && /^\d+$/.test(first)) return words[0] === first;
  return (
    words.some((_, from) => startsAt(words, from, sought.words)) ||
    (words.length > 1 && sought.words.some((_, from) => startsAt(sought.words, from, words)))
  );
}

/** Of two that hold the words alike the shorter name is nearer; never worth a whole point. */
const brevity = (label: Label): number => 1 / (1 + label.together.length);

/** What is over comes right after its like that is not. */
const PAST = -0.5;

/** Null where it is not what is sought. */
function scoreOf<Thing extends Sought>(entry: Entry<Thing>, sought: Label): number | null {
  const { kind, isCurrent } = entry.thing;
  const standing = KINDS[kind] + (isCurrent ? 0 : PAST);
  if (entry.codes.has(sought.together)) return NEARNESS.code + standing;
  let best = 0;
  for (const label of entry.labels) {
    const nearness = nearnessOf(label, sought);
    if (nearness > 0) best = Math.max(best, nearness + brevity(label));
  }
  const isDocument = entry.documents.some((document) => namesDocument(document, sought));
  if (isDocument) best = Math.max(best, NEARNESS.document);
  return best === 0 ? null : best + standing;
}

/**
 * What is nearest to the words typed, nearest first.
 *
 * Marks, case and punctuation do not count, and đ is d. A thing is found by a whole code, by parts of the
 * number of a document that follow each other, or where each word typed begins a word of one of its names;
 * the nearer the order and the shorter the name the better. Between equals a unit comes before an indicator;
 * bodies of a unit and procedures come last.
 *
 * @param most how many at most, 0 or more
 * @returns the first `most`, and how many were found in all; nothing where no letter or digit was typed
 * @example find(index, 'vinh phuc', 8).found[0]?.nameVi // 'Tỉnh Vĩnh Phúc'
 */
export function find<Thing extends Sought>(
  index: SearchIndex<Thing>,
  text: string,
  most: number,
): { found: Thing[]; total: number } {
  const sought = labelOf(text);
  if (sought.words.length === 0) return { found: [], total: 0 };
  const scored = index
    .flatMap((entry, place) => {
      const score = scoreOf(entry, sought);
      return score === null ? [] : [{ thing: entry.thing, place, score }];
    })
    .sort((a, b) => b.score - a.score || a.place - b.place);
  return { found: scored.slice(0, most).map(({ thing }) => thing), total: scored.length };
}
