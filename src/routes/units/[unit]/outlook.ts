// What the unit page tells of one share beside its state: the forecast, the steps of the target, since
// when it is behind. Only the page's load and its parts import it.
import type { LookBack } from '#lib/domain/explain/look-back.ts';
import type { UnitForecast } from '#lib/domain/explain/unit-forecast.ts';
import { promisesOfUnit, type Promises } from '#lib/domain/promises.ts';
import type { Indicator, MeasureCode } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import {
  readAskedPaces,
  readForecast,
  readLookBack,
  type AskedPaces,
} from '#lib/server/explain/forecast.ts';
import type { Published } from '#lib/server/published.ts';
import { getDb } from '#lib/server/web.ts';

export interface UnitOutlook {
  indicator: Indicator;
  forecast: UnitForecast;
  promises: Promises | null;
  /** The unit of the group whose pace is the fastest seen; null where none is told. */
  fastest: Pick<MemberUnit, 'id' | 'nameVi' | 'nameEn'> | null;
  /** Whether a question is open on a pace that is told. */
  asked: AskedPaces;
  /** What was told before of periods that have come. */
  past: LookBack[];
}

/** @returns null where there is no release, or it does not hold the unit */
export async function readOutlook(
  published: Published,
  course: readonly Release[],
  unit: UnitId,
  measure: MeasureCode = HEADLINE_MEASURE,
): Promise<UnitOutlook | null> {
  const release = course.at(-1);
  const rules = release?.rules;
  const indicator = rules?.indicators.find(({ code }) => code === measure);
  const forecast = await readForecast(published, course, unit, measure);
  if (!release || !rules || !indicator || !forecast?.row) return null;
  const fastest = rules.units.find(({ id }) => id === forecast.reach?.group?.unitId);
  return {
    indicator,
    forecast,
    promises: promisesOfUnit(course, unit, measure),
    fastest: fastest ? { id: fastest.id, nameVi: fastest.nameVi, nameEn: fastest.nameEn } : null,
    asked: await readAskedPaces(getDb(), forecast, release, new Date()),
    past: await readLookBack(published, course, unit, measure),
  };
}
