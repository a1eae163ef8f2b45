// What became of a promise that names a day: kept, kept late, missed, not due yet, or due with nobody
// saying what happened. Only figures that somebody published decide; silence keeps nothing and breaks
// nothing. Pure; the list of promises and the API import it.
import { compareTexts } from './order.ts';
import { isDay, parsePeriod } from './period.ts';

/**
 * In the order in which a reader needs them:
 * - `missed` the day is past, and a figure of that day or later says that it was not reached
 * - `no-document` the day is past, and nothing published says what happened
 * - `open` the day is not past
 * - `kept-late` reached after the day
 * - `kept` reached by the day
 */
export const PROMISE_STATES = ['missed', 'no-document', 'open', 'kept-late', 'kept'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** What a promise asks of its figure; null where the thing itself is promised, as an opening is. */
export type Asked = { operator: '>=' | '<=' | '='; value: number } | null;

/** What one document says of the thing promised. */
export interface Told {
  /** ISO; the last day of what it is about. */
  day: string;
  /** In the promise's own measure: a share is a fraction. Not looked at where nothing is asked of it. */
  value: number;
  /** `>` where the document says "more than". */
  qualifier: string;
}

export interface Outcome<Telling extends Told> {
  state: PromiseState;
  /** What decides the state; null where nothing does. */
  by: Telling | null;
  /** The latest that is told of it, whatever it proves. */
  latest: Telling | null;
}

/** Figures are printed to two decimals, and per cent become fractions: dust of floats decides nothing. */
const DUST = 1e-9;

/** Whether a figure reaches what is asked; null where "more than" leaves it open. */
export function reaches(asked: Asked, { value, qualifier }: Omit<Told, 'day'>): boolean | null {
  if (asked === null) return true;
  const difference = Math.abs(value - asked.value) < DUST ? 0 : value - asked.value;
  if (qualifier === '>') {
    if (difference < 0) return null;
    return asked.operator === '>=';
  }
  if (asked.operator === '=') return difference === 0;
  return asked.operator === '>=' ? difference >= 0 : difference <= 0;
}

/** The last day of a day, month, quarter or year as texts name it; null where it names none. */
export const lastDayOf = (text: string): string | null =>
  isDay(text) ? text : (parsePeriod(text)?.end ?? null);

/**
 * What became of a promise, as a day sees it.
 *
 * A figure from before the due day that falls short proves nothing about that day, so that it neither
 * keeps nor breaks the promise; one that reaches it counts unless a later one by the due day falls short.
 *
 * @param due ISO; the last day on which it is kept in time
 * @param told in whatever order; what is about a later day than `today` is not looked at
 * @param today ISO
 */
export function promiseOutcome<Telling extends Told>(
  { asked, due }: { asked: Asked; due: string },
  told: readonly Telling[],
  today: string,
): Outcome<Telling> {
  const known = told
    .filter(({ day }) => day <= today)
    .toSorted((a, b) => compareTexts(a.day, b.day));
  const latest = known.at(-1) ?? null;
  if (today <= due) return { state: 'open', by: null, latest };
  const inTime = known.findLast((each) => each.day <= due && reaches(asked, each) !== null);
  if (inTime && reaches(asked, inTime)) return { state: 'kept', by: inTime, latest };
  const late = known.find((each) => each.day > due && reaches(asked, each));
  if (late) return { state: 'kept-late', by: late, latest };
  const short = known.findLast((each) => each.day >= due && reaches(asked, each) === false);
  if (short) return { state: 'missed', by: short, latest };
  return { state: 'no-document', by: null, latest };
}

/** How many promises are in each state. */
export type PromiseCounts = Record<PromiseState, number>;

export function countStates(states: readonly PromiseState[]): PromiseCounts {
  const counted = PROMISE_STATES.map((state) => [
    state,
    states.filter((each) => each === state).length,
  ]);
  return Object.fromEntries(counted) as PromiseCounts;
}

/** Overdue ones first, by state; in each the one that is due first. */
export const inPromiseOrder = (
  a: { state: PromiseState; due: string; id: string },
  b: { state: PromiseState; due: string; id: string },
): number =>
  PROMISE_STATES.indexOf(a.state) - PROMISE_STATES.indexOf(b.state) ||
  compareTexts(a.due, b.due) ||
  compareTexts(a.id, b.id);
