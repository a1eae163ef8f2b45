// How fast the counts behind a figure have moved, and where they lead: numerators and denominators
// apart, since procedures are added and retired too. Pure; what looks ahead over counts imports it.
import { type Figure, figureOf, type Stated } from '../figures.ts';
import { paceStart } from '../judge.ts';
import type { FigureTable } from '../method.ts';
import { shiftPeriod } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import type { UnitId } from '../unit.ts';

/** A figure that is a share of whole things. */
export interface Counted extends Figure {
  numerator: number;
  denominator: number;
}

/** Whether a figure is a share of whole things: without counts nobody can say how many more. */
export const isCounted = (figure: Figure | null | undefined): figure is Counted =>
  figure != null &&
  figure.numerator !== null &&
  figure.denominator !== null &&
  figure.denominator > 0 &&
  Number.isInteger(figure.numerator) &&
  Number.isInteger(figure.denominator);

/** What a row has as a share of whole things; null where it is none. */
export function countedIn(row: Stated | null | undefined): Counted | null {
  const figure = figureOf(row);
  return isCounted(figure) ? figure : null;
}

/** The figure that two counts make. */
export const sharing = (numerator: number, denominator: number): Counted => ({
  value: numerator / denominator,
  numerator,
  denominator,
});

/** Mean change a period of both counts. */
export interface CountPace {
  numerator: number;
  denominator: number;
  /** How many periods the mean is taken over, four at most. */
  periods: number;
}

/**
 * The pace of a unit's counts over the last four periods, or over as many of them as have a figure;
 * null where it is no counted share, or has no figure before.
 *
 * @param course releases of one series, the one that is asked of last
 */
export function countPace(
  course: readonly ReleaseContent[],
  unit: UnitId,
  indicator: string,
): CountPace | null {
  const release = course.at(-1);
  const now = release && countedIn(rowOf(release, unit, indicator));
  if (!now) return null;
  const start = paceStart((periods) => {
    const period = shiftPeriod(release.period, -periods);
    const earlier = course.find((each) => each.period === period);
    return earlier && countedIn(rowOf(earlier, unit, indicator));
  });
  return (
    start && {
      numerator: (now.numerator - start.from.numerator) / start.periods,
      denominator: (now.denominator - start.from.denominator) / start.periods,
      periods: start.periods,
    }
  );
}

const within = (value: number, highest: number): number => Math.min(Math.max(value, 0), highest);

/** What a share is of some periods on, a whole number; at least one thing stays. */
export const denominatorOn = (figure: Counted, pace: CountPace, periods: number): number =>
  Math.max(1, Math.round(figure.denominator + pace.denominator * periods));

/**
 * A counted share some periods on, over whole numbers: both counts move at their own pace, rounded at
 * the end; at least one thing stays, and no more are counted than there are. Stays without a pace.
 *
 * @example movedOn({ numerator: 40, denominator: 100, … }, { numerator: 2.5, denominator: -1, … }, 1)
 * // 43 of 99
 */
export function movedOn(figure: Counted, pace: CountPace | null, periods: number): Counted {
  if (!pace) return figure;
  const denominator = denominatorOn(figure, pace, periods);
  const numerator = Math.round(figure.numerator + pace.numerator * periods);
  return sharing(within(numerator, denominator), denominator);
}

/**
 * A group's figures one period on, each at its unit's own pace. Figures that are no counted shares stay.
 */
export function figuresOneOn(course: readonly ReleaseContent[], figures: FigureTable): FigureTable {
  const moved = (unit: UnitId, indicator: string, figure: Figure): Figure =>
    isCounted(figure) ? movedOn(figure, countPace(course, unit, indicator), 1) : figure;
  return new Map(
    [...figures].map(([unit, own]) => [
      unit,
      new Map([...own].map(([code, figure]) => [code, moved(unit, code, figure)])),
    ]),
  );
}
