// What the page of sources must say: how many have a figure, how many sources stand how, whose groups are
// covered, and who has no figure and why. Worked out from the sources, the units and the rankings.
import type { Name } from './facts.ts';
import { REASONS } from './unit-lead.ts';
import { CODE, NATION, rankingIn, type World } from './nation-facts.ts';
import {
  dayText,
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

/** As the API tells of a source. */
export interface ToldSource {
  id: string;
  unitId: string;
  kind: string;
  series: string;
  standing: string;
  name: Name;
  lastSuccessAt: string | null;
  next: unknown;
  incident: { since: string; period: string } | null;
}
export interface ListedUnit {
  unitId: string;
  name: Name;
  group: string | null;
  providesServices: boolean;
}
export interface SourceFacts {
  sources: readonly ToldSource[];
  units: readonly ListedUnit[];
  world: World;
  period: string;
  /** When the scheduler last looked. */
  lookedAt: string | null;
}

const WORDS = {
  vi: {
    head: '{measured}/{expected} bộ, tỉnh có số liệu mức độ 4 {period}; {lacking} đơn vị chưa đo được',
    headAll: 'Cả {expected} bộ, tỉnh đều có số liệu mức độ 4 {period}',
    well: 'Mọi nguồn đang được thu thập đều trả lời tốt ở lần gần nhất.',
    fresh: 'Lần thu thập thành công gần nhất: {fresh}.',
    look: 'Bộ lập lịch chạy lần cuối: {look}.',
    faults: 'Sự cố đang diễn ra',
    groups: 'Độ phủ theo nhóm',
    sub: 'Chỉ tiêu dịch vụ công mức độ 4, {period} · {outside} cơ quan trong danh mục không cung cấp dịch vụ công nên không thuộc diện đo.',
    silent: 'Ai chưa có số liệu, vì sao',
    none: 'Mọi đơn vị thuộc diện đều có số liệu.',
    all: 'Nguồn được hỏi và nguồn tự gửi ({n})',
  },
  en: {
    head: '{measured} of {expected} ministries and provinces have a level-4 figure for {period}; {lacking} not measured',
    headAll: 'All {expected} ministries and provinces have a level-4 figure for {period}',
    well: 'Every source that is asked answered well the last time.',
    fresh: 'Latest successful run: {fresh}.',
    look: 'The scheduler last looked: {look}.',
    faults: 'Faults that go on',
    groups: 'Coverage by group',
    sub: 'Share of level-4 services, {period} · {outside} bodies of the catalogue offer no public services and are not measured.',
    silent: 'Who has no figure, and why',
    none: 'Every unit that should has a figure.',
    all: 'Sources that are asked or push ({n})',
  },
} as const;

/** Of those that stand in a way that the lead tells, one and several. */
const STANDING: [key: string, vi: string, en: string, one: string][] = [
  [
    'failing',
    'nguồn đang có lỗi hoặc chậm.',
    'sources are failing or late.',
    'source is failing or late.',
  ],
  [
    'trying',
    'nguồn chưa thành công ở lần gần nhất.',
    'sources did not succeed the last time.',
    'source did not succeed the last time.',
  ],
  [
    'checking',
    'nguồn đã gửi số liệu, đang được kiểm tra.',
    'sources have sent figures that are being checked.',
    'source has sent figures that are being checked.',
  ],
  [
    'returned',
    'nguồn có lần gửi gần nhất bị trả lại để sửa.',
    'sources had their last sending returned to be mended.',
    'source had its last sending returned to be mended.',
  ],
  [
    'left',
    'nguồn có lịch thu thập đã kết thúc khi chưa trả lời hoặc chưa gửi, nay không hỏi nữa.',
    'sources were silent when their schedule ended and are no longer asked.',
    'source was silent when its schedule ended and is no longer asked.',
  ],
  [
    'let-go',
    'nguồn bị bỏ qua ở lần thu thập gần nhất.',
    'sources were not asked when they last should have been.',
    'source was not asked when it last should have been.',
  ],
  [
    'unknown',
    'nguồn chưa có lần thu thập nào nên chưa rõ tình trạng.',
    'sources have not been gathered yet, so their state is unknown.',
    'source has not been gathered yet, so its state is unknown.',
  ],
  ['paused', 'nguồn đang tạm dừng.', 'sources are paused.', 'source is paused.'],
];

const GROUPS: Record<string, Record<Language, string>> = {
  ministries: { vi: 'Bộ, cơ quan ngang bộ', en: 'Ministries' },
  provinces: { vi: 'Tỉnh, thành phố', en: 'Provinces and cities' },
};

/** An ISO time as both languages write it in Hà Nội, seven hours ahead all year. */
function timeText(instant: string, language: Language): string {
  const there = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${dayText(there.slice(0, 10), language)} ${there.slice(11, 16)}`;
}

/** A fault of a source whose schedule is over goes on as long as it is noted. */
const isFailing = ({ standing, next, incident }: ToldSource): boolean =>
  (standing === 'down' || standing === 'overdue') && (next !== null || incident !== null);

const standsAs = (source: ToldSource): string => {
  if (isFailing(source)) return 'failing';
  // Reports that were not sent have a list of their own.
  if (source.standing === 'let-go' && source.kind === 'xlsx-report') return 'unsent';
  return source.standing === 'down' || source.standing === 'overdue' ? 'left' : source.standing;
};

function leadSaid({ sources, lookedAt }: SourceFacts, language: Language): Sentence[] {
  const words = WORDS[language];
  const told = STANDING.flatMap(([key, vi, several, one]): Sentence[] => {
    const count = sources.filter((source) => standsAs(source) === key).length;
    const named = key.replace('-', '_');
    const text = language === 'vi' ? vi : count === 1 ? one : several;
    return count > 0 ? [{ words: `{${named}} ${text}`, values: { [named]: count } }] : [];
  });
  const fresh = sources
    .flatMap(({ lastSuccessAt }) => lastSuccessAt ?? [])
    .toSorted()
    .at(-1);
  return [
    ...(told.length > 0 ? told : [{ words: words.well }]),
    ...(fresh === undefined
      ? []
      : [{ words: words.fresh, values: { fresh: timeText(fresh, language) } }]),
    ...(lookedAt === null
      ? []
      : [{ words: words.look, values: { look: timeText(lookedAt, language) } }]),
  ];
}

const expectedOf = ({ units }: SourceFacts, groups: readonly string[] = NATION) =>
  units.filter(({ group, providesServices }) => providesServices && groups.includes(group ?? ''));

/** Those with a figure. */
function measuredIn({ world }: SourceFacts, period: string): Set<string> {
  const { rows } = rankingIn(world, period, CODE);
  return new Set(rows.filter(({ value }) => value !== null).map(({ unitId }) => unitId));
}

function headSaid(facts: SourceFacts, language: Language): Sentence {
  const expected = expectedOf(facts);
  const has = measuredIn(facts, facts.period);
  const measured = expected.filter(({ unitId }) => has.has(unitId)).length;
  const lacking = expected.length - measured;
  const values = {
    ...{ expected: expected.length, period: periodText(facts.period, language) },
    ...(lacking > 0 && { measured, lacking }),
  };
  return { words: WORDS[language][lacking > 0 ? 'head' : 'headAll'], values };
}

function groupFaults(section: Section | undefined, facts: SourceFacts, language: Language) {
  const { sources, units } = facts;
  const connected = new Set(
    sources
      .filter(
        ({ standing, kind, series }) =>
          standing !== 'retired' && kind !== 'xlsx-report' && series === 'dvc',
      )
      .map(({ unitId }) => unitId),
  );
  const has = measuredIn(facts, facts.period);
  const outside = units.filter(
    ({ group, providesServices }) => group !== null && !providesServices,
  ).length;
  const sub = {
    words: WORDS[language].sub,
    values: { outside, period: periodText(facts.period, language) },
  };
  const rows = NATION.flatMap((group, at) => {
    const own = expectedOf(facts, [group]);
    const count = (among: ReadonlySet<string>) =>
      own.filter(({ unitId }) => among.has(unitId)).length;
    const cells: Sentence[] = [
      { words: GROUPS[group]?.[language] ?? group },
      { words: '{n}/{of}', values: { n: count(connected), of: own.length } },
      { words: '{n}/{of}', values: { n: count(has), of: own.length } },
      { words: '{n}', values: { n: own.length - count(has) } },
    ];
    return cells.flatMap((cell, place) => textFaults(section?.rows[at]?.[place], [cell], language));
  });
  return [...textFaults(section?.texts[0], [sub], language), ...rows];
}

/** Quarters without a figure up to this one, the last unbroken run of them. */
function missedBy(facts: SourceFacts, unitId: string): number {
  const { periods } = facts.world;
  const past = periods.slice(0, periods.indexOf(facts.period) + 1).toReversed();
  const last = past.findIndex((period) => measuredIn(facts, period).has(unitId));
  return last === -1 ? past.length : last;
}

function silentFaults(section: Section | undefined, facts: SourceFacts, language: Language) {
  const has = measuredIn(facts, facts.period);
  const silent = expectedOf(facts).filter(({ unitId }) => !has.has(unitId));
  if (silent.length === 0)
    return textFaults(section?.texts[0], [{ words: WORDS[language].none }], language);
  const { unranked } = rankingIn(facts.world, facts.period, CODE);
  const rows = section?.rows ?? [];
  if (rows.length !== silent.length) return [`${rows.length} rows of ${silent.length} without`];
  return silent.flatMap(({ unitId, name }, at) => {
    const told = unranked.find((unit) => unit.unitId === unitId);
    const { lastKnown, reason = '' } = told ?? { lastKnown: null };
    const last: Sentence = lastKnown
      ? {
          words: `{value} ${periodText(lastKnown.period, language)}`,
          values: { value: percent(lastKnown.value) },
        }
      : { words: '–' };
    return [
      { words: shortName(name, language) },
      { words: REASONS[reason]?.[language] ?? reason },
      { words: '{missed}', values: { missed: missedBy(facts, unitId) } },
      last,
    ].flatMap((cell, place) => textFaults(rows[at]?.[place], [cell], language));
  });
}

/** Which faults go on, of whom, since when where it is noted. */
function faultListFaults(sections: readonly Section[], facts: SourceFacts, language: Language) {
  const failing = facts.sources.filter(isFailing);
  const { faults } = WORDS[language];
  const section = sections.find(({ heading }) => heading.startsWith(`${faults} (`));
  if (failing.length === 0) return section ? [`${section.heading}, of none`] : [];
  const head = { words: `${faults} ({n})`, values: { n: failing.length } };
  const items = section?.items ?? [];
  return [
    ...textFaults(section?.heading, [head], language),
    ...(items.length === failing.length ? [] : [`${items.length} faults of ${failing.length}`]),
    ...failing.flatMap(({ name, incident }, at) => {
      const said = items[at] ?? '';
      const since = incident ? timeText(incident.since, language) : '';
      const about = incident ? periodText(incident.period, language) : '';
      const isTold =
        said.startsWith(`${name[language]}: `) && said.includes(about) && said.endsWith(since);
      return isTold ? [] : [`"${said}" of ${name[language]}, ${about}, since ${since}`];
    }),
  ];
}

/** Reports have a list of their own. */
function listFaults(sections: readonly Section[], { sources }: SourceFacts, language: Language) {
  const n = sources.filter(({ kind }) => kind !== 'xlsx-report').length;
  const words = WORDS[language].all;
  const begin = words.split(' (')[0] ?? '';
  const heading = sections.find((section) => section.heading.startsWith(begin))?.heading;
  return textFaults(heading, [{ words, values: { n } }], language);
}

/** What is wrong with the page, the rows of sources and of reports left out. */
export function sourcesFaults(
  { headline, lead }: { headline: string; lead: string },
  sections: readonly Section[],
  facts: SourceFacts,
  language: Language,
): string[] {
  const titled = (heading: string) => sections.find((section) => section.heading === heading);
  const { groups, silent } = WORDS[language];
  return [
    ...textFaults(headline, [headSaid(facts, language)], language),
    ...textFaults(lead, leadSaid(facts, language), language),
    ...faultListFaults(sections, facts, language),
    ...groupFaults(titled(groups), facts, language),
    ...silentFaults(titled(silent), facts, language),
    ...listFaults(sections, facts, language),
  ];
}
