// What stands below a ranking: who is ranked now and was not before, or the other way round; the leaders and
// neighbours of one unit with how far it is from each; and that somebody who is sought has no rank.
import type { NationRanking, NationRow } from './nation-facts.ts';
import { plain, shortName, textFaults, type Language, type Sentence } from './text.ts';

const WORDS = {
  vi: {
    changes:
      '* Kỳ này xếp hạng {now} đơn vị, kỳ trước {before}{who}: tăng, giảm bậc gồm cả phần do đơn vị vắng số liệu.',
    absent: 'vắng {absent}',
    back: 'thêm {back}',
    near: 'Ba đơn vị đầu bảng, ba đơn vị ngay trên và ba đơn vị ngay dưới {unit}. “Kém”: số {noun} {unit} cần có thêm để bằng đơn vị trong hàng; “hơn”: số {noun} đơn vị đó cần có thêm để bằng {unit}; tổng số của mỗi bên giữ nguyên.',
    nearPlain:
      'Ba đơn vị đầu bảng, ba đơn vị ngay trên và ba đơn vị ngay dưới {unit}; “kém”, “hơn” là chênh lệch của {unit} so với đơn vị trong hàng.',
    gap: /kém [\d.,]+|hơn [\d.,]+|bằng nhau/,
    behind: 'kém {n}',
    ahead: 'hơn {n}',
    level: 'bằng nhau',
    sought: 'Không có trong bảng xếp hạng; có {n} đơn vị ở phần chưa xếp hạng bên dưới.',
    none: 'Không có đơn vị nào phù hợp với bộ lọc.',
  },
  en: {
    changes:
      '* {now} units are ranked in this period, {before} were in the one before{who}: ranks up or down also come from units without figures.',
    absent: 'without {absent}',
    back: 'with {back}',
    near: 'The first three, and the three just above and below {unit}. “Behind”: how many more {noun} {unit} needs to come level with the unit of the row; “ahead”: how many more {noun} that unit needs to come level with {unit}; the totals of both stand still.',
    nearPlain:
      'The first three, and the three just above and below {unit}; “behind” and “ahead” say how far {unit} is from the unit of the row.',
    gap: /[\d.,]+ behind|[\d.,]+ ahead|level(?!-4)/,
    behind: '{n} behind',
    ahead: '{n} ahead',
    level: 'level',
    sought: 'Not in the ranking; {n} units are among the not ranked below.',
    none: 'No unit fits these filters.',
  },
} as const;

const textsOf = (page: string): string[] =>
  [...page.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)].map(([, inner = '']) => plain(inner));

/** Rows of units in the order of the page. */
export const unitRowsOf = (page: string): [id: string, said: string][] =>
  [...page.matchAll(/<tr id="([^"]+)"[^>]*>(.*?)<\/tr>/gs)].map(([, id = '', inner = '']) => [
    id,
    plain(inner),
  ]);

const idsOf = (units: readonly { unitId: string }[]): string[] =>
  units.map(({ unitId }) => unitId).toSorted();

/** Names in any order; one may hold a comma. */
const namesSaid =
  (units: readonly { name: NationRow['name'] }[], language: Language) =>
  (said: string): string | null => {
    const names = units.map(({ name }) => shortName(name, language));
    const left = names.reduce((text, name) => text.replace(name, ''), said);
    const isWhole = said.length === names.join(', ').length && /^[ ,]*$/.test(left);
    return isWhole ? null : `"${said}" stands for "${names.join(', ')}"`;
  };

/** More than these are counted and not named. */
const NAMED = 6;

/** The sentence on who came and who is gone; null where the very same units are ranked. */
function changesSaid(
  now: readonly NationRow[],
  before: readonly NationRow[],
  language: Language,
): Sentence | null {
  const words = WORDS[language];
  const [ids, earlier] = [idsOf(now), idsOf(before)];
  if (earlier.length === 0 || ids.join() === earlier.join()) return null;
  const absent = before.filter(({ unitId }) => !ids.includes(unitId));
  const back = now.filter(({ unitId }) => !earlier.includes(unitId));
  const isNamed = absent.length + back.length <= NAMED;
  const parts = [
    ...(absent.length > 0 && isNamed ? [words.absent] : []),
    ...(back.length > 0 && isNamed ? [words.back] : []),
  ];
  return {
    words: words.changes.replace('{who}', parts.length > 0 ? ` (${parts.join('; ')})` : ''),
    values: {
      now: now.length,
      before: before.length,
      absent: namesSaid(absent, language),
      back: namesSaid(back, language),
    },
  };
}

/** @param ranked whom the group ranks: in the period, and in the one before */
export function changedFaults(
  page: string,
  ranked: readonly [now: readonly NationRow[], before: readonly NationRow[]],
  language: Language,
): string[] {
  const said = textsOf(page).filter((text) => text.startsWith('*'));
  const sentence = changesSaid(...ranked, language);
  // A star in the head of the column leads to it.
  const heads = [...page.matchAll(/<th\b[^>]*scope="col"[^>]*>(.*?)<\/th>/gs)];
  const starred = heads.filter(([, head = '']) => plain(head).includes('*')).length;
  const wanted = Number(sentence !== null);
  return [
    ...(said.length === wanted ? [] : [`${said.length} of ${wanted}: ${said.join(' | ')}`]),
    ...(starred === wanted ? [] : [`${starred} heads with a star of ${wanted}`]),
    ...(sentence ? textFaults(said[0], [sentence], language) : []),
  ];
}

