// How many units had each platform, by period. The load of the platforms page imports it.
import { drawCourses } from '#lib/charts/courses.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { countsHeadline, shortWord } from '../platforms/platform-words.ts';
import {
  PLATFORMS,
  platformCounts,
  type Openings,
  type PlatformCount,
} from '../platforms/platforms-view.ts';
import { markOfFigures } from './chart-source.ts';

const tableOf = (counts: readonly PlatformCount[]): ChartSheet['table'] => ({
  columns: [
    { name: m.platforms_col_period(), isNumber: false },
    ...PLATFORMS.map((code) => {
      const name = shortWord(code);
      return { name, isNumber: true, inFile: [name, m.charts_col_whole({ name })] as const };
    }),
  ],
  rows: counts.map(({ period, counts: each }) => [
    formatPeriod(period, locale()),
    ...each.map((count) => ({
      text: count ? m.platforms_of_units({ has: count.has, of: count.expected }) : '–',
      value: count?.has ?? null,
      of: count?.expected ?? null,
    })),
  ]),
});

/**
 * Null where fewer than two periods are there.
 *
 * @param course releases of the gathered series, oldest first, the shown one last
 */
export function platformCountsSheet(
  course: readonly Release[],
  openings: Openings,
): ChartSheet | null {
  const counts = platformCounts(course, openings);
  if (counts.length < 2) return null;
  const courses = PLATFORMS.map((code, at) => ({
    name: shortWord(code),
    values: counts.map((count) => count.counts[at]?.has ?? null),
  }));
  const options = {
    periods: counts.map(({ period }) => formatPeriod(period, locale())),
    max: Math.max(...counts.flatMap((count) => count.counts.map((each) => each?.expected ?? 0))),
  };
  const headline = countsHeadline(counts);
  return {
    headline,
    subtitle: m.platforms_counts_sub(),
    source: m.unit_course_source(),
    label: `${headline} ${m.platforms_counts_sub()}`,
    mark: markOfFigures(course.at(-1)?.illustrative ?? false),
    wide: drawCourses(courses, { width: 700, height: 270, ...options }),
    narrow: drawCourses(courses, { width: 328, height: 260, ...options }),
    table: tableOf(counts),
  };
}
