// The picture of a unit's ranks over time. Only the load of the unit page imports it.
import { drawCourse, type CoursePoint } from '#lib/charts/course.ts';
import { drawChart } from '#lib/charts/render.ts';
import type { DrawnChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { courseHeadline } from './sentences.ts';
import type { RankPoint } from './unit-view.ts';

/** Ranks of empty room above the best and below the worst. */
const MARGIN = 4;

/** Null where fewer than two periods have a rank among others. */
export function drawRankCourse(
  course: readonly RankPoint[],
  unit: { nameVi: string; nameEn: string },
  isIllustrative: boolean,
): DrawnChart | null {
  if (course.filter(({ rank, ranked }) => rank !== null && ranked > 1).length < 2) return null;
  const points: CoursePoint[] = course.map(({ period, rank }, at) => ({
    at,
    label: formatPeriod(period, locale()),
    value: rank,
    text: rank === null ? '' : String(rank),
  }));
  const ranks = course.flatMap(({ rank }) => rank ?? []);
  // Not the whole scale: a fall of two places in 63 must be seen. Every rank is told in words.
  const scale = {
    min: Math.max(1, Math.min(...ranks) - MARGIN),
    max: Math.max(...ranks) + MARGIN,
    inverse: true,
  };
  return drawChart({
    id: 'rank-course',
    wide: drawCourse(points, { width: 420, height: 180, ...scale }),
    narrow: drawCourse(points.slice(-8), { width: 328, height: 180, ...scale }),
    label: `${unitNameOf(unit)}. ${courseHeadline(course)}`,
    mark: isIllustrative ? m.common_illustrative() : null,
  });
}
