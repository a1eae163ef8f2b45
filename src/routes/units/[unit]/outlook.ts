// What the unit page tells of the headline's measure beside its state: the forecast, the steps of the
// target, since when it is behind. Only the page's load and its parts import it.
import type { UnitForecast } from '#lib/domain/explain/unit-forecast.ts';
import { promisesOfUnit, type Promises } from '#lib/domain/promises.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { readForecast } from '#lib/server/explain/forecast.ts';
import type { Published } from '#lib/server/published.ts';
import { HEADLINE_MEASURE } from './unit-view.ts';

export interface UnitOutlook {
  indicator: Indicator;
  forecast: UnitForecast;
  promises: Promises | null;
  /** The unit whose pace is the fastest seen; null where none is told. */
  fastest: Pick<MemberUnit, 'nameVi' | 'nameEn'> | null;
}

/** @returns null where there is no release, or it does not hold the unit */
export async function readOutlook(
  published: Published,
  course: readonly Release[],
  unit: UnitId,
): Promise<UnitOutlook | null> {
  const rules = course.at(-1)?.rules;
  const indicator = rules?.indicators.find(({ code }) => code === HEADLINE_MEASURE);
  const forecast = await readForecast(published, course, unit, HEADLINE_MEASURE);
  if (!rules || !indicator || !forecast?.row) return null;
  const fastest = rules.units.find(({ id }) => id === forecast.reach?.series?.unitId);
  return {
    indicator,
    forecast,
    promises: promisesOfUnit(course, unit, HEADLINE_MEASURE),
    fastest: fastest ? { nameVi: fastest.nameVi, nameEn: fastest.nameEn } : null,
  };
}
