// Observations put in order for the engine: one figure a unit, indicator and period, chosen among
// its origins, and sums of figures over units or periods. Domain files import it.
import { ORIGINS, type IndicatorId, type Measure } from './indicator.ts';
import type { Observation } from './observation.ts';
import { parsePeriod, type Period } from './period.ts';
import type { UnitId } from './unit.ts';

/** A measured value and, where it was counted, the two counts it is made of. */
export interface Figure {
  value: number;
  numerator: number | null;
  denominator: number | null;
}

/** The observations of one unit on one indicator, by period code, chosen among origins. */
export type Course = ReadonlyMap<string, Observation>;

/** Every observation that the engine may look at for one period: of that period and before it. */
export interface FigureBook {
  courseOf(indicator: IndicatorId, unit: UnitId): Course;
  /** Units that have an observation of the indicator, with or without a value. */
  unitsWith(indicator: IndicatorId): ReadonlySet<UnitId>;
  /** The earliest period with an observation of the indicator, or null where there is none. */
  firstPeriodOf(indicator: IndicatorId): string | null;
  /** The earliest period with any observation, or null where there is none. */
  readonly firstPeriod: string | null;
}

const EMPTY: Course = new Map();

/** Values before absences, then by origin as ORIGINS orders them, then by source. */
function isPreferred(candidate: Observation, present: Observation): boolean {
  const candidateHas = candidate.value !== null;
  if (candidateHas !== (present.value !== null)) return candidateHas;
  const places = ORIGINS.indexOf(candidate.origin) - ORIGINS.indexOf(present.origin);
  return places === 0 ? candidate.sourceId < present.sourceId : places < 0;
}

/**
 * Orders observations for the engine. Those of another frequency, or of a later period, are left
 * aside. Of several sources the first in the order of ORIGINS that has a value is taken.
 */
export function openBook(observations: readonly Observation[], period: Period): FigureBook {
  const usable = new Set(
    [...new Set(observations.map((entry) => entry.period))].filter(
      (code) => parsePeriod(code)?.frequency === period.frequency && code <= period.code,
    ),
  );
  const kept = observations.filter((entry) => usable.has(entry.period));
  const byIndicator = new Map(
    [...Map.groupBy(kept, (entry) => entry.indicatorId)].map(([id, own]) => [id, shelve(own)]),
  );
  return {
    courseOf: (indicator, unit) => byIndicator.get(indicator)?.courses.get(unit) ?? EMPTY,
    unitsWith: (indicator) => new Set(byIndicator.get(indicator)?.courses.keys()),
    firstPeriodOf: (indicator) => byIndicator.get(indicator)?.firstPeriod ?? null,
    firstPeriod: earliest([...usable]),
  };
}

interface Shelf {
  courses: ReadonlyMap<UnitId, Course>;
  firstPeriod: string | null;
}

/** The observations of one indicator, by unit. */
function shelve(observations: readonly Observation[]): Shelf {
  const byUnit = Map.groupBy(observations, (entry) => entry.unitId);
  return {
    courses: new Map([...byUnit].map(([unit, own]) => [unit, courseFrom(own)])),
    firstPeriod: earliest([...new Set(observations.map((entry) => entry.period))]),
  };
}

function courseFrom(observations: readonly Observation[]): Course {
  const course = new Map<string, Observation>();
  for (const entry of observations) {
    const present = course.get(entry.period);
    if (!present || isPreferred(entry, present)) course.set(entry.period, entry);
  }
  return course;
}

/** Codes of one frequency sort as their periods do. */
const earliest = (codes: readonly string[]): string | null => codes.toSorted()[0] ?? null;

/** What may carry a figure: an observation, a row or a summary of a release. */
export type Stated = Omit<Figure, 'value'> & { value: number | null };

/** The figure that something carries, or null where it carries none. */
export function figureOf(stated: Stated | null | undefined): Figure | null {
  if (stated?.value == null) return null;
  const { value, numerator, denominator } = stated;
  return { value, numerator, denominator };
}

/**
 * Figures of many units, or of many periods, as one: of shares Σ numerators / Σ denominators, of
 * flags the share that has it, of counts the sum. Null where there is nothing to sum, where a share
 * came without its counts (shares are never averaged), and for scores, which have no sum.
 */
export function sumFigures(measure: Measure, figures: readonly Figure[]): Figure | null {
  if (figures.length === 0 || measure === 'score') return null;
  const total = (pick: (figure: Figure) => number): number =>
    figures.reduce((sum, figure) => sum + pick(figure), 0);
  if (measure === 'count') {
    const value = total((figure) => figure.value);
    return { value, numerator: value, denominator: null };
  }
  if (measure === 'flag')
    return quotient(
      total((figure) => figure.value),
      figures.length,
    );
  if (figures.some((figure) => figure.numerator === null || figure.denominator === null))
    return null;
  return quotient(
    total((figure) => figure.numerator ?? 0),
    total((figure) => figure.denominator ?? 0),
  );
}

/** Figures of the same units then and now, each time as one; null where one of the two has no sum. */
export function sumPairs(
  measure: Measure,
  pairs: readonly { then: Figure; now: Figure }[],
): { then: Figure; now: Figure } | null {
  const [then, now] = (['then', 'now'] as const).map((time) =>
    sumFigures(
      measure,
      pairs.map((pair) => pair[time]),
    ),
  );
  return then && now ? { then, now } : null;
}

const quotient = (numerator: number, denominator: number): Figure | null =>
  denominator > 0 ? { value: numerator / denominator, numerator, denominator } : null;
