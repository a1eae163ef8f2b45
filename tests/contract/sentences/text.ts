// The words of a page as a reader meets them, and sentences held against figures. Imports nothing of the
// product: numbers, days and periods are read here by the rules of the two languages alone.

export type Language = 'vi' | 'en';
export const LANGUAGES: readonly Language[] = ['vi', 'en'];

/** A number as it may be rounded; a text as it must stand; what else says itself what is wrong. */
export type Value = number | string | ((said: string) => string | null);

/** A sentence with places `{name}`, and what must stand there. */
export interface Sentence {
  words: string;
  values?: Readonly<Record<string, Value>>;
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** What a reader meets of a piece of a page. */
export const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,;:)])/g, '')
    .trim();

export interface Section {
  heading: string;
  /** Headings, paragraphs and captions in their order, the section's own heading left out. */
  texts: string[];
  /** Heads of columns. */
  heads: string[];
  /** Cells by row, heads left out. */
  rows: string[][];
  /** Terms of its lists with what is said of them. */
  terms: [term: string, said: string][];
  /** Items of its other lists. */
  items: string[];
}

const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map((match) => match.groups?.inner ?? '');

/** Terms of lists with what is said of them. */
export const termsOf = (html: string): Section['terms'] =>
  [...html.matchAll(/<dt\b[^>]*>(.*?)<\/dt>\s*<dd\b[^>]*>(.*?)<\/dd>/gs)].map(
    ([, term = '', said = '']): [string, string] => [plain(term), plain(said)],
  );

/** The sections of a page. None of them holds another. */
export function sectionsOf(page: string): Section[] {
  const html = page
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<(script|style|svg)\b.*?<\/\1>/gs, '')
    // Definitions that open from a sentence are the glossary's, not the sentence's.
    .replaceAll(/<span\b[^>]*\bpopover\b.*?<\/span>/gs, '');
  return all(html, /<section\b[^>]*>(?<inner>.*?)<\/section>/gs).map((section) => {
    const [heading = '', ...texts] = all(
      section,
      /<(h2|h3|p|caption|figcaption)\b[^>]*>(?<inner>.*?)<\/\1>/gs,
    ).map(plain);
    const body = all(section, /<tbody\b[^>]*>(?<inner>.*?)<\/tbody>/gs).join('');
    const rows = all(body, /<tr\b[^>]*>(?<inner>.*?)<\/tr>/gs).map((row) =>
      all(row, /<(th|td)\b[^>]*>(?<inner>.*?)<\/\1>/gs).map(plain),
    );
    const terms = termsOf(section);
    const heads = all(section, /<th\b[^>]*\bscope="col"[^>]*>(?<inner>.*?)<\/th>/gs).map(plain);
    const items = all(section, /<li\b[^>]*>(?<inner>.*?)<\/li>/gs).map(plain);
    return { heading, texts, heads, rows, terms, items };
  });
}

/** What a page says first: its headline and the lead below it. */
export function topOf(page: string): { headline: string; lead: string } {
  // A term that opens its definition may be a part of a word.
  const bare = page
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<span\b[^>]*\bpopover\b.*?<\/span>/gs, '')
    .replaceAll(/<\/?button\b[^>]*>/g, '');
  const first = (pattern: RegExp): string => plain(all(bare, pattern)[0] ?? '');
  return {
    headline: first(/<h1\b[^>]*>(?<inner>.*?)<\/h1>/gs),
    lead: first(/<p\b[^>]*class="lead\b[^>]*>(?<inner>.*?)<\/p>/gs),
  };
}

/** 1.234,5 in Vietnamese, 1,234.5 in English; null where it is no number. */
export function numberOf(
  text: string,
  language: Language,
): { value: number; digits: number } | null {
  const [group, mark] = language === 'vi' ? ['.', ','] : [',', '.'];
  const cleared = text.replaceAll(group, '').replace(mark, '.').replace('\u2212', '-');
  if (!/^[+-]?\d+(?:\.\d+)?%?$/.test(cleared)) return null;
  const bare = cleared.replace('%', '');
  return { value: Number(bare), digits: bare.split('.')[1]?.length ?? 0 };
}

