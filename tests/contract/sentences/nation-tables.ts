// What the tables of the nation's page must hold: every figure that others published, once, as it was filed;
// what is known of each ranking; and what the press said. Held against the files of the catalogue.
import type { Name } from './facts.ts';
import type { FiledFact } from './nation.ts';
import {
  dayText,
  numberOf,
  periodText,
  shortName,
  textFaults,
  valueFault,
  type Language,
  type Section,
} from './text.ts';

/** A rank or score of a unit in another's index, as it was filed. */
export interface FiledRank {
  index: string;
  year: string;
  unit: string;
  component: string;
  rank: string;
}

/** What an article says, as it was filed. */
export interface FiledPress {
  day: string;
  subject_vi: string;
  subject_en: string;
  fact_vi: string;
  fact_en: string;
  value: string;
  value_unit: string;
  source: string;
}

const WORDS = {
  vi: {
    more: 'hơn ',
    yes: 'có',
    others: 'Các số liệu quốc gia khác',
    ranks: 'Các bảng xếp hạng đã công bố',
    press: 'Số liệu trong các bài báo',
    show: 'Xem {n} số liệu',
    indices: {
      DTI: 'Chỉ số chuyển đổi số (DTI)',
      EGOV: 'Xếp hạng mức độ ứng dụng CNTT, phát triển Chính phủ điện tử',
      ICT_INDEX: 'Chỉ số sẵn sàng ứng dụng CNTT (ICT Index)',
      PAR_INDEX: 'Chỉ số cải cách hành chính (PAR Index)',
      SIPAS: 'Chỉ số hài lòng về phục vụ hành chính (SIPAS)',
    },
  },
  en: {
    more: 'more than ',
    yes: 'yes',
    others: 'Other national figures',
    ranks: 'Published rankings',
    press: 'Facts of the articles',
    show: 'Show {n} facts',
    indices: {
      DTI: 'Digital transformation index (DTI)',
      EGOV: 'Assessment of IT application and e-government',
      ICT_INDEX: 'ICT Index',
      PAR_INDEX: 'Public administration reform index (PAR Index)',
      SIPAS: 'Satisfaction index of public administration services (SIPAS)',
    },
  },
} as const;

/** What is charted, in the order of the page. */
const CHARTED = [
  'national_share_l4_percent',
  'share_units_with_lgsp_percent',
  'accounts',
  'un_egdi_rank',
];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A day, a month, a quarter or a year, as precisely as it was filed; or from one to another. */
function whenText(day: string, language: Language): string {
  if (day.includes('/'))
    return day
      .split('/')
      .map((end) => whenText(end, language))
      .join('–');
  const [year = '', month, date] = day.split('-');
  if (month?.startsWith('Q')) return capital(periodText(day, language));
  if (month === undefined) return year;
  if (date !== undefined) return dayText(day, language);
  return language === 'vi'
    ? `${Number(month)}/${year}`
    : dayText(`${day}-01`, 'en').replace('1 ', '');
}

/** A figure as others printed it. */
function filedText({ measure, value, qualifier }: FiledFact, language: Language) {
  const { more, yes } = WORDS[language];
  return (said: string): string | null => {
    if (measure.endsWith('_all')) return said === yes ? null : `"${said}" stands for yes`;
    const isMore = said.startsWith(more);
    const bare = isMore ? said.slice(more.length) : said;
    const isSo =
      numberOf(bare, language)?.value === Number(value) &&
      bare.endsWith('%') === measure.endsWith('percent') &&
      isMore === (qualifier === '>');
    return isSo ? null : `"${said}" stands for ${qualifier}${value}`;
  };
}

/** Rows that hold day and value, against the figures of one measure by day. */
function factFaults(
  rows: readonly string[][],
  facts: readonly FiledFact[],
  language: Language,
): string[] {
  const own = facts.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  if (rows.length !== own.length) return [`${rows.length} rows of ${own.length} figures`];
  return own.flatMap((fact, at) => {
    const [day = '', value = ''] = rows[at] ?? [];
    return [
      valueFault(day, whenText(fact.day, language), language),
      valueFault(value, filedText(fact, language), language),
    ].filter((fault) => fault !== null);
  });
}

/** What is charted has a table of its own; all else stands in one, measure by measure. */
export function publishedFaults(
  sections: readonly Section[],
  published: readonly FiledFact[],
  language: Language,
): string[] {
  const byMeasure = Map.groupBy(published, ({ measure }) => measure);
  const others = sections.find(({ heading }) => heading === WORDS[language].others);
  const named = [...Map.groupBy(others?.rows ?? [], ([name = '']) => nameIn(name)).values()];
  const rest = [...byMeasure.keys()].filter((measure) => !CHARTED.includes(measure));
  const told = named.map((rows) => rows.map(([, day = '', value = '']) => [day, bareOf(value)]));
  return [
    ...CHARTED.flatMap((measure, at) =>
      factFaults(sections[at]?.rows ?? [], byMeasure.get(measure) ?? [], language).map(
        (fault) => `${measure}: ${fault}`,
      ),
    ),
    ...(told.length === rest.length ? [] : [`${told.length} measures of ${rest.length}`]),
    // What each is called is the page's own; no two may share a name, and each has its figures.
    ...rest
      .filter((measure) => {
        const facts = byMeasure.get(measure) ?? [];
        return !told.some((rows) => factFaults(rows, facts, language).length === 0);
      })
      .map((measure) => `${measure} is not told as it was filed`),
  ];

  function nameIn(head: string): string {
    const sources = (others?.rows ?? []).map((row) => row.at(-1) ?? '');
    const source = sources.find((each) => each !== '' && head.endsWith(` ${each}`));
    return source ? head.slice(0, -source.length - 1) : head;
  }
  /** Phones have the day under the value. */
  function bareOf(value: string): string {
    const [, figure = value] =
      /^(\S*\d\S*|có|yes|hơn \S+|more than \S+)(?: .*)?$/.exec(value) ?? [];
    return figure;
  }
}

