// How far units and groups are from what they promised: how many more of what is counted a unit
// needs, how many units lie below a line, and the pace a target asks for. Pure; anyone may import it.
import { PACE_PERIODS } from './judge.ts';
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
  /** How many periods `recent` is taken over, four at most. */
  recentPeriods: number;
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
  const behind = valuesBefore(course, measure);
  const back = behind.findLastIndex((value) => value !== null) + 1;
  const start = behind[back - 1];
  return {
    periodsLeft,
    needed: periodsLeft > 0 && gap > 0 ? gap / periodsLeft : null,
    recent: start === null || start === undefined ? null : (summary.value - start) / back,
    recentPeriods: back,
  };
}

/** The nation's figures one, two, … up to four periods before the last release. */
function valuesBefore(course: readonly ReleaseContent[], measure: string): (number | null)[] {
  const last = course.at(-1);
  if (!last) return [];
  return Array.from({ length: PACE_PERIODS }, (_, i) => {
    const period = shiftPeriod(last.period, -i - 1);
    const release = course.find((each) => each.period === period);
    return (release && summaryOf(release, measure, null)?.value) ?? null;
  });
}

/** A target of the release by its id. */
export const targetOf = (release: ReleaseContent, id: string | null): Target | null =>
  release.rules.targets.find((target) => target.id === id) ?? null;
