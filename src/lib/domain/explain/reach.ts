// The last day from which a target can still be reached at the fastest pace that has been seen. Pure;
// server/explain/forecast.ts imports it.
import { monthsUpTo, PACE_PERIODS } from '../judge.ts';
import { compareTexts } from '../order.ts';
import { MONTHS_IN, type Frequency } from '../period.ts';
import type { UnitId } from '../unit.ts';
import type { Courses } from './back-test.ts';

/** The fastest mean change a period that a unit kept over four periods. */
export interface FastestPace {
  unitId: UnitId;
  /** Fraction a period; above 0, also where less is wanted. */
  pace: number;
  /** The periods before and after the change, counted as the points are. */
  from: number;
  to: number;
}

/**
 * The fastest among all units of the courses; of equals the earliest, then the first by id. Null where
 * no unit has figures four periods apart, or none moved towards what is wanted.
 */
export function fastestPace(courses: Courses, wantsLess: boolean): FastestPace | null {
  const paces = [...courses].flatMap(([unitId, points]) => {
    const values = new Map(points.map(({ at, value }) => [at, value]));
    return points.flatMap(({ at, value }) => {
      const before = values.get(at - PACE_PERIODS);
      if (before === undefined) return [];
      const change = (wantsLess ? before - value : value - before) / PACE_PERIODS;
      return change > 0 ? [{ unitId, pace: change, from: at - PACE_PERIODS, to: at }] : [];
    });
  });
  const [fastest] = paces.toSorted(
    (a, b) => b.pace - a.pace || a.to - b.to || compareTexts(a.unitId, b.unitId),
  );
  return fastest ?? null;
}

export interface Reach {
  /** Periods at the pace that the gap takes, not rounded. */
  periodsNeeded: number;
  /** ISO day: a unit that stood where it stands until then, and kept the pace from there, is in time. */
  lastDay: string;
  /** Whether that day had not passed when the figure's period ended. */
  isReachable: boolean;
}

export interface ReachQuestion {
  value: number;
  demand: number;
  /** ISO day. */
  due: string;
  /** ISO day on which the figure's period ended. */
  periodEnd: string;
  frequency: Frequency;
  pace: number;
}

/**
 * @example reachOf 10 % of 30 %, due 2020-12-31, 5 points a quarter: 4 quarters, so 2019-12-31
 */
export function reachOf(question: ReachQuestion): Reach {
  const { value, demand, due, periodEnd, frequency, pace } = question;
  const periodsNeeded = Math.abs(demand - value) / pace;
  const lastDay = dayAfterMonths(monthsUpTo(due) - periodsNeeded * MONTHS_IN[frequency]);
  return { periodsNeeded, lastDay, isReachable: lastDay >= periodEnd };
}

/** What a count of months may be off by after a few sums: far less than a day. */
const ROUNDING = 1e-9;

/** The last day that a count of months, as `monthsUpTo` counts them, has completed; year 1 at the least. */
function dayAfterMonths(months: number): string {
  const held = Math.max(13, months + ROUNDING);
  const [year, month] = [Math.floor(held / 12), Math.floor(held) % 12];
  const daysInMonth = dayOf(year, month + 1).getUTCDate();
  const day = Math.floor((held - Math.floor(held)) * daysInMonth);
  const found = day === 0 ? dayOf(year, month) : dayOf(year, month, day);
  return found.toISOString().slice(0, 10);
}

/** A day of a month counted from 0; day 0 of a month is the last of the one before. */
function dayOf(year: number, month: number, day = 0): Date {
  const found = new Date(0);
  found.setUTCFullYear(year, month, day);
  return found;
}
