// Why a unit's rank changed between two releases, read from what is published and told in both
// languages. The unit page and the API import it, so that both say the same.
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { rankMove, type RankMoveAnswer } from '#lib/domain/explain/rank-move.ts';
import { compareTexts } from '#lib/domain/order.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { keepLast } from '../keep-last.ts';
import type { Published } from '../published.ts';
import { sentenceOf, type InBoth } from './move-sentence.ts';

export type { InBoth } from './move-sentence.ts';

export interface MoveQuestion {
  /** Null where there is no earlier release. */
  from: Release | null;
  /** Periods between the two that were passed over, since the unit has no rank in them; oldest first. */
  unranked?: readonly string[];
  to: Release;
  unit: { id: UnitId; nameVi: string; nameEn: string };
  measure: MeasureCode;
}

export interface Explanation {
  measure: MeasureCode;
  from: Release | null;
  to: Release;
  /** The period of the earlier of the two as it was known when the later became current. */
  known: Release | null;
  /** Whether `to` is the earlier of the two. */
  isBackwards: boolean;
  unranked: readonly string[];
  answer: RankMoveAnswer;
  /** Says the move, its largest parts and who changed sides with the unit, or why nothing can be said. */
  sentence: InBoth;
  /** Of every unit that the answer names. */
  units: ReadonlyMap<UnitId, MemberUnit>;
}

/** Explanations kept in memory, those unused for longest dropped first; without the releases. */
const KEPT = 500;
const keep = keepLast<Pick<Explanation, 'answer' | 'sentence'>>(KEPT);

/**
 * What the last release of a course is compared with where nobody names it: the last one before it in
 * which the unit has a rank, so that a silence hides no move; the one before it where there is none, and
 * where the unit has no rank now either.
 */
export function comparedWith(
  course: readonly Release[],
  unit: UnitId,
  measure: MeasureCode,
): Pick<MoveQuestion, 'from' | 'unranked'> {
  const isRanked = (release: Release | undefined): boolean =>
    release !== undefined && rowOf(release, unit, measure)?.rank != null;
  const earlier = course.slice(0, -1);
  const last = isRanked(course.at(-1)) ? earlier.findLastIndex(isRanked) : -1;
  if (last < 0) return { from: earlier.at(-1) ?? null };
  const unranked = earlier.slice(last + 1).map(({ period }) => period);
  return { from: earlier[last] ?? null, unranked };
}

/**
 * Explains a move. Releases never change, so that an answer is worked out once and kept a while. The
 * correction that lies between the two is that of the period of the earlier one: the release of that
 * period that was current when the later became so.
 */
export async function explainMove(
  published: Published,
  question: MoveQuestion,
): Promise<Explanation> {
  const { from, unranked = [], to, unit, measure } = question;
  const isBackwards = from !== null && isBefore(to, from);
  const [early, late] = isBackwards ? [to, from] : [from, to];
  const known = early && (await knownThen(published, early, late));
  const units = new Map(
    [from, to].flatMap((release) => release?.rules.units ?? []).map((each) => [each.id, each]),
  );
  const asked = { measure, from, to, known, isBackwards, unranked, units };
  const key = JSON.stringify([from?.id, unranked, to.id, known?.id, unit.id, measure]);
  return { ...asked, ...(await keep(key, () => Promise.resolve(explain(asked, unit)))) };
}

/** Periods of one series sort by their codes; releases of one period by when they became current. */
const isBefore = (a: Release, b: Release): boolean =>
  (compareTexts(a.period, b.period) ||
    compareTexts(a.releasedAt, b.releasedAt) ||
    a.number - b.number) < 0;

/**
 * What was known of the earlier's period when the later became current, also where the earlier is a
 * correction that came after that; the earlier itself where nothing of its period was out then.
 */
async function knownThen(published: Published, early: Release, late: Release): Promise<Release> {
  if (early.period === late.period) return late;
  const { period, rules } = early;
  const asOf = new Date(late.releasedAt);
  return (await published.current({ series: rules.series.id, period, asOf })) ?? early;
}

function explain(
  asked: Omit<Explanation, 'answer' | 'sentence'>,
  unit: MoveQuestion['unit'],
): Pick<Explanation, 'answer' | 'sentence'> {
  const { from, to, known, isBackwards, measure } = asked;
  const answer: RankMoveAnswer =
    from && known
      ? rankMove({ from, to, known, isBackwards, unit: unit.id, measure })
      : { move: null, reason: 'first-period' };
  return { answer, sentence: sentenceOf({ ...asked, unit, answer }) };
}
