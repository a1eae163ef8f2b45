// What the page of a body of a province must say first: its place among its group or why it has none, its
// result and what became of it, who leads, and until when there was such a body. Worked out from rankings.
import type { Name } from './facts.ts';
import {
  called,
  namesOf,
  rankedIn,
  shown,
  type SeriesGroup,
  type SeriesRanking,
} from './series.ts';
import { GROUPS, REASONS } from './series-words.ts';
import { dayText, periodText, textFaults, type Language, type Sentence } from './text.ts';
import { placeBeside } from './unit-top.ts';

const WORDS = {
  vi: {
    absent: '{name} không có kết quả {period}: {reason}',
    single: 'Mới có 1/{all} {group} có kết quả, là {name}, {score}',
    points: '{score} điểm',
    change: '{size} điểm',
    changeOfShare: '{size} điểm phần trăm',
    rose: '{score}, tăng {change} so với {previous}.',
    fell: '{score}, giảm {change} so với {previous}.',
    kept: '{score}, không đổi so với {previous}.',
    first: '{score}, kỳ đầu.',
    missing: '{score}, kỳ trước không có số liệu.',
    notZero: 'Thiếu số liệu không phải là 0: đơn vị không bị xếp cuối bảng.',
    ahead: 'Đứng đầu: {leaders}, {best}.',
    until: 'Đơn vị tồn tại đến {until}.',
  },
  en: {
    absent: '{name} has no result for {period}: {reason}',
    single: 'Only 1 of {all} {group} has a result, {name}, {score}',
    points: '{score} points',
    change: '{size} points',
    changeOfShare: '{size} percentage points',
    rose: '{score}, up {change} from {previous}.',
    fell: '{score}, down {change} from {previous}.',
    kept: '{score}, unchanged from {previous}.',
    first: '{score}, first period.',
    missing: '{score}, no figure the period before.',
    notZero: 'A missing figure is not 0: the unit is not ranked last.',
    ahead: 'First: {leaders}, {best}.',
    until: 'The unit existed until {until}.',
  },
} as const;

export interface BodyFacts {
  unitId: string;
  name: Name;
  validTo: string | null;
  group: SeriesGroup;
  /** Of what `group.earlier` has, newest first. */
  earlierPeriods: readonly string[];
}

const rowIn = (ranking: SeriesRanking | undefined, { unitId }: BodyFacts) =>
  ranking?.rows.find((row) => row.unitId === unitId);
const idsIn = (ranking: SeriesRanking): string =>
  rankedIn(ranking)
    .map(({ unitId }) => unitId)
    .toSorted()
    .join(' ');

/** A result with its unit, the number left open. */
const resultWords = ({ head }: SeriesGroup, key: string, language: Language): string =>
  head.measure === 'score' ? WORDS[language].points.replace('{score}', `{${key}}`) : `{${key}}`;

/** The last place that it had before; none where it had one in the period before, among others or not. */
function placeBefore(facts: BodyFacts) {
  const { earlier, head } = facts.group;
  const at = earlier.findIndex((ranking) => rowIn(ranking, facts)?.rank != null);
  const ranking = earlier[at];
  const rank = rowIn(ranking, facts)?.rank ?? null;
  if (!ranking || rank === null) return null;
  return {
    ...{ rank, of: rankedIn(ranking).length, isSame: idsIn(ranking) === idsIn(head.ranking) },
    since: at === 0 ? null : (facts.earlierPeriods[at] ?? '?'),
  };
}

function headSaid(facts: BodyFacts, language: Language): Sentence {
  const { group } = facts;
  const words = WORDS[language];
  const named = GROUPS[group.id]?.[language] ?? group.id;
  const name = called(facts, language);
  const row = rowIn(group.head.ranking, facts);
  if (!row) {
    const told = group.head.ranking.unranked.find(({ unitId }) => unitId === facts.unitId);
    const reason = group.reasons.get(facts.unitId) ?? told?.reason ?? '';
    // What a report says itself is told in its words, which rankings do not tell.
    const said = reason === 'other' ? () => null : `no words for "${reason}"`;
    const values = { name, reason: REASONS[reason]?.[language] ?? said };
    return {
      words: words.absent.replace('{period}', periodText(group.period, language)),
      values,
    };
  }
  const of = rankedIn(group.head.ranking).length;
  if (of < 2) {
    const all = group.head.ranking.rows.length + group.head.ranking.unranked.length;
    const score = resultWords(group, 'score', language);
    return {
      words: words.single.replace('{group}', named).replace('{score}', score),
      values: { all, name, score: shown(group.head, row.score) },
    };
  }
  const told = placeBeside({ rank: row.rank ?? NaN, of }, placeBefore(facts), language);
  // Only how many there are now is told with who they are.
  return { words: told.words.replace('{of}', `{of} ${named}`), values: { ...told.values, name } };
}

function resultSaid(facts: BodyFacts, score: number, language: Language): Sentence {
  const { group, earlierPeriods } = facts;
  const words = WORDS[language];
  const then = rowIn(group.earlier[0], facts)?.score ?? null;
  const rise = then === null ? 0 : score - then;
  const told =
    group.earlier.length === 0
      ? words.first
      : then === null
        ? words.missing
        : words[rise === 0 ? 'kept' : rise > 0 ? 'rose' : 'fell'];
  const isScore = group.head.measure === 'score';
  return {
    words: told
      .replace('{score}', resultWords(group, 'score', language))
      .replace('{change}', isScore ? words.change : words.changeOfShare),
    values: {
      ...{ score: shown(group.head, score), size: shown(group.head, Math.abs(rise)) },
      previous: periodText(earlierPeriods[0] ?? '', language),
    },
  };
}

function leadSaid(facts: BodyFacts, language: Language): Sentence[] {
  const { head } = facts.group;
  const words = WORDS[language];
  const row = rowIn(head.ranking, facts);
  const ranked = rankedIn(head.ranking);
  const leaders = ranked.filter(({ rank }) => rank === 1);
  const isTold = ranked.length > 1 && row?.rank !== 1;
  return [
    row ? resultSaid(facts, row.score, language) : { words: words.notZero },
    ...(isTold
      ? [
          {
            words: words.ahead.replace('{best}', resultWords(facts.group, 'best', language)),
            values: {
              leaders: namesOf(leaders, language),
              best: shown(head, leaders[0]?.score ?? NaN),
            },
          },
        ]
      : []),
    ...(facts.validTo === null
      ? []
      : [{ words: words.until, values: { until: dayText(facts.validTo, language) } }]),
  ];
}

/** What is wrong with the headline and the lead. */
export function bodyTopFaults(
  { headline, lead }: { headline: string; lead: string },
  facts: BodyFacts,
  language: Language,
): string[] {
  return [
    ...textFaults(headline, [headSaid(facts, language)], language),
    ...textFaults(lead, leadSaid(facts, language), language),
  ];
}
