// Where a figure stands against the target that judges its period. Pure; anyone may import it. The
// same rules serve a unit, a group and the nation: what differs is only whose figures are asked for.
import type { Figure } from './figures.ts';
import type { Measure } from './indicator.ts';
import { compareTexts } from './order.ts';
import {
  MONTHS_IN,
  periodHolding,
  periodOf,
  reckoningOf,
  shiftPeriod,
  type Period,
} from './period.ts';
import { comparable } from './rank.ts';
import { compare, divide, multiply, numberOf, rationalOf, type Rational } from './rational.ts';
import type { Target, TargetState } from './target.ts';
import type { UnitId } from './unit.ts';

/**
 * Whose figure is judged: a unit in its group, a whole group, all groups of the nation, or the nation
 * itself (its unit, in no group) where the figure is its own and no sum over units.
 */
export interface Subject {
  unitId: UnitId | null;
  groupIds: readonly string[];
}

export interface Judgement {
  state: TargetState;
  targetId: string | null;
  /** What the target asks of the subject, the baseline worked in and held at 1 for shares. */
  demand: number | null;
  /** Set where a figure is there, but what it should be compared with is not. */
  note: 'no-baseline' | null;
}

export interface JudgeInput {
  /** The targets of the indicator, verified or not. */
  targets: readonly Target[];
  subject: Subject;
  measure: Measure;
  period: Period;
  /** The subject's figure in a period, or null where it has none. */
  figureAt: (period: string) => Figure | null;
  /** ISO day on which the period was first released; days left are counted from it. */
  releasedOn: string;
}

/** Pace is the mean change over this many periods. */
export const PACE_PERIODS = 4;
/** Below this part of the demand, two of three, a projection is far behind. */
export const FAR_BEHIND_PART = [2, 3] as const;
const FAR_BEHIND_BELOW = FAR_BEHIND_PART[0] / FAR_BEHIND_PART[1];
/** A yes-or-no target that is not reached counts as far behind from so many days before it is due. */
export const FLAG_LAST_DAYS = 90;
/** A year's baseline needs figures of at least this part of its periods: 3 of 4 quarters. */
export const BASELINE_PART = 0.75;

const ONE = rationalOf(1);

/** The day a target was issued: the date of its earliest verified document; null where none is. */
export const issuedOn = (target: Target): string | null =>
  target.bases
    .filter((basis) => basis.verified)
    .map((basis) => basis.documentDate)
    .toSorted()[0] ?? null;

/** Whether a row is a target, and no step of a unit's schedule. */
const isTarget = ({ schedule }: Target): boolean => !schedule;

/**
 * The targets that mean a subject, of those that a verified document had issued by an ISO day. A
 * target of the unit's own overrides those of its group. A group or the nation is meant only by a
 * target that means all of it.
 */
export function targetsFor(targets: readonly Target[], subject: Subject, day: string): Target[] {
  const meant = targets.filter(
    (target) =>
      isTarget(target) && (issuedOn(target) ?? '9999') <= day && isMeantFor(target, subject),
  );
  const own = meant.filter((target) => target.unitId !== null);
  return own.length > 0 ? own : meant;
}

function isMeantFor(target: Target, subject: Subject): boolean {
  if (target.unitId !== null) return target.unitId === subject.unitId;
  if (target.groupIds.length === 0) return true;
  // A figure that belongs to no group, as the nation's own, is no group's to reach.
  return (
    subject.groupIds.length > 0 &&
    subject.groupIds.every((group) => target.groupIds.includes(group))
  );
}

/**
 * The target that judges a period: of those that a verified document had issued by the period's
 * last day, the earliest due on or after that day; where all are past due, the last one. What an
 * earlier one asked and did not get is told by `missedTargets`.
 *
 * @returns `no_target` where none is in force, `not_applicable` where those in force mean others
 */
export function judgingTarget(
  targets: readonly Target[],
  subject: Subject,
  period: Period,
): Target | 'no_target' | 'not_applicable' {
  const isInForce = (target: Target): boolean =>
    isTarget(target) && (issuedOn(target) ?? '9999') <= period.end;
  if (!targets.some(isInForce)) return 'no_target';
  const byDue = targetsFor(targets, subject, period.end).toSorted(
    (a, b) => compareTexts(a.due, b.due) || compareTexts(a.id, b.id),
  );
  return byDue.find((target) => target.due >= period.end) ?? byDue.at(-1) ?? 'not_applicable';
}

/** A figure as an exact fraction: its two counts where it was counted, else its decimal text. */
function exact(figure: Figure): Rational {
  const { value, numerator, denominator } = figure;
  return numerator !== null && denominator !== null && denominator > 0
    ? divide(rationalOf(numerator), rationalOf(denominator))
    : rationalOf(value);
}

/**
 * The baseline of a relative target: the figure of that very period, or, where the baseline spans
 * several periods (a year for quarters), Σ numerators / Σ denominators of those that have a figure;
 * at least three quarters of them must. Null where that leaves nothing, or 0.
 */
function baselineOf(input: JudgeInput, baseline: string): Rational | null {
  const figure = input.figureAt(baseline);
  const base = figure ? exact(figure) : baselineOver(input, baseline);
  return base && base.numerator > 0n ? base : null;
}

