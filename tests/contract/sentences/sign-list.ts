// What the list of questions to units must say over them: how many there are and how many stand unanswered, of
// each kind and in each group. The same question in quarters that follow each other is one.
import type { Name, Signs } from './facts.ts';
import { earlierFaults, entriesOf, toldFaults } from './sign-entry.ts';
import {
  numberOf,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** A question in one quarter, as the API lists it. */
export type ListedSign = Signs['signs'][number] & {
  unitId: string;
  series: string;
  name: Name;
  group: string | null;
  unitName: Name;
};

/** What a reader narrows the list to; null narrows nothing. */
export interface Narrowed {
  period?: string | null;
  unit?: string;
  kind?: string;
  group?: string;
  answered?: 'yes' | 'no';
}

const WORDS = {
  vi: {
    none: 'Không có câu hỏi nào về số liệu theo lựa chọn này',
    answered: 'Cả {count} câu hỏi về số liệu đã được đơn vị trả lời',
    open: '{open}/{count} câu hỏi về số liệu đã quá hạn mà đơn vị chưa trả lời',
    one: 'Câu hỏi duy nhất về số liệu đã quá hạn mà đơn vị chưa trả lời',
    kinds: 'Số câu hỏi theo loại',
    oneAnswered: 'Câu hỏi duy nhất về số liệu đã được đơn vị trả lời',
    groups: {
      ministries: 'Bộ, cơ quan ngang bộ',
      agencies: 'Cơ quan thuộc Chính phủ',
      provinces: 'Tỉnh, thành phố',
    },
    answers: { yes: 'Đã trả lời', no: 'Quá hạn, chưa trả lời' },
    list: 'Câu hỏi về số liệu',
    running: 'hỏi {n} kỳ liền, từ {since}',
    csv: /^CSV \((.+) dòng, mỗi kỳ một dòng\)$/,
  },
  en: {
    none: 'No question about figures matches this choice',
    answered: 'All {count} questions about figures are answered by their units',
    open: '{open} of {count} questions about figures are past due without an answer',
    one: 'The one question about figures is past due without an answer',
    kinds: 'What is asked, and how often',
    oneAnswered: 'The one question about figures is answered by its unit',
    groups: {
      ministries: 'Ministries',
      agencies: 'Government-attached agencies',
      provinces: 'Provinces and cities',
    },
    answers: { yes: 'Answered', no: 'Overdue, not answered' },
    list: 'Questions about figures',
    running: 'asked {n} periods running, since {since}',
    csv: /^CSV \((.+) rows?, one a period\)$/,
  },
} as const;

const following = (period: string): string => {
  const [year = '', quarter = ''] = period.split('-Q');
  return quarter === '4' ? `${Number(year) + 1}-Q1` : `${year}-Q${Number(quarter) + 1}`;
};

/** Whether a question is one of those asked for, whatever its quarter. */
const isFit =
  ({ unit, kind, group, answered }: Narrowed) =>
  (sign: ListedSign): boolean =>
    (unit === undefined || sign.unitId === unit) &&
    (kind === undefined || sign.kind === kind) &&
    (group === undefined || sign.group === group) &&
    (answered === undefined || (sign.answer === null) === (answered === 'no'));

const keyOf = (sign: ListedSign, of: string): string =>
  [sign.unitId, sign.series, sign.kind, sign.measure, of].join(' ');

/** The last of each question that was asked quarter by quarter, up to the one asked for. */
export function lastAsked(signs: readonly ListedSign[], narrowed: Narrowed): ListedSign[] {
  const fit = isFit(narrowed);
  const { period = null } = narrowed;
  if (period !== null) return signs.filter((sign) => sign.period === period && fit(sign));
  const asked = new Set(signs.map((sign) => keyOf(sign, sign.period)));
  return signs.filter((sign) => !asked.has(keyOf(sign, following(sign.period))) && fit(sign));
}

/** One a quarter, as the file has them. */
export const rowsAsked = (signs: readonly ListedSign[], narrowed: Narrowed): ListedSign[] =>
  signs.filter((sign) => (narrowed.period ?? sign.period) === sign.period && isFit(narrowed)(sign));

/** The same question of the quarters without a gap up to this one, the latest first. */
function runOf(sign: ListedSign, signs: readonly ListedSign[]): ListedSign[] {
  const asked = new Map(signs.map((each) => [keyOf(each, each.period), each]));
  const quarters = [...new Set(signs.map(({ period }) => period))].toSorted();
  const run = [sign];
  for (const quarter of quarters.toReversed()) {
    const before = asked.get(keyOf(sign, quarter));
    if (before && following(quarter) === run.at(-1)?.period) run.push(before);
  }
  return run;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Of whom what was asked, about which quarter and measure, and since when. */
function headOf(
  run: readonly ListedSign[],
  nameOf: (measure: string) => Name | undefined,
  language: Language,
): string {
  const [sign] = run;
  if (!sign) return '';
  const running = WORDS[language].running
    .replace('{n}', String(run.length))
    .replace('{since}', periodText(run.at(-1)?.period ?? '', language));
  const marks = [
    capital(periodText(sign.period, language)),
    ...(sign.measure === null ? [] : [nameOf(sign.measure)?.[language] ?? sign.measure]),
    ...(run.length > 1 ? [running] : []),
  ];
  return `${shortName(sign.unitName, language)}: ${sign.name[language]} ${marks.join(' · ')}`;
}

/** A page shows so many. */
const A_PAGE = 24;

export interface SignListFacts {
  signs: readonly ListedSign[];
  narrowed: Narrowed;
  nameOf: (measure: string) => Name | undefined;
}

/** The questions on all pages of the list: each once and whole, the latest quarters first, and nobody else's. */
export function entryFaults(
  pages: readonly string[],
  { signs, narrowed, nameOf }: SignListFacts,
  language: Language,
): string[] {
  const upTo = signs.filter(({ period }) => period <= (narrowed.period ?? period));
  const own = lastAsked(signs, narrowed).map((sign) => runOf(sign, upTo));
  const wanted = new Map(own.map((run) => [headOf(run, nameOf, language), run]));
  const entries = pages.map(entriesOf);
  const heads = entries.flat().map(({ head }) => head);
  const periods = heads.map((head) => wanted.get(head)?.[0]?.period ?? '');
  const isOrdered = periods.join() === periods.toSorted().toReversed().join();
  const isFull = entries.slice(0, -1).every(({ length }) => length === A_PAGE);
  return [
    ...(heads.length === own.length ? [] : [`${heads.length} of ${own.length} questions`]),
    ...(new Set(heads).size === heads.length ? [] : ['a question is told twice']),
    ...(isOrdered ? [] : ['not the latest first']),
    ...(isFull ? [] : ['a page that is not full']),
    ...entries.flat().flatMap(({ head, texts, earlier }) => {
      const run = wanted.get(head);
      if (!run) return [`"${head}" was not asked`];
      return [...toldFaults(texts, run, language), ...earlierFaults(earlier, run, language)];
    }),
  ];
}

/** How many pages the list has. */
export const pagesOf = (signs: readonly ListedSign[], narrowed: Narrowed): number =>
  Math.max(1, Math.ceil(lastAsked(signs, narrowed).length / A_PAGE));

/** How many lines the file has that the page leads to. */
export function fileFaults(page: string, rows: number, language: Language): string[] {
  const [, inner = ''] = /<a\b[^>]*signs\.csv[^>]*>(.*?)<\/a>/s.exec(page) ?? [];
  const said = WORDS[language].csv.exec(inner.replaceAll(/<!--.*?-->/gs, '').trim())?.[1];
  if (rows === 0) return said === undefined ? [] : [`a file of ${said}`];
  return numberOf(said ?? '', language)?.value === rows ? [] : [`a file of ${said} for ${rows}`];
}

/** To what the list is narrowed, as its headline says behind its finding. */
function narrowedSaid(
  { signs, narrowed }: Pick<SignListFacts, 'signs' | 'narrowed'>,
  language: Language,
): string {
  const { groups, answers } = WORDS[language];
  const { unit, kind, group, period, answered } = narrowed;
  const ofUnit = signs.find(({ unitId }) => unitId === unit);
  const parts = [
    ...(ofUnit ? [shortName(ofUnit.unitName, language)] : []),
    ...(kind ? [signs.find((sign) => sign.kind === kind)?.name[language] ?? kind] : []),
    ...(group ? [groups[group as keyof typeof groups]] : []),
    ...(period ? [periodText(period, language)] : []),
    ...(answered ? [answers[answered]] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** What is wrong with the head of the list, and with how many there are of each kind. */
export function signListFaults(
  headline: string,
  sections: readonly Section[],
  { signs, narrowed }: Pick<SignListFacts, 'signs' | 'narrowed'>,
  language: Language,
): string[] {
  const words = WORDS[language];
  const own = lastAsked(signs, narrowed);
  const openOf = (asked: readonly ListedSign[]) => asked.filter(({ answer }) => answer === null);
  const values = { count: own.length, open: openOf(own).length };
  const said = {
    none: own.length === 0,
    oneAnswered: own.length === 1 && values.open === 0,
    answered: values.open === 0,
    one: own.length === 1,
  };
  const which = Object.entries(said).find(([, is]) => is)?.[0] as keyof typeof said | undefined;
  const narrowedTo = narrowedSaid({ signs, narrowed }, language);
  const head: Sentence = { words: words[which ?? 'open'] + narrowedTo, values };
  const kinds = Map.groupBy(own, ({ kind }) => kind);
  const rows = sections.find(({ heading }) => heading === words.kinds)?.rows ?? [];
  // The table stands where there is more than one kind to count.
  const wanted = kinds.size > 1 ? [...kinds.values()] : [];
  return [
    ...textFaults(headline, [head], language),
    ...(rows.length === wanted.length ? [] : [`${rows.length} kinds of ${wanted.length}`]),
    ...wanted.flatMap((asked) => {
      const name = asked[0]?.name[language] ?? '';
      const row = rows.find(([first]) => first === name) ?? [];
      const byGroup = row.slice(1, -2).map(Number);
      const groups = [...Map.groupBy(asked, ({ group }) => group).values()].map((of) => of.length);
      const isSplit =
        byGroup
          .filter(Boolean)
          .toSorted((a, b) => a - b)
          .join() === groups.toSorted((a, b) => a - b).join();
      const counts = [asked.length, openOf(asked).length].join();
      return isSplit && row.slice(-2).join() === counts
        ? []
        : [`"${row.join(' | ')}" for ${name}: ${groups.join()}; ${counts}`];
    }),
  ];
}
