// What the first page must say of the questions that units of the nation were asked about one quarter: of each
// kind whom it was asked, and how many answered.
import type { Name } from './facts.ts';
import { NATION, unitsText } from './nation-facts.ts';
import type { ListedSign } from './sign-list.ts';
import { shortName, type Language, type Section } from './text.ts';

export interface AskedUnit extends ListedSign {
  unitName: Name;
}

const WORDS = {
  vi: {
    heading: 'Dấu hiệu cần hỏi',
    none: 'Kỳ này chưa có câu hỏi nào đến ngày công khai.',
    answered: (n: number, of: number) => `${n}/${of} đơn vị đã trả lời`,
  },
  en: {
    heading: 'Signs to ask about',
    none: 'No question of this period has become public yet.',
    answered: (n: number, of: number) => `answered by ${n} of ${of}`,
  },
} as const;

/** So many of a group are named. */
const MOST_NAMED = 3;

/** "4 bộ", "2 tỉnh (A; B)", with the names in any order. */
const whoText = (group: string, signs: readonly AskedUnit[], language: Language): string => {
  const names = signs.map(({ unitName }) => shortName(unitName, language)).toSorted();
  const named = names.length > MOST_NAMED ? '' : ` (${names.join('; ')})`;
  return unitsText(group, names.length, language) + named;
};

const sorted = (item: string): string =>
  item.replaceAll(
    /\(([^)]*)\)/g,
    (_, names: string) => `(${names.split('; ').toSorted().join('; ')})`,
  );

export function questionFaults(
  sections: readonly Section[],
  signs: readonly AskedUnit[],
  period: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const section = sections.find(({ heading }) => heading === words.heading);
  if (!section) return ['no section on questions'];
  const own = signs.filter(
    (sign) => sign.period === period && sign.series === 'dvc' && NATION.includes(sign.group ?? ''),
  );
  const wanted = [...Map.groupBy(own, ({ kind }) => kind).values()].map((asked) => {
    const who = NATION.map((group) => ({ group, of: asked.filter((sign) => sign.group === group) }))
      .filter(({ of }) => of.length > 0)
      .map(({ group, of }) => whoText(group, of, language));
    const answered = asked.filter(({ answer }) => answer !== null).length;
    return `${asked[0]?.name[language]} ${who.join(', ')} ${words.answered(answered, asked.length)}`;
  });
  const said = section.items.map(sorted);
  const isNone = section.texts[0] === words.none;
  return [
    ...(isNone === (own.length === 0) ? [] : [`"${section.texts[0]}" of ${own.length} questions`]),
    ...wanted.filter((item) => !said.includes(item)).map((item) => `no "${item}"`),
    ...said.filter((item) => !wanted.includes(item)).map((item) => `"${item}" is not so`),
  ];
}
