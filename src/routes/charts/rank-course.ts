// The ranks of one unit over time. Loads of the pages of units import it.
import { drawCourse, type CoursePoint } from '#lib/charts/course.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { figureText, nameOf, unitNameOf, type FigureKind } from '#lib/components/words.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { courseHeadline } from '../units/[unit]/sentences.ts';
import type { RankPoint } from '../units/[unit]/unit-view.ts';
import { markOfFigures } from './chart-source.ts';

/** Ranks of empty room above the best and below the worst. */
const MARGIN = 4;

/** What the ranks are by. */
export interface RankedBy extends FigureKind {
  nameVi: string;
  nameEn: string;
}

function tableOf(course: readonly RankPoint[], by: RankedBy): ChartSheet['table'] {
  return {
    columns: [
      { name: m.charts_col_period(), isNumber: false },
      {
        name: m.charts_col_rank(),
        isNumber: true,
        inFile: [m.charts_col_rank(), m.charts_col_ranked()],
      },
      { name: m.charts_col_value(), isNumber: true },
    ],
    rows: course.map(({ period, rank, ranked, value }) => [
      formatPeriod(period, locale()),
      { text: rank === null ? '–' : m.unit_rank_of({ rank, of: ranked }), value: rank, of: ranked },
      { text: value === null ? '–' : figureText(value, by), value },
    ]),
  };
}

/** Null where fewer than two periods have a rank among others. */
export function rankCourseSheet(
  course: readonly RankPoint[],
  unit: { nameVi: string; nameEn: string },
  options: { by: RankedBy; isIllustrative: boolean },
): ChartSheet | null {
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
  const headline = courseHeadline(course);
  return {
    headline,
    subtitle: `${unitNameOf(unit)}. ${m.unit_course_sub({ indicator: nameOf(options.by) })}`,
    source: m.unit_course_source(),
    label: `${unitNameOf(unit)}. ${headline}`,
    mark: markOfFigures(options.isIllustrative),
    wide: drawCourse(points, { width: 420, height: 180, ...scale }),
    narrow: drawCourse(points, { width: 328, height: 180, ...scale }),
    table: tableOf(course, options.by),
  };
}
