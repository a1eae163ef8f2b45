// What a unit's share is expected to be when its target falls due, how far that may be off, and how
// likely the target is to be met. Pure; server/explain/forecast.ts imports it.
import { intervalAround, type BackTest, type MethodError } from './back-test.ts';
import { forecastShare, type ForecastMethod, type Point } from './forecast.ts';

/**
 * Why there is no forecast: `no-figure` none of this period · `one-period` no earlier one within four
 * periods to go on from.
 */
export type NoOutlook = 'no-figure' | 'one-period';

/**
 * How likely a target is to be met, a fraction. `below` and `above` say that it lies beyond `value`,
 * and that no more can be known from so few trials; `exact` is what the trials say.
 */
export interface Chance {
  value: number;
  bound: 'below' | 'exact' | 'above';
}

export interface Outlook {
  method: ForecastMethod;
  /** Whole periods from the figure to the one that holds the due day. */
  horizon: number;
  /** Fraction 0–1. */
  expected: number;
  /** Nine in ten of the errors seen; null where nothing could be tried at this horizon. */
  interval: { low: number; high: number } | null;
  chance: Chance | null;
  /** What the forecast was tried on; null where nothing could be. */
  tried: {
    origins: number;
    forecasts: number;
    methods: MethodError[];
    coverage: BackTest['coverage'];
    /** Fewer than `FEW_ORIGINS` releases: their errors may have one common cause. */
    isFew: boolean;
  } | null;
}

/** With fewer releases to forecast from, a reader is told that they are few. */
export const FEW_ORIGINS = 4;
/** No chance is told as smaller than this, nor as larger than 1 less this. */
const LEAST_CHANCE = 0.05;

export interface OutlookQuestion {
  /** The unit's figures, in any order. */
  points: readonly Point[];
  /** The period from which is forecast, counted as the points are. */
  at: number;
  horizon: number;
  /** The fraction asked for, and whether less than it is wanted. */
  demand: number;
  wantsLess: boolean;
  /** At this horizon; null where nothing could be tried. */
  test: BackTest | null;
  /** The method to fall back on where nothing could be tried. */
  untried: ForecastMethod;
}

/** @returns why there is none, where there is none */
export function outlookOf(question: OutlookQuestion): Outlook | NoOutlook {
  const { at, horizon, test } = question;
  const points = question.points.filter((point) => point.at <= at);
  if (!points.some((point) => point.at === at)) return 'no-figure';
  const method = test?.methods[0]?.method ?? question.untried;
  const expected = forecastShare(method, points, horizon);
  if (expected === null) return 'one-period';
  return {
    method,
    horizon,
    expected,
    interval: test && intervalAround(expected, test.errors),
    chance: test && chanceOf(question, expected, test),
    tried: test && {
      origins: test.origins,
      forecasts: test.forecasts,
      methods: test.methods,
      coverage: test.coverage,
      isFew: test.origins < FEW_ORIGINS,
    },
  };
}

/**
 * The part of the errors seen with which the forecast would meet the demand. All units of a release
 * err together, so that k releases say no more than that a next one lies outside all of them once in
 * k + 1 on either side; and where printed intervals missed what came, the chance is no surer than they
 * were. What lies beyond either is told as a bound.
 */
function chanceOf(
  { demand, wantsLess }: OutlookQuestion,
  expected: number,
  { errors, origins, coverage }: BackTest,
): Chance {
  const meets = errors.filter((error) => {
    const share = Math.min(1, Math.max(0, expected + error));
    return wantsLess ? share <= demand : share >= demand;
  }).length;
  const missed = coverage === null ? 0 : (1 - coverage.inside / coverage.of) / 2;
  const edge = Math.min(0.5, Math.max(LEAST_CHANCE, 1 / (origins + 1), missed));
  const value = meets / errors.length;
  if (value < edge) return { value: edge, bound: 'below' };
  return value > 1 - edge ? { value: 1 - edge, bound: 'above' } : { value, bound: 'exact' };
}