function baselineOver(input: JudgeInput, baseline: string): Rational | null {
  const { period, measure, figureAt } = input;
  const wanted = MONTHS_IN[periodOf(baseline).frequency] / MONTHS_IN[period.frequency];
  const first = periodHolding(periodOf(baseline).start, period.frequency);
  const figures = Array.from({ length: Math.floor(wanted) }, (_, step) =>
    figureAt(shiftPeriod(first, step)),
  ).filter((figure) => figure !== null);
  if (figures.length === 0 || figures.length < wanted * BASELINE_PART) return null;
  const counted = figures.every(
    (figure) => figure.numerator !== null && figure.denominator !== null,
  );
  if (measure === 'share' && !counted) return null;
  const sum = (numbers: readonly number[]): Rational =>
    rationalOf(numbers.reduce((total, number) => total + number, 0));
  const below = sum(figures.map((figure) => (counted ? (figure.denominator ?? 0) : 1)));
  if (below.numerator === 0n) return null;
  return divide(
    sum(figures.map((figure) => (counted ? (figure.numerator ?? 0) : figure.value))),
    below,
  );
}

/** What the target asks, as an exact fraction; null where its baseline is missing or 0. */
function demandOf(input: JudgeInput, target: Target): Rational | null {
  const value = rationalOf(target.value);
  if (target.operator !== 'x') return value;
  const baseline = target.baseline === null ? null : baselineOf(input, target.baseline);
  if (!baseline) return null;
  const demand = multiply(value, baseline);
  const isBounded = input.measure === 'share' || input.measure === 'flag';
  return isBounded && compare(demand, ONE) > 0 ? ONE : demand;
}

/** Whether a figure is what a target asks, compared as exact fractions: 30 of 100 meets 0.3. */
export function satisfies(figure: Figure, target: Target, demand: Rational): boolean {
  const difference = compare(exact(figure), demand);
  if (target.operator === '<=') return difference <= 0;
  return target.operator === '=' ? difference === 0 : difference >= 0;
}

/** The code of the period, of the same frequency and reckoning, that holds a day. */
function periodWith(day: string, like: Period): string {
  const code = periodHolding(day, like.frequency);
  return periodOf(code, reckoningOf(like.start)).end < day ? shiftPeriod(code, 1) : code;
}

/** Months of the calendar up to and with a day; a month's last day completes it. */
export function monthsUpTo(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return year * 12 + month - 1 + date / new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Where a pace is measured from: the earliest of the last four periods that has a figure, which holes
 * between do not move; null where none has one.
 *
 * @param before what there is so many periods before
 */
export function paceStart<T>(
  before: (periods: number) => T | null | undefined,
): { from: T; periods: number } | null {
  for (let periods = PACE_PERIODS; periods > 0; periods -= 1) {
    const from = before(periods);
    if (from != null) return { from, periods };
  }
  return null;
}

/** Mean change a period since there; 0 where there is no figure before. */
function paceOf({ period, figureAt }: JudgeInput, value: number): number {
  const start = paceStart((periods) => figureAt(shiftPeriod(period.code, -periods)));
  return start === null ? 0 : (value - start.from.value) / start.periods;
}

const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

/**
 * The state of a figure that has not reached its demand, before the due day: where its pace leads.
 * Where less is better (`<=`, or `=` from above) a projection within 3/2 of the demand is `behind`.
 */
function paceState(input: JudgeInput, target: Target, figure: Figure, demand: number): TargetState {
  if (input.measure === 'flag' && input.subject.unitId !== null) {
    const daysLeft = daysBetween(input.releasedOn, target.due);
    return daysLeft > FLAG_LAST_DAYS ? 'behind' : 'far_behind';
  }
  const periodsLeft =
    (monthsUpTo(target.due) - monthsUpTo(input.period.end)) / MONTHS_IN[input.period.frequency];
  const projected = comparable(figure.value + paceOf(input, figure.value) * periodsLeft);
  const wantsLess = figure.value > demand;
  if (wantsLess ? projected <= comparable(demand) : projected >= comparable(demand))
    return 'on_pace';
  const isNear = wantsLess
    ? projected * FAR_BEHIND_BELOW <= demand
    : projected >= comparable(demand * FAR_BEHIND_BELOW);
  return isNear ? 'behind' : 'far_behind';
}

/** Reached: in time where the due day has not passed, or where its own period had reached it. */
function reachedState(input: JudgeInput, target: Target, demand: Rational): 'met' | 'met_late' {
  if (input.period.end <= target.due) return 'met';
  const then = input.figureAt(periodWith(target.due, input.period));
  return then && satisfies(then, target, demand) ? 'met' : 'met_late';
}

/**
 * Judges the subject's figure of the period. Shares are compared by their counts as exact fractions
 * (30 of 100 meets 0.3), never as floats. The pace is the mean change of the last four periods; with
 * fewer earlier figures, of those; with none it is 0, so that the figure is taken to stay as it is.
 *
 * @example 2020-Q1, share_l4 391/1875, a year before 350/1875, ≥ 0.3 due 2020-12-31: `behind`, since
 * 20.9 % + 3 quarters at 0.5 points reaches two thirds of 30 %, but not 30 %
 */
export function judge(input: JudgeInput): Judgement {
  const target = judgingTarget(input.targets, input.subject, input.period);
  if (typeof target === 'string')
    return { state: target, targetId: null, demand: null, note: null };
  const demand = demandOf(input, target);
  const figure = input.figureAt(input.period.code);
  const judged = { targetId: target.id, demand: demand && numberOf(demand) };
  if (!figure || !demand) {
    return { ...judged, state: 'not_measured', note: figure ? 'no-baseline' : null };
  }
  return { ...judged, state: stateOf(input, target, figure, demand), note: null };
}

function stateOf(input: JudgeInput, target: Target, figure: Figure, demand: Rational): TargetState {
  if (satisfies(figure, target, demand)) return reachedState(input, target, demand);
  if (input.period.end >= target.due) return 'overdue';
  return paceState(input, target, figure, numberOf(demand));
}
