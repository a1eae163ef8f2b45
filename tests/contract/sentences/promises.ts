// What the page of dated promises must say: how many are in each state, by which one figure each was judged
// and of whom that figure is, and what the figures gathered here come to, with the way to each body's own.
import type { Name } from './facts.ts';
import { isMet, NATION, type NationRanking } from './nation-facts.ts';
import {
  dayText,
  numberOf,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** What a document says of a promise. */
interface Told {
  day: string;
  /** Of a promise to gain places: how many were gained. */
  value?: number;
  /** Of the whole nation, as another published it. */
  measure?: string;
  published?: number;
}

export interface PromisedLine {
  origin: string;
  subject: string;
  name: Name | null;
  unitId: string | null;
  groupIds: string[];
  asked: { operator: string | null; value: string; baseline: string | null };
  due: string;
  state: string;
  decidedBy: Told | null;
  latest: Told | null;
  released: {
    release: string;
    period: string;
    illustrative: boolean;
    value: number;
    met: number | null;
    withTarget: number | null;
  } | null;
}

/** As the API tells of all promises. */
export interface PromisesFacts {
  today: string;
  total: number;
  counts: Record<string, number>;
  promises: PromisedLine[];
  undated: unknown[];
}

const STATES = {
  vi: {
    missed: 'Quá hạn, chưa đạt',
    'no-document': 'Đã đến hạn, chưa có văn bản về kết quả',
    open: 'Chưa đến hạn',
    'kept-late': 'Đạt, sau hạn',
    kept: 'Đạt đúng hạn',
  },
  en: {
    missed: 'Overdue, not kept',
    'no-document': 'Due, no document on what happened',
    open: 'Not due yet',
    'kept-late': 'Kept, late',
    kept: 'Kept in time',
  },
} as const;

const WORDS = {
  vi: {
    head: '{due}/{n} cam kết đã đến hạn: {kept} đạt đúng hạn, {late} đạt sau hạn, {missed} chưa đạt, {unknown} chưa có văn bản cho biết kết quả',
    lead: /^Tính đến (?<day>[\d/]+); (?<open>\d+) cam kết chưa đến hạn\. /,
    rule: 'Cam kết giao cho nhiều cơ quan xét bằng một số liệu chung của cả nước hoặc cả nhóm, không cho biết từng cơ quan đạt hay chưa; cam kết giao riêng một đơn vị xét theo số liệu của chính đơn vị đó.',
    due: 'hạn {due}',
    undated: /^Không ghi rõ ngày phải đạt \((\d+)\)$/,
    nothing: 'Chưa có số liệu nào được công bố',
    latest: 'Số gần nhất đã công bố:',
    gain: ', {places} bậc so với hạng gần nhất trước khi có văn bản',
    source: 'Nguồn',
    nation: 'Xét bằng con số chung của cả nước, không phải của từng đơn vị.',
    group: 'Xét bằng con số chung của cả nhóm, không phải của từng đơn vị.',
    gathered: 'Số liệu hệ thống này thu thập:',
    illustrative: 'Số liệu minh họa:',
    met: '; {met}/{of} đơn vị đạt',
    each: 'từng {group}',
    groups: {
      ministries: 'bộ, cơ quan ngang bộ',
      agencies: 'cơ quan thuộc Chính phủ',
      provinces: 'tỉnh, thành phố',
    },
    yes: 'có',
    least: 'từ {value}',
    most: 'không quá {value}',
    units: '{value} đơn vị',
    times: 'gấp {value} lần năm {baseline}',
    must: 'phải có',
  },
  en: {
    head: '{due} of {n} promises are due: {kept} kept in time, {late} kept late, {missed} not kept, {unknown} with no document on what happened',
    lead: /^As of (?<day>[\w ]+); (?<open>\d+) are not due yet\. /,
    rule: 'A promise asked of many bodies is judged by the one figure of them all, of the country or the group, which does not tell whether each of them kept it; one asked of a single unit by that unit’s own.',
    due: 'due {due}',
    undated: /^No due day named \((\d+)\)$/,
    nothing: 'No figure has been published',
    latest: 'Latest published figure:',
    gain: ', {places} places against the last rank before the document',
    source: 'Source',
    nation: 'Judged by the one figure of the whole nation, not by each body.',
    group: 'Judged by the one figure of the whole group, not by each body.',
    gathered: 'Figures gathered here:',
    illustrative: 'Illustrative figures:',
    met: '; {met} of {of} units met it',
    each: 'each of the {group}',
    groups: {
      ministries: 'ministries',
      agencies: 'Government-attached agencies',
      provinces: 'provinces',
    },
    yes: 'yes',
    least: 'at least {value}',
    most: 'at most {value}',
    units: '{value} of units',
    times: '{value} times {baseline}',
    must: 'required',
  },
} as const;

/** Groups whose members have figures here, as rankings order them. */
const KNOWN = ['ministries', 'agencies', 'provinces'] as const;

const knownOf = ({ groupIds }: PromisedLine) => KNOWN.filter((id) => groupIds.includes(id));

/** What a promise asked of each body says besides, where one figure decided it. */
function togetherOf({ unitId, groupIds, decidedBy }: PromisedLine): 'nation' | 'group' | null {
  const bodies = groupIds.filter((id) => id !== 'national');
  if (!decidedBy || unitId !== null || bodies.length === 0) return null;
  return bodies.length === 1 ? 'group' : 'nation';
}

/** Links to each body's own standing, in the order of the rows. */
export const eachLinks = (
  facts: PromisesFacts,
  language: Language,
): [href: string, said: string][] =>
  facts.promises.flatMap((line) => {
    const { released, subject } = line;
    if (!released) return [];
    const prefix = language === 'en' ? '/en' : '';
    const { each, groups } = WORDS[language];
    return knownOf(line).map((group): [string, string] => [
      `${prefix}/rankings/${group}/${subject}?release=${released.release}`,
      each.replace('{group}', groups[group]),
    ]);
  });

/** Titles of sources and of measures must not hold what is said of who was judged. */
const freeOf =
  (language: Language) =>
  (said: string): string | null => {
    const { nation, group } = WORDS[language];
    return said.includes(nation) || said.includes(group) ? `"${said}" says who is judged` : null;
  };

/** A day, a month or a year. */
function momentText(moment: string, language: Language): string {
  const [, year = '', month] = /^(\d{4})(?:-(\d\d))?$/.exec(moment) ?? [];
  if (year === '') return dayText(moment, language);
  if (month === undefined) return year;
  const first = dayText(`${moment}-01`, language);
  return language === 'vi' ? first.replace('1/', '') : first.replace('1 ', '');
}

/** A figure that another published, with the day and the source. */
function publishedSaid(told: Told, subject: string, language: Language): Sentence {
  const words = WORDS[language];
  const { published = NaN, day, value = NaN } = told;
  const gain = subject.endsWith('_gain') ? words.gain : '';
  return {
    words: `{what}: {published} ({day})${gain} ${words.source} {source}`,
    values: {
      what: freeOf(language),
      published: (said) => {
        const number = numberOf(said, language);
        const isIt = number ? number.value === published : said === words.yes && published === 1;
        return isIt ? null : `${said} stands for ${published}`;
      },
      day: momentText(day, language),
      places: value,
      source: freeOf(language),
    },
  };
}

/** What decided it, as far as the API says so in figures; or what is known last. */
function toldSaid(line: PromisedLine, language: Language): Sentence {
  const words = WORDS[language];
  const { decidedBy, latest, state, subject } = line;
  const told = decidedBy ?? latest;
  if (!told) return { words: words.nothing };
  const said: Sentence =
    told.measure === undefined
      ? { words: '{told}', values: { told: freeOf(language) } }
      : publishedSaid(told, subject, language);
  const together = togetherOf(line);
  const judged = together ? ` ${words[together]}` : '';
  const begin = decidedBy ? STATES[language][state as 'kept'] : words.latest;
  return { ...said, words: `${begin} ${said.words}${judged}` };
}

/** What the figures gathered here come to, and the way to each body's. */
function releasedSaid(line: PromisedLine, language: Language): Sentence | null {
  const words = WORDS[language];
  const { released } = line;
  if (!released) return null;
  const links = knownOf(line).map(
    (group) => ` · ${words.each.replace('{group}', words.groups[group])}`,
  );
  const met = released.met === null ? '' : words.met;
  return {
    words: `${released.illustrative ? words.illustrative : words.gathered} {period}: {share}${met}${links.join('')}`,
    values: {
      period: periodText(released.period, language),
      share: 100 * released.value,
      met: released.met ?? NaN,
      of: released.withTarget ?? NaN,
    },
  };
}

function lineFaults(
  row: string[] | undefined,
  line: PromisedLine,
  isFlag: boolean,
  language: Language,
): string[] {
  const words = WORDS[language];
  const [head = '', due = '', result = ''] = row ?? [];
  const day = dayText(line.due, language);
  const isSaid = isNamed(head, line, isFlag, language);
  const released = releasedSaid(line, language);
  const sentences = [toldSaid(line, language), ...(released ? [released] : [])];
  return [
    ...(isSaid ? [] : [`"${head}" does not ask ${askedText(line, isFlag, language)}`]),
    ...(head.includes(words.due.replace('{due}', day)) && due === day
      ? []
      : [`"${head}" due ${day}`]),
    ...textFaults(result, sentences, language),
  ];
}

/** "từ 30%", "phải có": what is asked. */
function askedText({ asked, origin }: PromisedLine, isFlag: boolean, language: Language): string {
  const words = WORDS[language];
  const { operator, value, baseline } = asked;
  const number = Number(value);
  const share = `${(100 * number).toLocaleString(language, { maximumFractionDigits: 2 })}%`;
  const put = (text: string, said: string) => text.replace('{value}', said);
  if (operator === 'x') return put(words.times, value).replace('{baseline}', baseline ?? '');
  if (origin === 'listed') {
    if (operator === '=') return words.must;
    // Spans and places are printed as the document has them; a span is how much, not how much at least.
    if (/^\d+-\d+$/.test(value)) return value.replace('-', '–');
    if (operator === '<=') return put(words.most, value);
    return number === 1 ? share : put(words.least, number < 1 ? share : value);
  }
  // A unit has it or not: a part can be asked of all of them together alone.
  if (isFlag) return number >= 1 ? words.must : put(words.least, put(words.units, share));
  if (operator === '<=') return put(words.most, share);
  return number >= 1 ? share : put(words.least, share);
}

/** Whether the row begins with what was promised; press reports say it in their own words. */
function isNamed(head: string, line: PromisedLine, isFlag: boolean, language: Language): boolean {
  const asked = `: ${askedText(line, isFlag, language)} `;
  if (line.origin === 'target') return head.startsWith(`${line.name?.[language] ?? ''}${asked}`);
  return line.origin !== 'listed' || head.includes(asked);
}

/**
 * What is wrong with the page.
 *
 * @param flags codes of what a unit has or has not
 */
export function promisesFaults(
  { headline, lead }: { headline: string; lead: string },
  sections: readonly Section[],
  { flags, ...facts }: PromisesFacts & { flags: ReadonlySet<string> },
  language: Language,
): string[] {
  const words = WORDS[language];
  const { counts, total, promises, undated } = facts;
  const of = (state: string) => promises.filter((line) => line.state === state);
  const open = of('open').length;
  const values = {
    ...{ n: total, due: total - open, kept: of('kept').length, late: of('kept-late').length },
    ...{ missed: of('missed').length, unknown: of('no-document').length },
  };
  const begun = words.lead.exec(lead)?.groups;
  const isBegun =
    begun?.['day'] === dayText(facts.today, language) && begun['open'] === String(open);
  const states = Object.entries(STATES[language]).filter(([state]) => of(state).length > 0);
  const headings = states.map(([state, said]) => `${said} (${of(state).length})`);
  const told = sections.filter(({ heading }) => headings.includes(heading));
  const rest = sections.flatMap(({ heading }) => words.undated.exec(heading)?.[1] ?? []);
  return [
    ...textFaults(headline, [{ words: words.head, values }], language),
    ...(lead.includes(words.rule) ? [] : [`"${lead}" does not say who is judged`]),
    ...(isBegun ? [] : [`"${lead}" is not of ${facts.today} with ${open} open`]),
    ...(told.map(({ heading }) => heading).join() === headings.join()
      ? []
      : [
          `sections ${sections.map(({ heading }) => heading).join(' | ')} FOR ${headings.join(' | ')}`,
        ]),
    ...(rest.join() === (undated.length > 0 ? String(undated.length) : '') ? [] : ['undated']),
    ...states.flatMap(([state], at) => {
      const lines = of(state);
      const rows = told[at]?.rows ?? [];
      const isWhole = rows.length === lines.length && lines.length === counts[state];
      return [
        ...(isWhole ? [] : [`${state}: ${rows.length} rows of ${lines.length}`]),
        ...lines.flatMap((line, place) =>
          lineFaults(rows[place], line, flags.has(line.subject), language),
        ),
      ];
    }),
  ];
}

/**
 * What is wrong with what the API itself says the figures of a release come to.
 *
 * @param ranking of the release, over all groups
 */
export function releasedFaults(
  { subject, groupIds, released, due }: PromisedLine,
  ranking: NationRanking,
): string[] {
  if (!released) return [];
  const own = ranking.rows.filter(
    ({ group }) => groupIds.includes(group) && NATION.includes(group),
  );
  const silent = ranking.unranked.filter(
    ({ group, reason }) => groupIds.includes(group) && reason !== 'not-applicable',
  );
  const value = ranking.national?.value ?? NaN;
  const counts = [own.filter(isMet).length, own.length + silent.length];
  const said = [released.met, released.withTarget];
  return [
    ...(Math.abs(value - released.value) < 1e-9
      ? []
      : [`${subject} ${due}: ${released.value} for ${value}`]),
    ...(released.met === null || said.join() === counts.join()
      ? []
      : [`${subject} ${due}: ${said.join('/')} for ${counts.join('/')}`]),
  ];
}