export interface NearAsked {
  own: RankedRow;
  /** All of its group, as they are ranked. */
  rows: readonly RankedRow[];
  /** What is counted; null where figures are compared as they are. */
  noun: string | null;
  /** Of a share 100. */
  scale: number;
}
export interface RankedRow extends NationRow {
  score: number;
}

/** The least k with (n + k) / d at least N / D. */
const moreToLevel = (mine: RankedRow, theirs: RankedRow): number => {
  const [n, d] = [BigInt(mine.numerator ?? 0), BigInt(mine.denominator ?? 0)];
  const [above, below] = [BigInt(theirs.numerator ?? 0), BigInt(theirs.denominator ?? 0)];
  let k = (above * d) / below - n;
  while ((n + k) * below < above * d) k += 1n;
  return Number(k);
};

/** How far one is from another, by what is counted or by the figures themselves. */
function gapSaid(
  own: RankedRow,
  other: RankedRow,
  { noun, scale }: NearAsked,
  language: Language,
): Sentence {
  const words = WORDS[language];
  if (other.score === own.score) return { words: words.level };
  const [low, high] = other.score > own.score ? [own, other] : [other, own];
  const n = noun === null ? scale * (high.score - low.score) : moreToLevel(low, high);
  return { words: low === own ? words.behind : words.ahead, values: { n } };
}

/** What is wrong with a ranking that was narrowed to the leaders and the neighbours of a unit. */
export function nearFaults(page: string, asked: NearAsked, language: Language): string[] {
  const words = WORDS[language];
  const { own, rows, noun } = asked;
  const place = rows.indexOf(own);
  const wanted = rows.filter((_, at) => at < 3 || Math.abs(at - place) <= 3);
  const said = unitRowsOf(page).filter(([id]) => rows.some(({ unitId }) => unitId === id));
  const unit = shortName(own.name, language);
  const sentence = (noun === null ? words.nearPlain : words.near)
    .replaceAll('{unit}', unit)
    .replaceAll('{noun}', noun ?? '');
  const notes = textsOf(page).filter((text) => text.startsWith(words.near.slice(0, 14)));
  return [
    ...(said.map(([id]) => id).join() === wanted.map(({ unitId }) => unitId).join()
      ? []
      : [`${said.map(([id]) => id).join()} FOR ${wanted.map(({ unitId }) => unitId).join()}`]),
    ...(notes.length === 1 && notes[0] === sentence
      ? []
      : [`${notes.join(' | ')} FOR ${sentence}`]),
    ...said.flatMap(([id, text]) => {
      const other = rows.find(({ unitId }) => unitId === id);
      if (!other) return [];
      const [gap] = words.gap.exec(text) ?? [];
      if (other === own) return gap === undefined ? [] : [`${id} is ${gap} of itself`];
      return textFaults(gap, [gapSaid(own, other, asked, language)], language).map(
        (fault) => `${id}: ${fault}`,
      );
    }),
  ];
}

/** As it is compared with what is sought: without marks and in small letters. */
const folded = (text: string): string =>
  text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd');

type Named = NationRow | NationRanking['unranked'][number];
export const isSought = ({ name, unit }: Named, word: string): boolean =>
  folded(`${name.vi} ${name.en} ${unit}`).includes(folded(word));

/** Pieces of words that only names of units without a rank hold, those of most units in front. */
export function soughtPieces(own: readonly NationRow[], silent: readonly Named[]): string[] {
  const words = silent.flatMap(({ name }) => name.vi.match(/\p{L}{3,}/gu) ?? []);
  const pieces = words.flatMap((word) => [
    word,
    ...Array.from({ length: word.length - 2 }, (_, at) => word.slice(at, at + 3)),
  ]);
  const found = (piece: string) => silent.filter((unit) => isSought(unit, piece)).length;
  return [...new Set(pieces)]
    .filter((piece) => !own.some((unit) => isSought(unit, piece)))
    .toSorted((a, b) => found(b) - found(a));
}

/** @param silent units of the group that have no rank; @param word what is sought, and nobody ranked bears */
export function soughtFaults(
  page: string,
  silent: readonly Named[],
  word: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const n = silent.filter((unit) => isSought(unit, word)).length;
  const many = n === 1 ? words.sought.replace('units are', 'unit is') : words.sought;
  const cells = [...page.matchAll(/<td colspan[^>]*>(.*?)<\/td>/gs)];
  const said = cells.map(([, inner = '']) => plain(inner));
  const sentence = n === 0 ? { words: words.none } : { words: many, values: { n } };
  return [
    ...(said.length === 1 ? [] : [`says ${said.length} times that nobody is there`]),
    ...textFaults(said[0], [sentence], language),
  ];
}
