// What the overview of a series must say of each of its groups: who leads, who is last, who rose, every row
// with its parts, how figures spread, and who has no result. Worked out from rankings alone.
import type { Name } from './facts.ts';
import { GROUPS, REASONS, WORDS } from './series-words.ts';
import {
  dayText,
  numberOf,
  paragraphFaults,
  percent,
  periodText,
  plain,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
  type Value,
} from './text.ts';

interface SeriesRow {
  unitId: string;
  name: Name;
  score: number;
  rank: number | null;
  previousRank: number | null;
  targetState: string;
}
/** As the API ranks one group in one release. */
export interface SeriesRanking {
  rows: SeriesRow[];
  unranked: {
    unitId: string;
    name: Name;
    reason: string;
    lastKnown: { period: string; value: number } | null;
  }[];
}
export interface SeriesMeasure {
  code: string;
  name: Name;
  /** `share`, `score`, … */
  measure: string;
  ranking: SeriesRanking;
}

/** One group on what ranks it. */
export interface SeriesGroup {
  id: string;
  period: string;
  head: SeriesMeasure;
  /** Whether an indicator ranks it, which is named then. */
  isIndicator: boolean;
  parts: SeriesMeasure[];
  /** By the same head in the release before, and in all before that, newest first. */
  earlier: SeriesRanking[];
  targets: (SeriesMeasure & { demand: number; due: string })[];
  /** Why each unit without a result has none, by unit. */
  reasons: ReadonlyMap<string, string>;
}

/** More than these are counted and not named. */
const NAMED = 3;

/** Bodies of a province are called by their full names. */
export const called = (
  { unitId, name }: { unitId: string; name: Name },
  language: Language,
): string => (unitId.includes(':') ? name[language] : shortName(name, language));

export function namesOf(units: readonly SeriesRow[], language: Language): string {
  if (units.length > NAMED) return `${units.length} ${WORDS[language].units}`;
  const names = units.map((unit) => called(unit, language));
  const last = names.pop() ?? '';
  return names.length > 0 ? names.join(', ') + WORDS[language].and + last : last;
}

export const shown = ({ measure }: SeriesMeasure, value: number): number =>
  measure === 'share' ? percent(value) : value;

export const rankedIn = ({ rows }: SeriesRanking): SeriesRow[] =>
  rows.filter(({ rank }) => rank !== null);

/** Whether the very same were ranked before, so that places can be told apart. */
function isSame({ head, earlier: [before] }: SeriesGroup): boolean {
  const idsOf = (ranking: SeriesRanking) =>
    rankedIn(ranking)
      .map(({ unitId }) => unitId)
      .toSorted()
      .join(' ');
  return before !== undefined && idsOf(before) === idsOf(head.ranking);
}

const riseOf = ({ rank, previousRank }: SeriesRow): number => (previousRank ?? 0) - (rank ?? 0);

/** Who leads. */
function leadSaid({ id, head }: SeriesGroup, language: Language): Sentence {
  const words = WORDS[language];
  const ranked = rankedIn(head.ranking);
  const all = head.ranking.rows.length + head.ranking.unranked.length;
  const leaders = ranked.filter(({ rank }) => rank === 1);
  const n = ranked.length;
  const tied = leaders.length > 1;
  const told =
    n === 0
      ? words.none
      : n === 1
        ? words.single
        : leaders.length === n
          ? words.level
          : n === all
            ? words[tied ? 'leadTied' : 'lead']
            : words[tied ? 'leadTiedOf' : 'leadOf'];
  const put = {
    group: GROUPS[id]?.[language] ?? id,
    leaders: namesOf(leaders, language),
    score: head.measure === 'score' ? words.points : '{score}',
  };
  return {
    words: told.replaceAll(/\{(group|leaders|score)\}/g, (_, key: keyof typeof put) => put[key]),
    values: { all, n, ...(leaders[0] && { score: shown(head, leaders[0].score) }) },
  };
}

/** What stands after who leads. */
function restSaid(group: SeriesGroup, language: Language): Sentence[] {
  const words = WORDS[language];
  const ranked = rankedIn(group.head.ranking);
  const lowest = Math.max(...ranked.map(({ rank }) => rank ?? 0));
  const last = lowest > 1 ? ranked.filter(({ rank }) => rank === lowest) : [];
  const places = isSame(group) ? Math.max(0, ...ranked.map(riseOf)) : 0;
  const risen = places > 0 ? ranked.filter((row) => riseOf(row) === places) : [];
  const put = (text: string, key: string, units: readonly SeriesRow[]) =>
    text.replace(`{${key}}`, namesOf(units, language));
  const plural = language === 'en' && places !== 1 ? 's' : '';
  return [
    ...(last.length > 0
      ? [{ words: put(words[last.length > 1 ? 'lastTied' : 'last'], 'last', last) }]
      : []),
    ...(risen.length > 0
      ? [
          {
            words: put(words[risen.length > 1 ? 'riseTied' : 'rise'], 'risen', risen) + plural,
            values: { places },
          },
        ]
      : []),
  ];
}

