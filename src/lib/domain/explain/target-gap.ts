// How many more of what is counted bring a unit to its target, with its denominator as it stands and
// as it moves by the due day, and what retiring would do instead. Pure; gap.ts imports it.
import type { Target } from '../target.ts';
import { isMet } from '../target.ts';
import { periodHolding, periodsBetween } from '../period.ts';
import { comparable } from '../rank.ts';
import { countDemanded } from '../rational.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { targetOf } from '../standing.ts';
import { type Counted, countPace, isCounted, movedOn } from './count-pace.ts';
import { countedBy } from './counted-things.ts';
import { type Answered, none } from './gap-answer.ts';
import { leastReaching } from './least.ts';

/**
 * Why nothing is lacking to a target, or it cannot be told how much:
 * `met` reached · `no-figure` none this period · `no-target` none in force for the measure ·
 * `not-applicable` its targets are for others · `no-baseline` a multiple of what is not known ·
 * `not-counted` no share of whole things · `no-number` it asks for less, or for just what no whole
 * number gives
 */
export type TargetReason =
  | 'met'
  | 'no-figure'
  | 'no-target'
  | 'not-applicable'
  | 'no-baseline'
  | 'not-counted'
  | 'no-number';

/** The denominator as it would be on the due day, going on as it went. */
export interface TrendGap {
  /** Things lacking then, above the line as it is now; 0 where what is there is enough. */
  more: number;
  denominator: number;
  /** Mean change of the denominator a period. */
  perPeriod: number;
  /** Periods that mean is taken over, and periods left to the due day. */
  overPeriods: number;
  periodsLeft: number;
}

export interface TargetGap {
  /** Least number to add above the line, the denominator as it stands; 1 or more. */
  more: number;
  target: Target;
  /** The share that is asked, its baseline worked in. */
  demand: number;
  /** Null where the due day is past or no earlier figure is known. */
  onTrend: TrendGap | null;
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
  const more = lackOf(figure.numerator, figure.denominator, row.demand);
  if (more <= 0 || !isHit(target, row.demand, figure.denominator)) return none('no-number');
  return {
    answer: {
      more,
      target,
      demand: row.demand,
      onTrend: trendOf(course, row, target),
      retired: retiredFor(figure, row),
    },
    reason: null,
  };
}

const lackOf = (numerator: number, denominator: number, demand: number): number =>
  countDemanded(demand, denominator) - numerator;

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
): TrendGap | null {
  const release = course.at(-1);
  const pace = countPace(course, row.unitId, row.measure);
  if (!release || !pace || row.demand === null) return null;
  const due = periodHolding(target.due, release.rules.series.frequency);
  const periodsLeft = periodsBetween(release.period, due);
  if (periodsLeft <= 0) return null;
  const now = rowOf(release, row.unitId, row.measure) as Counted & ScoreRow;
  const { denominator } = movedOn(now, { ...pace, numerator: 0 }, periodsLeft);
  return {
    more: Math.max(0, lackOf(Math.min(now.numerator, denominator), denominator, row.demand)),
    denominator,
    perPeriod: pace.denominator,
    overPeriods: pace.periods,
    periodsLeft,
  };
}

/** Only what is not counted above the line is retired, and something stays in force. */
function retiredFor({ numerator, denominator }: Counted, row: ScoreRow): number | null {
  const { measure, demand } = row;
  if (!countedBy(measure).isOfServices || demand === null || numerator === 0) return null;
  const isEnough = (retired: number): boolean =>
    lackOf(numerator, denominator - retired, demand) <= 0;
  return leastReaching(isEnough, denominator - numerator, true);
}
