// Where a share leads: several ways of going on from a unit's figures, each of which says one fraction
// for a period ahead. Which way is taken, and how far off it has been, back-test.ts works out. Pure;
// back-test.ts, outlook.ts and tests import it.
import { PACE_PERIODS } from '../judge.ts';

/** A share in one period. */
export interface Point {
  /** The period, counted from any fixed one. */
  at: number;
  /** Fraction 0–1. */
  value: number;
  /** Null where the share came without its counts. */
  numerator: number | null;
  denominator: number | null;
}

/**
 * - `linear` the mean change of the last four periods goes on, as where a target's state is judged
 * - `logistic` the trend of the log odds, fitted to the counts of the last four periods, goes on from
 *   the last figure
 * - `damped` the mean change goes on, each period at four fifths of the one before
 * - `last` the last figure stays
 */
export const METHODS = ['linear', 'logistic', 'damped', 'last'] as const;
export type ForecastMethod = (typeof METHODS)[number];

/**
 * What is left of a pace a period later, in `damped`: the strongest that is usual (Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., §8.2: 0.8 to 0.98).
 */
const DAMPING = 0.8;
/** Added to a count and twice to its denominator, so that 0 of n and n of n have finite odds. */
const HALF = 0.5;
const MOST_STEPS = 25;
const SMALL_STEP = 1e-9;

/**
 * The share expected `horizon` periods after the last point, held within 0 and 1. The points may come
 * in any order; of two of one period the last given counts. Only those of the last four periods and
 * the one before them are looked at.
 *
 * @param horizon whole periods ahead, at least 1
 * @returns null with fewer than two points to go on from, and for `logistic` where one of them has no
 * counts
 * @example forecastShare('linear', five quarters from 4.6 % to 5.4 %, 3) // 0.06
 */
export function forecastShare(
  method: ForecastMethod,
  points: readonly Point[],
  horizon: number,
): number | null {
  const recent = recentOf(points);
  const last = recent.at(-1);
  if (!last || recent.length < 2) return null;
  const expected = METHOD[method](recent, last, horizon);
  return expected === null ? null : Math.min(1, Math.max(0, expected));
}

/** The mean change a period by which `linear` goes on. */
export interface PlainPace {
  /** Fraction a period. */
  perPeriod: number;
  /** How many periods it is taken over, four at most. */
  periods: number;
}

/** The pace of the points that a forecast goes on from; null with fewer than two. */
export function plainPace(points: readonly Point[]): PlainPace | null {
  const recent = recentOf(points);
  const [first, last] = [recent[0], recent.at(-1)];
  if (!first || !last || first.at === last.at) return null;
  return { perPeriod: paceOf(recent, last), periods: last.at - first.at };
}

/** The points of the last four periods and the one before, oldest first. */
function recentOf(points: readonly Point[]): Point[] {
  const sorted = [...new Map(points.map((point) => [point.at, point])).values()].toSorted(
    (a, b) => a.at - b.at,
  );
  const last = sorted.at(-1);
  return last ? sorted.filter(({ at }) => at >= last.at - PACE_PERIODS) : [];
}

type Extrapolate = (recent: readonly Point[], last: Point, horizon: number) => number | null;

const METHOD: Record<ForecastMethod, Extrapolate> = {
  linear: (recent, last, horizon) => last.value + paceOf(recent, last) * horizon,
  damped: (recent, last, horizon) => {
    const periods = (DAMPING * (1 - DAMPING ** horizon)) / (1 - DAMPING);
    return last.value + paceOf(recent, last) * periods;
  },
  last: (_, last) => last.value,
  logistic: (recent, last, horizon) => {
    const slope = oddsTrend(recent);
    return slope === null ? null : oddsAhead(last, slope * horizon);
  },
};

/** Mean change a period, from the earliest of the recent points to the last. */
function paceOf(recent: readonly Point[], last: Point): number {
  const first = recent[0] ?? last;
  return first.at === last.at ? 0 : (last.value - first.value) / (last.at - first.at);
}

/**
 * The share after its log odds have moved by `shift`. A share of exactly 0 or 1 has no odds: its
 * counts, with a half added, stand in; a trend of 0 leaves it where it is.
 */
function oddsAhead({ value, numerator, denominator }: Point, shift: number): number {
  if (shift === 0) return value;
  const isInside = value > 0 && value < 1;
  const share = isInside ? value : ((numerator ?? 0) + HALF) / ((denominator ?? 0) + 2 * HALF);
  const odds = (share / (1 - share)) * Math.exp(shift);
  return odds === Infinity ? 1 : odds / (1 + odds);
}

/**
 * Slope a period of the log odds, by iteratively reweighted least squares on the counts (McCullagh
 * and Nelder, Generalized Linear Models, 2nd ed. 1989, §4.4), a half added to both sides. Null where a
 * point has no counts.
 */
function oddsTrend(points: readonly Point[]): number | null {
  const counted: Counted[] = [];
  for (const { at, numerator, denominator } of points) {
    if (numerator === null || denominator === null || denominator <= 0) return null;
    counted.push({
      x: at - (points[0]?.at ?? at),
      successes: numerator + HALF,
      n: denominator + 2 * HALF,
    });
  }
  const all = counted.reduce((sum, { n }) => sum + n, 0);
  const share = counted.reduce((sum, { successes }) => sum + successes, 0) / all;
  let line = { level: Math.log(share / (1 - share)), slope: 0 };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = reweighted(counted, line);
    if (!Number.isFinite(next.slope) || !Number.isFinite(next.level)) return line.slope;
    const moved = Math.abs(next.slope - line.slope) + Math.abs(next.level - line.level);
    line = next;
    if (moved < SMALL_STEP) break;
  }
  return line.slope;
}

interface Counted {
  x: number;
  successes: number;
  n: number;
}
interface Line {
  level: number;
  slope: number;
}

/** One step: the weighted least squares line through the working responses. */
function reweighted(points: readonly Counted[], { level, slope }: Line): Line {
  let [w, wx, wxx, wz, wxz] = [0, 0, 0, 0, 0];
  for (const { x, successes, n } of points) {
    const eta = level + slope * x;
    const mean = 1 / (1 + Math.exp(-eta));
    const weight = n * mean * (1 - mean);
    const response = eta + (successes - n * mean) / weight;
    w += weight;
    wx += weight * x;
    wxx += weight * x * x;
    wz += weight * response;
    wxz += weight * x * response;
  }
  const spread = w * wxx - wx * wx;
  return { level: (wxx * wz - wx * wxz) / spread, slope: (w * wxz - wx * wz) / spread };
}