/** One line an index: its years, what is known of it of how many units, and who is first in the latest year. */
export function rankFaults(
  sections: readonly Section[],
  ranks: readonly FiledRank[],
  nameOf: (unit: string) => Name | undefined,
  language: Language,
): string[] {
  const words = WORDS[language];
  const rows = sections.find(({ heading }) => heading === words.ranks)?.rows ?? [];
  const indices = Map.groupBy(ranks, ({ index }) => index);
  return [
    ...(rows.length === indices.size ? [] : [`${rows.length} rankings of ${indices.size}`]),
    ...[...indices].flatMap(([index, own]) => {
      const row = rows.find(([name]) => name === words.indices[index as 'DTI']) ?? [];
      const years = own.map(({ year }) => Number(year));
      const first = own.filter(({ rank, component }) => rank === '1' && component === 'overall');
      const latest = Math.max(...first.map(({ year }) => Number(year)));
      const leaders = first
        .filter(({ year }) => Number(year) === latest)
        .map(({ unit }) => {
          const name = nameOf(unit);
          return name ? shortName(name, language) : unit;
        });
      const said = (row[4] ?? '').replace(` ${latest}`, '').split('; ').toSorted();
      const sentence = '{first}–{last} | {facts} | {units}';
      const values = {
        ...{ first: Math.min(...years), last: Math.max(...years), facts: own.length },
        units: new Set(own.map(({ unit }) => unit)).size,
      };
      return [
        ...textFaults(row.slice(1, 4).join(' | '), [{ words: sentence, values }], language),
        ...(said.join() === leaders.toSorted().join() && row[4]?.endsWith(` ${latest}`)
          ? []
          : [`${index}: "${row[4]}" should be ${leaders.join('; ')} ${latest}`]),
      ];
    }),
  ];
}

const digitsIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

/** A figure of an article; where it has a number, that and no other. */
function pressText({ value, value_unit: unit }: FiledPress, language: Language) {
  return (said: string): string | null => {
    const isNumber = /^-?\d+(?:\.\d+)?$/.test(value) && unit !== 'boolean';
    const numbers = said.match(/\d[\d.,]*/g) ?? [];
    const of = /\d+$/.exec(unit)?.[0];
    const wanted = isNumber ? [value, ...(of === undefined ? [] : [of])] : [];
    if (isNumber && unit !== 'date' && unit !== 'period') {
      const isSame =
        numbers.length === wanted.length &&
        numbers.every((number, at) => numberOf(number, language)?.value === Number(wanted[at]));
      return isSame && said.includes('%') === (unit === 'percent')
        ? null
        : `"${said}" stands for ${value} ${unit}`;
    }
    // What is no number is a day, a quarter, a span of years or a document; or a word.
    const isQuarter = /^\d{4}-Q\d$/.test(value);
    if (isQuarter) return valueFault(said, capital(periodText(value, language)), language);
    const parts = unit === 'text' || unit === 'boolean' ? [] : digitsIn(value);
    const told = digitsIn(said);
    // Months are words in English.
    const isSo =
      parts.length === 0 ? told.length === 0 : told.every((number) => parts.includes(number));
    return isSo && (parts.length === 0 || told.includes(Math.max(...parts)))
      ? null
      : `"${said}" stands for ${value} ${unit}`;
  };
}

/** What articles said: all of it, and how much that is. */
export function pressFaults(
  page: string,
  sections: readonly Section[],
  press: readonly FiledPress[],
  language: Language,
): string[] {
  const words = WORDS[language];
  const section = sections.find(({ heading }) => heading === words.press);
  const rows = [...(section?.rows ?? [])];
  const shown = [...page.matchAll(/<summary[^>]*>(.*?)<\/summary>/gs)]
    .map(([, said = '']) => said.replaceAll(/<!--.*?-->/gs, '').trim())
    .find((said) => new RegExp(words.show.replace('{n}', '\\d+')).test(said));
  const sources = new Set(press.map(({ source }) => source)).size;
  return [
    ...textFaults(shown, [{ words: words.show, values: { n: press.length } }], language),
    ...(rows.length === press.length ? [] : [`${rows.length} of ${press.length} facts`]),
    ...(section?.items.length === sources
      ? []
      : [`${section?.items.length} of ${sources} sources`]),
    ...press.flatMap((fact) => {
      const day = whenText(fact.day, language);
      const subject = fact[`subject_${language}`];
      const said = fact[`fact_${language}`].toLocaleLowerCase(language);
      const row = rows.find(
        ([when, head = '', value = '']) =>
          when === day &&
          // Phones have the day under what was said.
          head.toLocaleLowerCase(language).startsWith(`${said} `) &&
          head.slice(said.length) === ` ${day} ${subject}` &&
          pressText(fact, language)(value) === null,
      );
      return row ? [] : [`no "${said}" (${day}, ${subject}): ${fact.value} ${fact.value_unit}`];
    }),
  ];
}