/** What is wrong with a number that was shown for another, if anything. */
function numberFault(said: string, value: number, language: Language): string | null {
  const number = numberOf(said, language);
  if (!number) return `${said} is no number`;
  const isRounded = Math.abs(number.value - value) <= 0.5 * 10 ** -number.digits + 1e-9;
  // 0,0 for 0,04 says little, but nothing untrue; +0 would.
  const isSigned = !said.startsWith('+') || value > 0;
  return isRounded && isSigned ? null : `${said} stands for ${value}`;
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** What is wrong with one value as it was said, if anything. */
export function valueFault(
  said: string,
  value: Value | undefined,
  language: Language,
): string | null {
  if (typeof value === 'function') return value(said);
  if (typeof value === 'number') return numberFault(said, value, language);
  return said === value ? null : `"${said}" stands for "${value}"`;
}

/** What is wrong with a text that should be these sentences, one after the other. */
export function textFaults(
  text: string | undefined,
  sentences: readonly Sentence[],
  language: Language,
): string[] {
  const words = sentences.map((sentence) => sentence.words).join(' ');
  const values = Object.assign({}, ...sentences.map((sentence) => sentence.values ?? {})) as Record<
    string,
    Value
  >;
  const names: string[] = [];
  const pattern = words.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return escaped(part);
    names.push(name);
    return typeof values[name] === 'number' ? '([+\u2212]?\\d[\\d.,]*%?)' : '(.+?)';
  });
  const match = new RegExp(`^${pattern.join('')}$`, 's').exec(text ?? '');
  if (!match) return [`"${text ?? ''}" should read "${words}"`];
  return names.flatMap((name, at) => {
    const fault = valueFault(match[at + 1] ?? '', values[name], language);
    return fault === null ? [] : [`"${text ?? ''}": {${name}} ${fault}`];
  });
}

/** What is wrong with texts that should be these paragraphs, each of some sentences; no more, no fewer. */
export function paragraphFaults(
  texts: readonly string[],
  paragraphs: readonly (readonly Sentence[])[],
  language: Language,
): string[] {
  if (texts.length !== paragraphs.length) {
    const wanted = paragraphs.map((each) => each.map(({ words }) => words).join(' '));
    return [
      `${texts.length} texts for ${wanted.length}: ${texts.join(' | ')} FOR ${wanted.join(' | ')}`,
    ];
  }
  return paragraphs.flatMap((sentences, at) => textFaults(texts[at], sentences, language));
}

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** 2020-12-31 as each language writes it. */
export function dayText(day: string, language: Language): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return language === 'vi' ? `${date}/${month}/${year}` : `${date} ${MONTHS[month - 1]} ${year}`;
}

/** 2020-Q1, or the year 2020, in the middle of a sentence. */
export function periodText(period: string, language: Language): string {
  if (!period.includes('Q')) return language === 'vi' ? `năm ${period}` : period;
  const [year = '', quarter = ''] = period.split('-Q');
  return language === 'vi'
    ? `quý ${['I', 'II', 'III', 'IV'][Number(quarter) - 1]}/${year}`
    : `Q${quarter} ${year}`;
}

/** A unit as tables name it. */
export function shortName(name: { vi: string; en: string }, language: Language): string {
  if (/^(?:Thành phố|TP\.?) Hồ Chí Minh$/.test(name.vi))
    return language === 'vi' ? 'TP. Hồ Chí Minh' : name.en;
  return language === 'vi'
    ? name.vi.replace(/^(?:Tỉnh|Thành phố) /, '')
    : name.en.replace(/ (?:Province|City)$/, '');
}

/** "504 dịch vụ", one service or several in English; {key} is the number. */
export const services = (n: number, key: string, language: Language): string =>
  language === 'vi' ? `{${key}} dịch vụ` : `{${key}} ${n === 1 ? 'service' : 'services'}`;

/** Words by language, with parts put in. */
export const pick = (words: Record<Language, string>, language: Language): string =>
  words[language];

/** 0.3 as the 30 that is printed. */
export const percent = (share: number): number => share * 100;
