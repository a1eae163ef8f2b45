// How many more of what is counted bring a unit to its target, with its denominator as it stands and
// as it moves by the due day, and what retiring would do instead. Pure; gap.ts imports it.
import type { Target } from '../target.ts';
import { isMet } from '../target.ts';
import { periodHolding, periodsBetween } from '../period.ts';
import { comparable } from '../rank.ts';
import { countAllowed, countDemanded } from '../rational.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { targetOf } from '../standing.ts';
import { type Counted, countPace, denominatorOn, isCounted } from './count-pace.ts';
import { countedBy } from './counted-things.ts';
import { type Answered, none } from './gap-answer.ts';
import { leastReaching } from './least.ts';

/**
 * Why nothing is lacking to a target, or it cannot be told how much:
 * `met` reached · `no-figure` none this period · `no-target` none in force for the measure ·
 * `not-applicable` its targets are for others · `no-baseline` a multiple of what is not known ·
 * `not-counted` no share of whole things · `no-number` it asks for exactly what no
 * whole number gives, or what only fewer would
 */
export type TargetReason =
  | 'met'
  | 'no-figure'
  | 'no-target'
  | 'not-applicable'
  | 'no-baseline'
  | 'not-counted'
  | 'no-number';

/**
 * Why it is not told what the trend would ask: `due-past` the due day is past · `no-past` no earlier
 * figure is known · `below-counted` fewer things would be left than are counted now, so that some of
 * those would be gone too
 */
export type TrendReason = 'due-past' | 'no-past' | 'below-counted';

/** The denominator as it would be on the due day, going on as it went. */
export interface TrendGap {
  /** Things lacking then, or too many, beside what is counted now; 0 where that is enough. */
  more: number;
  denominator: number;
  /** Mean change of the denominator a period. */
  perPeriod: number;
  /** Periods that mean is taken over, and periods left to the due day. */
  overPeriods: number;
  periodsLeft: number;
}

export interface TargetGap {
  /** Least number to add above the line, or to take away, the denominator as it stands; 1 or more. */
  more: number;
  /** Whether the target asks for no more than so much: what is counted is to become fewer. */
  isLess: boolean;
  target: Target;
  /** The share that is asked, its baseline worked in. */
  demand: number;
  onTrend: Answered<TrendGap, TrendReason>;
  /**
   * Least number of services below the line to take out of force instead; null where the share is not
   * one of services in force, or where that cannot reach it.
   */
  retired: number | null;
}

/** How far a unit is from the target that judges it in the last release of a course. */
export function targetGap(
  course: readonly ReleaseContent[],
  row: ScoreRow,
): Answered<TargetGap, TargetReason> {
  const release = course.at(-1);
  const target = release && targetOf(release, row.targetId);
  const reason = reasonOf(row);
  if (reason !== null) return none(reason);
  const figure = row as Counted & ScoreRow;
  if (!release || !target || row.demand === null) return none('no-target');
  const more = lackOf(target, figure.numerator, figure.denominator, row.demand);
  if (more <= 0 || !isHit(target, row.demand, figure.denominator)) return none('no-number');
  return {
    answer: {
      more,
      isLess: target.operator === '<=',
      target,
      demand: row.demand,
      onTrend: trendOf(course, row, target),
      retired: retiredFor(figure, row, target),
    },
    reason: null,
  };
}

/** How many are lacking to a target, or too many for one that asks for less; 0 or below where it is met. */
const lackOf = (
  { operator }: Target,
  numerator: number,
  denominator: number,
  demand: number,
): number =>
  operator === '<='
    ? numerator - countAllowed(demand, denominator)
    : countDemanded(demand, denominator) - numerator;

/** A target of exactly so much is reached only where whole things make just that share. */
const isHit = ({ operator }: Target, demand: number, denominator: number): boolean =>
  operator !== '=' || countDemanded(demand, denominator) === comparable(demand * denominator);

function reasonOf(row: ScoreRow): TargetReason | null {
  if (isMet(row.targetState)) return 'met';
  if (row.score === null) return 'no-figure';
  if (row.targetState === 'no_target') return 'no-target';
  if (row.targetState === 'not_applicable') return 'not-applicable';
  if (row.targetState === 'not_measured') return 'no-baseline';
  return row.value !== null && isCounted({ ...row, value: row.value }) ? null : 'not-counted';
}

function trendOf(
  course: readonly ReleaseContent[],
  row: ScoreRow,
  target: Target,
): Answered<TrendGap, TrendReason> {
  const release = course.at(-1);
  const pace = countPace(course, row.unitId, row.measure);
  if (!release || !pace || row.demand === null) return none('no-past');
  const due = periodHolding(target.due, release.rules.series.frequency);
  const periodsLeft = periodsBetween(release.period, due);
  if (periodsLeft <= 0) return none('due-past');
  const now = rowOf(release, row.unitId, row.measure) as Counted & ScoreRow;
  const denominator = denominatorOn(now, pace, periodsLeft);
  if (denominator < now.numerator) return none('below-counted');
  const answer = {
    more: Math.max(0, lackOf(target, now.numerator, denominator, row.demand)),
    denominator,
    perPeriod: pace.denominator,
    overPeriods: pace.periods,
    periodsLeft,
  };
  return { answer, reason: null };
}

/** Only what is not counted above the line is retired, and something stays in force. */
function retiredFor(
  { numerator, denominator }: Counted,
  row: ScoreRow,
  target: Target,
): number | null {
  const { measure, demand } = row;
  const isUsed = numerator > 0 && target.operator !== '<=';
  if (!countedBy(measure).isOfServices || demand === null || !isUsed) return null;
  const isEnough = (retired: number): boolean =>
    lackOf(target, numerator, denominator - retired, demand) <= 0;
  return leastReaching(isEnough, denominator - numerator, true);
}