function said(group: SeriesGroup, rest: readonly Sentence[], language: Language): Sentence {
  const parts = [leadSaid(group, language), ...rest];
  const words = parts.map((part) => part.words).join('; ');
  const named = group.isIndicator ? `${group.head.name[language]}: ${words}` : words;
  return { words: named, values: allOf(parts) };
}

const allOf = (parts: readonly Sentence[]): Record<string, Value> =>
  Object.assign({}, ...parts.map(({ values }) => values ?? {})) as Record<string, Value>;

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
const capitalised = ({ words, ...rest }: Sentence): Sentence => ({
  ...rest,
  words: capital(words),
});

function deltaSaid({ rank, previousRank }: SeriesRow, language: Language): Sentence {
  if (rank === null || previousRank === null) return { words: '–' };
  const rise = previousRank - rank;
  const { same, up, down } = WORDS[language];
  if (rise === 0) return { words: same };
  return { words: rise > 0 ? up : down, values: { n: Math.abs(rise) } };
}

const figureSaid = (measure: SeriesMeasure, value: number | null): Sentence =>
  value === null ? { words: '–' } : { words: '{value}', values: { value: shown(measure, value) } };

const scoreIn = ({ ranking }: SeriesMeasure, unitId: string): number | null =>
  ranking.rows.find((row) => row.unitId === unitId)?.score ?? null;

function tableFaults(rows: readonly string[][], group: SeriesGroup, language: Language): string[] {
  const { head, parts } = group;
  const ranked = rankedIn(head.ranking);
  if (rows.length !== ranked.length) return [`${rows.length} rows of ${ranked.length}`];
  return ranked.flatMap((row, at) =>
    [
      { words: '{rank}', values: { rank: row.rank ?? 0 } },
      { words: called(row, language) },
      figureSaid(head, row.score),
      ...parts.map((part) => figureSaid(part, scoreIn(part, row.unitId))),
      deltaSaid(row, language),
    ].flatMap((sentence, place) => textFaults(rows[at]?.[place], [sentence], language)),
  );
}

/** Below the table: the mean of each part over those that are ranked, each counting once. */
function meanFaults(foot: readonly string[], group: SeriesGroup, language: Language): string[] {
  const ranked = rankedIn(group.head.ranking);
  return group.parts.flatMap((part, at) => {
    const values = ranked.flatMap(({ unitId }) => scoreIn(part, unitId) ?? []);
    const mean = values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;
    return textFaults(foot[at], [figureSaid(part, mean)], language);
  });
}

/** Steps without a gap, as many units in each as have such a score; none where all are level. */
function barFaults(label: string, head: SeriesMeasure, language: Language): string[] {
  const scores = rankedIn(head.ranking).map(({ score }) => shown(head, score));
  const level = Math.max(...scores) - Math.min(...scores) < 1e-9;
  const bars = [...label.matchAll(WORDS[language].bar)].map(([, from = '', to = '', n = '']) =>
    [from, to, n].map((text) => numberOf(text, language)?.value ?? NaN),
  );
  if (level) return bars.length === 0 ? [] : [`bars of units that are level: ${label}`];
  const counted = bars.reduce((sum, [, , n = 0]) => sum + n, 0);
  return [
    ...(counted === scores.length ? [] : [`${counted} in bars of ${scores.length}: ${label}`]),
    ...bars.flatMap(([from = 0, to = 0, n = 0], at) => {
      const own = scores.filter((score) => score >= from - 1e-9 && score < to - 1e-9).length;
      const isNext = at === 0 || bars[at - 1]?.[1] === from;
      return own === n && isNext ? [] : [`${own} from ${from} to ${to}: ${label}`];
    }),
  ];
}

function spreadSaid(head: SeriesMeasure, language: Language): Sentence {
  const sorted = rankedIn(head.ranking)
    .map(({ score }) => shown(head, score))
    .toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const middle = ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
  const values = { low: sorted[0] ?? 0, middle, high: sorted.at(-1) ?? 0 };
  return { words: WORDS[language].spread, values };
}

