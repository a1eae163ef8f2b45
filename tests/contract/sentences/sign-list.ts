// What the list of questions to units must say over them: how many there are and how many stand unanswered, of
// each kind and in each group. The same question in quarters that follow each other is one.
import type { Name } from './facts.ts';
import { textFaults, type Language, type Section, type Sentence } from './text.ts';

/** A question in one quarter, as the API lists it. */
export interface ListedSign {
  unitId: string;
  series: string;
  kind: string;
  measure: string | null;
  period: string;
  name: Name;
  group: string | null;
  answer: unknown;
}

const WORDS = {
  vi: {
    none: 'Không có câu hỏi nào về số liệu theo lựa chọn này',
    answered: 'Cả {count} câu hỏi về số liệu đã được đơn vị trả lời',
    open: '{open}/{count} câu hỏi về số liệu đã quá hạn mà đơn vị chưa trả lời',
    one: '{open}/{count} câu hỏi về số liệu đã quá hạn mà đơn vị chưa trả lời',
    kinds: 'Số câu hỏi theo loại',
  },
  en: {
    none: 'No question about figures matches this choice',
    answered: 'All {count} questions about figures are answered by their units',
    open: '{open} of {count} questions about figures are past due without an answer',
    one: 'The one question about figures is past due without an answer',
    kinds: 'What is asked, and how often',
  },
} as const;

const following = (period: string): string => {
  const [year = '', quarter = ''] = period.split('-Q');
  return quarter === '4' ? `${Number(year) + 1}-Q1` : `${year}-Q${Number(quarter) + 1}`;
};

/** The last of each question that was asked quarter by quarter, up to the one asked for. */
export function lastAsked(signs: readonly ListedSign[], period: string | null): ListedSign[] {
  if (period !== null) return signs.filter((sign) => sign.period === period);
  const keyOf = (sign: ListedSign, of: string) =>
    [sign.unitId, sign.series, sign.kind, sign.measure, of].join(' ');
  const asked = new Set(signs.map((sign) => keyOf(sign, sign.period)));
  return signs.filter((sign) => !asked.has(keyOf(sign, following(sign.period))));
}

/** What is wrong with the list of one quarter, or of all. */
export function signListFaults(
  headline: string,
  sections: readonly Section[],
  { signs, period }: { signs: readonly ListedSign[]; period: string | null },
  language: Language,
): string[] {
  const words = WORDS[language];
  const own = lastAsked(signs, period);
  const openOf = (asked: readonly ListedSign[]) => asked.filter(({ answer }) => answer === null);
  const values = { count: own.length, open: openOf(own).length };
  const said = { none: own.length === 0, answered: values.open === 0, one: own.length === 1 };
  const which = Object.entries(said).find(([, is]) => is)?.[0] as keyof typeof said | undefined;
  const head: Sentence = { words: words[which ?? 'open'], values };
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
