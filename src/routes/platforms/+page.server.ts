// Which unit has which platform, since when, and how many had it in each period.
import { drawCourses } from '#lib/charts/courses.ts';
import { drawChart } from '#lib/charts/render.ts';
import type { DrawnChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { releaseIfAny } from '#lib/server/page-release.ts';
import type { PageServerLoad } from './$types';
import { countsHeadline } from './platform-words.ts';
import { shortWord } from './platform-words.ts';
import {
  DOCUMENTS,
  PLATFORMS,
  platformColumns,
  platformCounts,
  platformRows,
  type PlatformCount,
} from './platforms-view.ts';

export const load: PageServerLoad = async ({ url }) => {
  const { release, course, periods } = await releaseIfAny(url.searchParams);
  const counts = platformCounts(course);
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
    periods,
    counts,
    countsChart: drawCounts(counts, release?.illustrative ?? false),
    columns: release ? platformColumns(release, PLATFORMS) : [],
    documents: release ? platformColumns(release, DOCUMENTS) : [],
    groups: (release?.rules.groups ?? [])
      .map((group) => ({ group, rows: platformRows(course, group.id) }))
      .filter(({ rows }) => rows.length > 0),
  };
};

function drawCounts(counts: readonly PlatformCount[], isIllustrative: boolean): DrawnChart | null {
  if (counts.length < 2) return null;
  const courses = PLATFORMS.map((code, at) => ({
    name: shortWord(code),
    values: counts.map((count) => count.counts[at]?.has ?? null),
  }));
  const options = {
    periods: counts.map(({ period }) => formatPeriod(period, locale())),
    max: Math.max(...counts.flatMap((count) => count.counts.map((each) => each?.expected ?? 0))),
  };
  return drawChart({
    id: 'platform-counts',
    wide: drawCourses(courses, { width: 700, height: 270, ...options }),
    narrow: drawCourses(courses, { width: 328, height: 260, ...options }),
    label: `${countsHeadline(counts)} ${m.platforms_counts_sub()}`,
    mark: isIllustrative ? m.common_illustrative() : null,
  });
}