function absentSaid(group: SeriesGroup, language: Language): Sentence[] {
  const words = WORDS[language];
  return group.head.ranking.unranked.map((unit) => {
    const { unitId, lastKnown } = unit;
    const found = group.earlier.findIndex((ranking) =>
      ranking.rows.some((row) => row.unitId === unitId),
    );
    const periods = 1 + (found === -1 ? group.earlier.length : found);
    const reason = group.reasons.get(unitId) ?? unit.reason;
    const about = {
      ...(periods > 1 && { periods }),
      ...(lastKnown && { value: shown(group.head, lastKnown.value) }),
    };
    const last = lastKnown
      ? words.last1.replace('{period}', periodText(lastKnown.period, language))
      : '';
    // What a report says itself is told in its words.
    const told = `${called(unit, language)}: ${REASONS[reason]?.[language] ?? '{why}'}`;
    const why = () => (reason === 'other' ? null : `no words for ${reason}`);
    return { words: told + (periods > 1 ? words.absentFor : '') + last, values: { ...about, why } };
  });
}

const targetSaid = (
  { name, ranking, demand, due }: SeriesGroup['targets'][number],
  language: Language,
): Sentence => ({
  words: `${name[language]}: ${WORDS[language].target}`,
  values: {
    met: ranking.rows.filter(({ targetState }) => targetState.startsWith('met')).length,
    of: ranking.rows.length + ranking.unranked.length,
    demand: percent(demand),
    due: dayText(due, language),
    documents: () => null,
  },
});

/** Only what is told of figures; titles and links beside it are not. */
const TOLD =
  /^(?:Kỳ này xếp hạng|\d+ units are ranked|Phân bố|How scores|Chưa có kết quả:|Without a)/;

/** What is wrong with one group's section. */
function groupFaults(
  section: Section,
  { foot, label }: { foot: readonly string[]; label: string },
  group: SeriesGroup,
  language: Language,
): string[] {
  const { head, earlier } = group;
  const words = WORDS[language];
  const [n, absent] = [rankedIn(head.ranking).length, head.ranking.unranked.length];
  const before = earlier[0] && !isSame(group) ? rankedIn(earlier[0]).length : null;
  const absentWords = language === 'en' && absent === 1 ? words.absentOne : words.absent;
  const paragraphs: Sentence[] = [
    ...(n > 0 && before !== null ? [{ words: words.others, values: { n, before } }] : []),
    ...(n > 1 ? [spreadSaid(head, language)] : []),
    ...(absent > 0 ? [{ words: absentWords, values: { absent } }] : []),
  ];
  const items = [
    ...group.targets.map((target) => targetSaid(target, language)),
    ...absentSaid(group, language),
  ];
  const sentence = capitalised(said(group, restSaid(group, language), language));
  return [
    ...textFaults(section.heading, [sentence], language),
    ...tableFaults(section.rows, group, language),
    ...meanFaults(foot, group, language),
    ...paragraphFaults(
      section.texts.filter((text) => TOLD.test(text)),
      paragraphs.map((each) => [each]),
      language,
    ),
    ...paragraphFaults(
      section.items,
      items.map((each) => [each]),
      language,
    ),
    ...(n > 1 ? barFaults(label, head, language) : []),
  ].map((fault) => `${group.id}: ${fault}`);
}

/** What is wrong with the overview of a series. */
export function seriesFaults(
  page: string,
  { headline, sections }: { headline: string; sections: readonly Section[] },
  groups: readonly SeriesGroup[],
  language: Language,
): string[] {
  const parts = groups.map((group) => said(group, [], language));
  const isOf = (group: SeriesGroup) => rankedIn(group.head.ranking).length;
  const feet = [...page.matchAll(/<tfoot\b.*?<\/tfoot>/gs)].map(([foot]) =>
    [...foot.matchAll(/<td\b[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => plain(cell)).slice(2, -1),
  );
  const labels = [...page.matchAll(/<svg\b[^>]*\brole="img" aria-label="([^"]*)"/g)].map(
    ([, label = '']) => plain(label),
  );
  const footed = groups.filter((group) => isOf(group) > 0 && group.parts.length > 0);
  const spread = groups.filter((group) => isOf(group) > 1);
  if (sections.length !== groups.length) return [`${sections.length} sections`];
  return [
    ...headFaults(headline, parts, language),
    ...groups.flatMap((group, at) => {
      const foot = feet[footed.indexOf(group)] ?? [];
      const label = labels[spread.indexOf(group)] ?? '';
      const section = sections[at];
      return section ? groupFaults(section, { foot, label }, group, language) : [];
    }),
  ];
}

/** All groups in one line; each has numbers of its own. */
function headFaults(headline: string, parts: readonly Sentence[], language: Language): string[] {
  const own = parts.map(({ words, values = {} }, at) => ({
    words: words.replaceAll(/\{(\w+)\}/g, `{$1${at}}`),
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [`${key}${at}`, value]),
    ),
  }));
  const words = capital(own.map((each) => each.words).join('; '));
  return textFaults(headline, [{ words, values: allOf(own) }], language);
}
