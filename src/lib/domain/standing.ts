// How far units and groups are from what they promised: how many more of what is counted a unit
// needs, how many units lie below a line, and the pace a target asks for. Pure; anyone may import it.
import { rowBefore } from './explain/course-rows.ts';
import { figureOf, sumPairs } from './figures.ts';
import { paceStart } from './judge.ts';
import { periodHolding, periodsBetween, shiftPeriod } from './period.ts';
import { countDemanded } from './rational.ts';
import { summaryOf } from './release-lookup.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { isMet, type Target } from './target.ts';

/**
 * How many more services (or dossiers, or documents) reach the demand while the denominator stays:
 * ⌈demand · d⌉ − n over whole numbers. 0 where it is reached; null where the figure is no share of
 * whole counts, where nothing is demanded, and where it is missed although there is no lack: the
 * target then asks for less, and no number more would reach it.
 *
 * @example shortfallOf({ numerator: 110, denominator: 2045, demand: 0.3, … }) // 504
 */
export function shortfallOf(
  row: Pick<ScoreRow, 'numerator' | 'denominator' | 'demand' | 'targetState'>,
): number | null {
  if (row.numerator === null || row.denominator === null || row.demand === null) return null;
  if (isMet(row.targetState)) return 0;
  const lack = countDemanded(row.demand, row.denominator) - row.numerator;
  return lack > 0 ? lack : null;
}

/** How many of the rows have a share below a fraction, judged over whole counts. */
export const countBelow = (
  rows: readonly Pick<ScoreRow, 'numerator' | 'denominator'>[],
  fraction: number,
): number =>
  rows.filter(
    ({ numerator, denominator }) =>
      numerator !== null &&
      denominator !== null &&
      denominator > 0 &&
      numerator < countDemanded(fraction, denominator),
  ).length;

/** What a target asks for from one period to the next, and what has been reached. */
export interface Pace {
  /** Periods after this one up to that of the due day; 0 or below when there is none left. */
  periodsLeft: number;
  /** Mean rise a period that reaches the demand; null where reached or no period is left. */
  needed: number | null;
  /** Mean change over the periods behind; null where there is only one. */
  recent: number | null;
  /** How many periods `recent` is taken over, four at most; 0 without it. */
  recentPeriods: number;
  /** How many units it is over: those with a figure in the first of them and in the last. */
  units: number;
}

/**
 * The nation's pace on a measure against the target that judges it. Null where there is no figure
 * or no target.
 *
 * @param course releases of one series up to the one judged, oldest first
 */
export function nationalPace(course: readonly ReleaseContent[], measure: string): Pace | null {
  const release = course.at(-1);
  const summary = release && summaryOf(release, measure, null);
  const target = release && targetOf(release, summary?.targetId ?? null);
  if (!summary || summary.value === null || summary.demand === null || !target) return null;

  const duePeriod = periodHolding(target.due, release.rules.series.frequency);
  const periodsLeft = periodsBetween(release.period, duePeriod);
  const gap = summary.demand - summary.value;
  return {
    periodsLeft,
    needed: periodsLeft > 0 && gap > 0 ? gap / periodsLeft : null,
    ...recentPace(course, release, measure),
  };
}

/** Over the units alone that have a figure at both ends, as the change on the period before is. */
function recentPace(
  course: readonly ReleaseContent[],
  release: ReleaseContent,
  measure: string,
): Pick<Pace, 'recent' | 'recentPeriods' | 'units'> {
  const start = paceStart((periods) => {
    const period = shiftPeriod(release.period, -periods);
    const then = course.find((each) => each.period === period);
    return then && summaryOf(then, measure, null)?.value != null ? then : null;
  });
  const { groups, indicators } = release.rules;
  const national = groups.filter(({ inNational }) => inNational).map(({ id }) => id);
  const pairs = release.rows.flatMap((row) => {
    if (row.measure !== measure || !national.includes(row.groupId)) return [];
    const [now, then] = [figureOf(row), figureOf(start && rowBefore(start.from, row))];
    return now && then ? [{ now, then }] : [];
  });
  const indicator = indicators.find(({ code }) => code === measure);
  const sums = indicator ? sumPairs(indicator.measure, pairs) : null;
  if (!start || !sums) return { recent: null, recentPeriods: 0, units: 0 };
  const { periods } = start;
  const rise = sums.now.value - sums.then.value;
  return { recent: rise / periods, recentPeriods: periods, units: pairs.length };
}

/** A target of the release by its id. */
export const targetOf = (release: ReleaseContent, id: string | null): Target | null =>
  release.rules.targets.find((target) => target.id === id) ?? null;
