// A move of rank, or why there is none to tell, in one or two true sentences of both languages. Made
// of the answer's own numbers. Internal to the explanations.
import type { NoMoveReason, RankMove, RankMoveAnswer } from '#lib/domain/explain/rank-move.ts';
import type { Factor } from '#lib/domain/explain/worlds.ts';
import { formatBrief, formatPeriodInText, type Locale, unitNameIn } from '#lib/domain/format.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';

export interface InBoth {
  vi: string;
  en: string;
}

interface Told {
  unit: { nameVi: string; nameEn: string };
  from: Release | null;
  /** Periods between the two in which the unit had no rank, oldest first. */
  unranked: readonly string[];
  to: Release;
  /** Whether `to` is the earlier of the two. */
  isBackwards: boolean;
  answer: RankMoveAnswer;
  units: ReadonlyMap<UnitId, MemberUnit>;
}

const SAID: Record<Factor, typeof m.why_said_own> = {
  own: m.why_said_own,
  others: m.why_said_others,
  denominator: m.why_said_denominator,
  corrections: m.why_said_corrections,
  units: m.why_said_units,
  method: m.why_said_method,
};

interface Ends {
  name: string;
  from: string;
  to: string;
}
type None = (said: Ends, options: { locale: Locale }) => string;

const NONE: Record<NoMoveReason, None> = {
  'first-period': m.why_none_first_period,
  'no-measure': m.why_none_no_measure,
  'not-listed-before': m.why_none_not_listed_before,
  'not-listed-now': m.why_none_not_listed_now,
  'unranked-before': m.why_none_unranked_before,
  'unranked-now': m.why_none_unranked_now,
  'other-group': m.why_none_other_group,
  alone: (_, options) => m.why_none_alone({}, options),
};

/** So many parts, and so many units of each kind, are named; more are counted. */
const NAMED = 3;

export const sentenceOf = (told: Told): InBoth => ({
  vi: inLocale(told, 'vi'),
  en: inLocale(told, 'en'),
});

function inLocale(told: Told, locale: Locale): string {
  const { unit, from, to, answer, units } = told;
  const name = unitNameIn(unit, locale);
  const ends = { from: from ? endText(from, to, locale) : '', to: endText(to, from, locale) };
  const words = { name, ...ends };
  const said =
    answer.move === null
      ? [NONE[answer.reason](words, { locale })]
      : [
          withCauses(headOf(answer.move, words, locale), answer.move, locale),
          ...sidesOf(answer.move, units, locale),
        ];
  return [...notesOf(told, words, locale), ...said].join(' ');
}

/** What a reader must know before the move itself: which way it is told, and what it leaps over. */
function notesOf({ isBackwards, unranked }: Told, words: Ends, locale: Locale): string[] {
  const [first, last] = [unranked[0], unranked.at(-1)].map(
    (period) => period && formatPeriodInText(period, locale),
  );
  const periods = first === last ? first : `${first}–${last}`;
  return [
    ...(isBackwards ? [m.why_backwards(words, { locale })] : []),
    ...(periods ? [m.why_unranked_between({ ...words, periods }, { locale })] : []),
  ];
}

/** Whom the unit passed, with whom it drew level and who passed it, whichever way it moved itself. */
function sidesOf(move: RankMove, units: Told['units'], locale: Locale): string[] {
  const sides = [
    [m.why_passed, move.passed],
    [m.why_level, move.level],
    [m.why_passed_by, move.passedBy],
  ] as const;
  return sides
    .filter(([, ids]) => ids.length > 0)
    .map(([say, ids]) => say({ names: namesOf(ids, units, locale) }, { locale }));
}

/** The period, with the number of its release where both are of one period. */
function endText(release: Release, other: Release | null, locale: Locale): string {
  const period = formatPeriodInText(release.period, locale);
  return release.period === other?.period
    ? m.why_end({ period, number: release.number }, { locale })
    : period;
}

function headOf(move: RankMove, words: Ends, locale: Locale): string {
  const places = Math.abs(move.places);
  const said = {
    ...words,
    places,
    text: formatBrief(places, locale),
    rank: move.from.rank,
    ranked: move.from.ranked,
    nowRank: move.to.rank,
    nowRanked: move.to.ranked,
  };
  if (places === 0) {
    const isAsMany = move.from.ranked === move.to.ranked;
    return isAsMany ? m.why_kept(said, { locale }) : m.why_same(said, { locale });
  }
  return move.places > 0 ? m.why_rose(said, { locale }) : m.why_fell(said, { locale });
}

/** The largest parts, those in the direction of the move before others of the same size. */
function withCauses(head: string, { parts, places }: RankMove, locale: Locale): string {
  const moving = parts
    .filter(({ shown }) => shown !== 0)
    .toSorted((a, b) => Math.abs(b.shown) - Math.abs(a.shown) || (b.shown - a.shown) * places);
  if (moving.length === 0) return m.why_nothing({ head }, { locale });
  const causes = moving.slice(0, NAMED).map(({ factor, shown }) => {
    const size = Math.abs(shown);
    const said = {
      factor: SAID[factor]({}, { locale }),
      places: size,
      text: formatBrief(size, locale),
    };
    return shown > 0 ? m.why_lifts(said, { locale }) : m.why_lowers(said, { locale });
  });
  const said = { head, causes: joined(causes, locale) };
  return moving.length > NAMED ? m.why_mainly(said, { locale }) : m.why_all(said, { locale });
}

export function namesOf(
  ids: readonly UnitId[],
  units: ReadonlyMap<UnitId, MemberUnit>,
  locale: Locale,
): string {
  const names = ids.flatMap((id) => {
    const unit = units.get(id);
    return unit ? [unitNameIn(unit, locale)] : [];
  });
  const count = names.length - NAMED;
  const told =
    count <= 1 ? names : [...names.slice(0, NAMED), m.why_and_others({ count }, { locale })];
  // "Bộ Văn hóa, Thể thao và Du lịch" would read as three of a list with commas.
  return names.some((name) => /, | và | and /.test(name)) ? told.join('; ') : joined(told, locale);
}

const joined = (texts: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(texts);
