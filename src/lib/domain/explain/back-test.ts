// How well each way of forecasting would have done: from every earlier release it forecasts by what was
// known when that release came out, and what came later is set against it ("rolling origin", Tashman,
// International Journal of Forecasting 16, 2000). Pure; outlook.ts and server/explain import it.
import { compareTexts } from '../order.ts';
import type { UnitId } from '../unit.ts';
import { forecastShare, METHODS, type ForecastMethod, type Point } from './forecast.ts';

/** The figures of every unit, in any order. */
export type Courses = ReadonlyMap<UnitId, readonly Point[]>;

/** What was known when a period was first released. */
export interface Vintage {
  at: number;
  courses: Courses;
}

export interface MethodError {
  method: ForecastMethod;
  /** Mean absolute error, a fraction: 0.02 is two points. */
  meanError: number;
}

export interface BackTest {
  /** Periods ahead. */
  horizon: number;
  /** How many releases were forecast from. */
  origins: number;
  /** Forecasts compared with what came, one a unit and origin. */
  forecasts: number;
  /** Every method, best first. */
  methods: MethodError[];
  /** What came less what the best method had said, ascending; fractions. */
  errors: number[];
  /**
   * Of the forecasts for which something had been tried before: how often what came lay inside the
   * interval that would have been printed then. Null where there was none.
   */
  coverage: { inside: number; of: number } | null;
}

/** The part of what came that an interval leaves out on either side. */
const TAIL = 0.05;
/** The part that it is made to hold. */
export const INTERVAL_LEVEL = 0.9;

interface Case {
  unit: UnitId;
  origin: number;
  came: number;
  /** What each method said, in the order of the methods. */
  said: readonly number[];
}

/**
 * Tries every method on every unit and earlier release at one horizon; all on the same cases, so that
 * their errors can be compared. Of methods equally good the first one given is best.
 *
 * @param vintages what was known at each release; points later than the release itself are not looked at
 * @param actual what is known now
 * @param methods `logistic` only where all shares carry their counts
 * @returns null where nothing that was forecast at this horizon has come yet
 */
export function backTest(
  vintages: readonly Vintage[],
  actual: Courses,
  horizon: number,
  methods: readonly ForecastMethod[] = METHODS,
): BackTest | null {
  const cases = vintages
    .flatMap((vintage) => casesFrom(vintage, actual, horizon, methods))
    // One order of summing, whatever the order in which units and releases were given.
    .toSorted((a, b) => a.origin - b.origin || compareTexts(a.unit, b.unit));
  if (cases.length === 0) return null;
  const ranked = rankMethods(cases, methods);
  return {
    horizon,
    origins: new Set(cases.map(({ origin }) => origin)).size,
    forecasts: cases.length,
    methods: ranked.map(({ method, meanError }) => ({ method, meanError })),
    errors: errorsOf(cases, ranked[0]?.at ?? 0),
    coverage: coverageOf(cases, vintages, horizon, methods),
  };
}

function casesFrom(
  { at: origin, courses }: Vintage,
  actual: Courses,
  horizon: number,
  methods: readonly ForecastMethod[],
): Case[] {
  return [...courses].flatMap(([unit, points]) => {
    const came = actual.get(unit)?.find(({ at }) => at === origin + horizon);
    const known = points.filter(({ at }) => at <= origin);
    // A forecast is made from a release that has the unit's figure, and of no other.
    if (!came || !known.some(({ at }) => at === origin)) return [];
    const said = methods
      .map((method) => forecastShare(method, known, horizon))
      .filter((share) => share !== null);
    return said.length < methods.length ? [] : [{ unit, origin, came: came.value, said }];
  });
}

type RankedMethod = MethodError & { at: number };

const rankMethods = (cases: readonly Case[], methods: readonly ForecastMethod[]): RankedMethod[] =>
  methods
    .map((method, at) => {
      const total = cases.reduce((sum, each) => sum + Math.abs(errorOf(each, at)), 0);
      return { method, at, meanError: total / cases.length };
    })
    .toSorted((a, b) => a.meanError - b.meanError);

const errorOf = ({ came, said }: Case, at: number): number => came - (said[at] ?? came);

const errorsOf = (cases: readonly Case[], at: number): number[] =>
  cases.map((each) => errorOf(each, at)).toSorted((a, b) => a - b);

/**
 * At each origin the best method and its errors, both of what had come by then, and as it was known
 * then: a later correction would print an interval that nobody saw.
 */
function coverageOf(
  cases: readonly Case[],
  vintages: readonly Vintage[],
  horizon: number,
  methods: readonly ForecastMethod[],
): BackTest['coverage'] {
  let [inside, of] = [0, 0];
  for (const [origin, own] of Map.groupBy(cases, (each) => each.origin)) {
    const courses = vintages.find(({ at }) => at === origin)?.courses;
    const known = cases.flatMap((each): Case[] => {
      const due = each.origin + horizon;
      const came = due > origin ? null : courses?.get(each.unit)?.find(({ at }) => at === due);
      return came ? [{ ...each, came: came.value }] : [];
    });
    if (known.length === 0) continue;
    const best = rankMethods(known, methods)[0]?.at ?? 0;
    const errors = errorsOf(known, best);
    of += own.length;
    inside += own.filter(({ came, said }) => {
      const { low, high } = intervalAround(said[best] ?? came, errors);
      return came >= low && came <= high;
    }).length;
  }
  return of === 0 ? null : { inside, of };
}

/**
 * The span around a forecast share that held nine in ten of the errors seen, held within 0 and 1; it
 * always holds the forecast itself. With fewer than 39 errors it is the whole of what was seen.
 *
 * @param errors ascending, at least one
 */
export function intervalAround(
  expected: number,
  errors: readonly number[],
): { low: number; high: number } {
  const outside = Math.max(0, Math.floor(TAIL * (errors.length + 1)) - 1);
  const lowest = errors[outside] ?? 0;
  const highest = errors[errors.length - 1 - outside] ?? 0;
  return {
    low: Math.max(0, Math.min(expected, expected + lowest)),
    high: Math.min(1, Math.max(expected, expected + highest)),
  };
}
