// What was told ahead of a period that has come since, beside what came. Pure; server/explain/forecast.ts
// imports it, the unit page and the API show it.
import { compareTexts } from '../order.ts';
import { rowOf } from '../release-lookup.ts';
import type { Release } from '../release.ts';
import type { Outlook } from './outlook.ts';
import type { UnitForecast } from './unit-forecast.ts';

export interface LookBack {
  /** The period from whose first release it was told. */
  from: string;
  /** The period that it was told for. */
  duePeriod: string;
  outlook: Outlook;
  /** What came, as the last release of the course knows it; fraction 0–1. */
  came: number;
}

/** A forecast with the period of the release that it was made from. */
export interface Made {
  from: string;
  forecast: UnitForecast;
}

/**
 * Of what was told of a unit, that for periods that have come with a figure; the earliest telling first.
 *
 * @param course releases of one series, oldest first, the one looked back from last
 */
export function lookBack(
  made: readonly Made[],
  course: readonly Release[],
  measure: string,
): LookBack[] {
  const periods = new Map(course.map((release) => [release.period, release]));
  return made
    .flatMap(({ from, forecast: { unitId, outlook, duePeriod } }): LookBack[] => {
      const release = duePeriod === null ? undefined : periods.get(duePeriod);
      const came = (release && rowOf(release, unitId, measure)?.value) ?? null;
      if (!outlook || duePeriod === null || came === null) return [];
      return [{ from, duePeriod, outlook, came }];
    })
    .toSorted((a, b) => compareTexts(a.from, b.from));
}
