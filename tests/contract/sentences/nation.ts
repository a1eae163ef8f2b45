// What the page of the nation must say over its figures: from what to what others' figures went, and what the
// releases gathered here come to. Others' are as they were filed; the API tells the rest.
import { rankingIn, type World } from './nation-facts.ts';
import {
  dayText,
  numberOf,
  percent,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** A published figure as it was filed. */
export interface FiledFact {
  measure: string;
  day: string;
  value: string;
  qualifier: string;
}

const LEVEL4 = 'national_share_l4_percent';
const SHARE = 'share_l4';

const WORDS = {
  vi: {
    head: 'Cả nước có {last} dịch vụ công trực tuyến ở mức độ 4 ({lastDay}); {firstDay}: {first}',
    charted: [
      [LEVEL4, 'Mức độ 4: {first} ({firstDay}), {last} ({lastDay})'],
      [
        'share_units_with_lgsp_percent',
        'Bộ, ngành, địa phương có LGSP: {first} ({firstDay}), {last} ({lastDay})',
      ],
      ['accounts', 'Tài khoản: {first} ({firstDay}), {last} ({lastDay})'],
      [
        'un_egdi_rank',
        'Liên hợp quốc xếp Việt Nam hạng {last} năm {lastDay}; năm {firstDay}: hạng {first}',
      ],
    ],
    moreThan: 'hơn {figure}',
    own: 'Đối chiếu, {period}: {value} dịch vụ ở mức độ 4 ({n}/{d}), tính từ {counted}/{expected} đơn vị',
    facts: 'Xem {n} số liệu',
  },
  en: {
    head: '{last} of services nationwide were at level 4 on {lastDay}; on {firstDay}: {first}',
    charted: [
      [LEVEL4, 'Level 4: {first} ({firstDay}), {last} ({lastDay})'],
      [
        'share_units_with_lgsp_percent',
        'Bodies with an LGSP: {first} ({firstDay}), {last} ({lastDay})',
      ],
      ['accounts', 'Accounts: {first} ({firstDay}), {last} ({lastDay})'],
      ['un_egdi_rank', 'The UN ranked Viet Nam {last} in {lastDay}; in {firstDay}: {first}'],
    ],
    moreThan: 'more than {figure}',
    own: 'For comparison, {period}: {value} of services at level 4 ({n} of {d}), counted from {counted} of {expected} units',
    facts: 'Show {n} facts',
  },
} as const;

/** A year alone stands as it is. */
const whenText = (day: string, language: Language): string =>
  day.includes('-') ? dayText(day, language) : day;

/** A figure as it was filed: nothing is rounded, and what is more than it says so. */
const figureText =
  ({ measure, value, qualifier }: FiledFact, language: Language) =>
  (said: string): string | null => {
    const [before = '', after = ''] = WORDS[language].moreThan.split('{figure}');
    const isMore = said.startsWith(before) && said.endsWith(after);
    const bare = isMore ? said.slice(before.length) : said;
    const isSame = numberOf(bare, language)?.value === Number(value);
    const isShare = bare.endsWith('%') === measure.endsWith('_percent');
    return isSame && isShare && isMore === (qualifier === '>')
      ? null
      : `"${said}" stands for ${qualifier}${value}`;
  };

function endsSaid(
  facts: readonly FiledFact[],
  measure: string,
  words: string,
  language: Language,
): Sentence {
  const own = facts
    .filter((fact) => fact.measure === measure)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return { words: `nobody published ${measure}` };
  return {
    words,
    values: {
      first: figureText(first, language),
      last: figureText(last, language),
      firstDay: whenText(first.day, language),
      lastDay: whenText(last.day, language),
    },
  };
}

/** What is gathered here, quarter by quarter up to the one that is read. */
function ownFaults(
  sections: readonly Section[],
  world: World,
  period: string,
  language: Language,
): string[] {
  const words = WORDS[language];
  const section = sections.find(({ heading }) => heading.startsWith(words.own.split(',')[0] ?? ''));
  const known = (each: string) => rankingIn(world, each, SHARE).national;
  const { value, numerator, denominator, counted, expected } = known(period) ?? {};
  const values = {
    ...{ period: periodText(period, language), value: percent(value ?? NaN) },
    ...{ n: numerator ?? NaN, d: denominator ?? NaN },
    ...{ counted: counted ?? NaN, expected: expected ?? NaN },
  };
  const periods = world.periods.slice(0, world.periods.indexOf(period) + 1);
  const rows = section?.rows ?? [];
  return [
    ...textFaults(section?.heading, [{ words: words.own, values }], language),
    ...(rows.length === periods.length ? [] : [`${rows.length} of ${periods.length} quarters`]),
    ...periods.flatMap((each, at) => {
      const national = known(each);
      const row = {
        share: percent(national?.value ?? NaN),
        ...{ n: national?.numerator ?? NaN, d: national?.denominator ?? NaN },
        ...{ counted: national?.counted ?? NaN, expected: national?.expected ?? NaN },
      };
      const sentence = `${periodText(each, language)} | {share} | {n}/{d} | {counted}/{expected}`;
      return textFaults(rows[at]?.join(' | '), [{ words: sentence, values: row }], language);
    }),
  ];
}

export interface NationFacts {
  world: World;
  period: string;
  published: readonly FiledFact[];
}

/** What is wrong with the page. */
export function nationFaults(
  headline: string,
  sections: readonly Section[],
  { world, period, published }: NationFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  return [
    ...textFaults(headline, [endsSaid(published, LEVEL4, words.head, language)], language),
    ...words.charted.flatMap(([measure, head], at) => {
      const said = endsSaid(published, measure, head, language);
      // Below it stands what is measured, which is said of every release.
      const sentence = { ...said, words: `${said.words} {sub}` };
      const sub = (text: string) => (text.length > 10 ? null : 'it says nothing of what it is');
      const values = { ...said.values, sub };
      return textFaults(sections[at]?.heading, [{ ...sentence, values }], language);
    }),
    ...ownFaults(sections, world, period, language),
  ];
}
