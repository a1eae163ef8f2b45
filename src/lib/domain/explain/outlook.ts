// What a unit's share is expected to be when its target falls due, how far that may be off, and how
// likely the target is to be met. Pure; server/explain/forecast.ts imports it.
import { intervalAround, type BackTest, type MethodError } from './back-test.ts';
import { dusted } from './course-rows.ts';
import {
  forecastShare,
  plainPace,
  type ForecastMethod,
  type PlainPace,
  type Point,
} from './forecast.ts';

/**
 * Why there is no forecast: `no-figure` none of this period · `one-period` no earlier one within four
 * periods to go on from.
 */
export type NoOutlook = 'no-figure' | 'one-period';

/**
 * How likely a target is to be met. `exact` is the fraction that the trials say; `below` and `above` say
 * that it lies beyond `value`, and that no more can be known from so few trials. Where the whole span
 * lies on one side there is no fraction to tell: `outside` no part of it meets the target · `within`
 * all of it does · `met` so it does, and the target is met already.
 */
export type Chance =
  | { bound: 'below' | 'exact' | 'above'; value: number }
  | { bound: 'outside' | 'within' | 'met'; value: null };

export interface Outlook {
  /**
   * What the figure rests on: `trials` a method tried often enough at this horizon · `pace` the mean
   * pace going on, which is no forecast.
   */
  basis: 'trials' | 'pace';
  method: ForecastMethod;
  /** Whole periods from the figure to the one that holds the due day. */
  horizon: number;
  /** Fraction 0–1. */
  expected: number;
  pace: PlainPace;
  /** Nine in ten of the errors seen; null where such spans were tried too seldom, or held too little. */
  interval: { low: number; high: number } | null;
  /** Null without an interval, and where exactly one share below all is asked for. */
  chance: Chance | null;
  /** What was tried at this horizon, however often; null where nothing has come yet. */
  tried: {
    origins: number;
    forecasts: number;
    methods: MethodError[];
    coverage: BackTest['coverage'];
  } | null;
}

/**
 * Releases that must have been forecast from at a horizon before a forecast is told. All units of a
 * release err together, so that the span of k releases holds a next one (k − 1)/(k + 1) times: only
 * from four on oftener than not.
 */
export const LEAST_ORIGINS = 4;
/** How often spans made to hold nine in ten must have held what came: they miss twice as often at most. */
export const LEAST_HELD = 0.8;
/** No chance is told as smaller than this, nor as larger than 1 less this. */
const LEAST_CHANCE = 0.05;

export interface OutlookQuestion {
  /** The unit's figures, in any order. */
  points: readonly Point[];
  /** The period from which is forecast, counted as the points are. */
  at: number;
  horizon: number;
  /** The fraction asked for, and whether less than it is wanted, or exactly it. */
  demand: number;
  wantsLess: boolean;
  wantsEqual: boolean;
  /** Whether the target is met by now. */
  isMet: boolean;
  /** At this horizon; null where nothing could be tried. */
  test: BackTest | null;
}

/** @returns why there is none, where there is none */
export function outlookOf(question: OutlookQuestion): Outlook | NoOutlook {
  const { at, horizon, test } = question;
  const points = question.points.filter((point) => point.at <= at);
  if (!points.some((point) => point.at === at)) return 'no-figure';
  const trusted = test !== null && test.origins >= LEAST_ORIGINS ? test : null;
  const method = trusted?.methods[0]?.method ?? 'linear';
  const expected = forecastShare(method, points, horizon);
  const pace = plainPace(points);
  if (expected === null || pace === null) return 'one-period';
  const interval = trusted && hasHeld(trusted) ? intervalAround(expected, trusted.errors) : null;
  return {
    basis: trusted ? 'trials' : 'pace',
    method,
    horizon,
    expected,
    pace,
    interval,
    chance: trusted && interval && chanceOf(question, expected, interval, trusted),
    tried: test && {
      origins: test.origins,
      forecasts: test.forecasts,
      methods: test.methods,
      coverage: test.coverage,
    },
  };
}

/** Whether the spans that could be tried held what came often enough. */
const hasHeld = ({ coverage }: BackTest): boolean =>
  coverage !== null && coverage.inside >= LEAST_HELD * coverage.of;

/**
 * The part of the errors seen with which the forecast would meet the demand. All units of a release
 * err together, so that k releases say no more than that a next one lies outside all of them once in
 * k + 1 on either side; and where printed intervals missed what came, the chance is no surer than they
 * were. What lies beyond either is told as a bound, and in words where the whole interval does.
 */
function chanceOf(
  { demand, wantsLess, wantsEqual, isMet }: OutlookQuestion,
  expected: number,
  { low, high }: { low: number; high: number },
  { errors, origins, coverage }: BackTest,
): Chance | null {
  // A forecast hits no single share, unless it is the end at which forecasts are held.
  if (wantsEqual && demand !== 1) return null;
  const meets = (share: number) => dusted(wantsLess ? demand - share : share - demand) >= 0;
  const [worst, best] = wantsLess ? [high, low] : [low, high];
  if (!meets(best)) return { bound: 'outside', value: null };
  if (meets(worst)) return { bound: isMet ? 'met' : 'within', value: null };
  const met = errors.filter((error) => meets(Math.min(1, Math.max(0, expected + error)))).length;
  const missed = coverage === null ? 0 : (1 - coverage.inside / coverage.of) / 2;
  const edge = Math.min(0.5, Math.max(LEAST_CHANCE, 1 / (origins + 1), missed));
  const value = met / errors.length;
  if (value < edge) return { bound: 'below', value: edge };
  return value > 1 - edge ? { bound: 'above', value: 1 - edge } : { bound: 'exact', value };
}
