// How a unit's rank went over the periods: alone on the headline's measure, and on any share beside those
// that stand next to it now. Only the unit page's load imports it.
import { showChart } from '#lib/charts/show.ts';
import type { ChartSheet, ShownChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { faceOf } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { keepLast } from '#lib/server/keep-last.ts';
import { rankCourseSheet } from '../../charts/rank-course.ts';
import { ranksSheet } from '../../charts/ranks.ts';
import type { CatalogueUnit } from './unit-page.ts';
import { rankCourse } from './unit-view.ts';

/** Some 30 kB each, two drawings in it. */
const KEPT = 500;
const keep = keepLast<ShownChart | null>(KEPT);

interface Asked {
  /** Of one series, oldest first. */
  course: readonly Release[];
  /** The last of them. */
  release: Release;
  unit: CatalogueUnit;
  measure: MeasureCode;
}

const sheets = {
  rank({ course, release, unit, measure }: Asked): ChartSheet | null {
    const by = faceOf(release, measure);
    const points = rankCourse(course, unitId(unit.id), measure);
    return by && rankCourseSheet(points, unit, { by, isIllustrative: release.illustrative });
  },
  ranks: ({ course, unit, measure }: Asked): ChartSheet | null =>
    ranksSheet(course, measure, { ...unit, id: unitId(unit.id) }),
};

function readChart(
  name: keyof typeof sheets,
  course: readonly Release[],
  unit: CatalogueUnit,
  measure: MeasureCode,
): Promise<ShownChart | null> {
  const release = course.at(-1);
  if (!release) return Promise.resolve(null);
  const key = [name, release.id, release.knownAt, unit.id, measure, locale()].join(' ');
  const query = { unit: unit.id, measure };
  return keep(key, () => {
    const sheet = sheets[name]({ course, release, unit, measure });
    return Promise.resolve(sheet && showChart(sheet, { name, query, release }));
  });
}

/** Null where fewer than two periods have a rank among others. */
export const readCourseChart = (course: readonly Release[], unit: CatalogueUnit) =>
  readChart('rank', course, unit, HEADLINE_MEASURE);

/** Null where the unit has no rank now, or there are fewer than two periods. */
export const readRanksChart = (
  course: readonly Release[],
  unit: CatalogueUnit,
  measure: MeasureCode,
) => readChart('ranks', course, unit, measure);
