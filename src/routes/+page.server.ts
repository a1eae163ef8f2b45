// The first page: one release, seen from the share of services at level 4.
import { showChart } from '#lib/charts/show.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { hanoiDay } from '#lib/domain/format.ts';
import {
  dueDays,
  furthestBehind,
  headlineOf,
  nationalGroups,
  rowsOf,
  silentUnits,
  targetLines,
} from '#lib/domain/overview.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { releaseAsked } from '#lib/server/page-release.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { behindOf, dueOf, lineOf, silentOf } from './overview/shape.ts';
import { mapSheet } from './charts/map.ts';
import { spreadSheet } from './charts/spread.ts';

const MEASURE = 'share_l4';
const PLATFORMS = ['npsp_connected', 'lgsp_present', 'lgsp_connected', 'soc_present'];
/** Units named in each list of those furthest behind. */
const LISTED = 5;

function platformsOf(release: Release) {
  return PLATFORMS.flatMap((measure) => {
    const indicator = release.rules.indicators.find(({ code }) => code === measure);
    const summary = summaryOf(release, measure, null);
    return indicator && summary && summary.counted > 0
      ? [
          {
            measure,
            nameVi: indicator.nameVi,
            nameEn: indicator.nameEn,
            has: summary.numerator ?? 0,
            of: summary.denominator ?? 0,
          },
        ]
      : [];
  });
}

export const load: PageServerLoad = async ({ url }) => {
  const { release, course, periods } = await releaseAsked(url.searchParams);
  const headline = headlineOf(course, MEASURE);
  if (!headline) error(404, m.common_error_404());
  const { silent, notConnected } = silentUnits(release, MEASURE);
  const lines = targetLines(release);
  const [spread, map] = [spreadSheet(release, MEASURE), mapSheet(release, MEASURE)];
  return {
    release: markOf(release),
    periods,
    headline,
    previousPeriod: course.at(-2)?.period ?? null,
    lines: lines.map(lineOf),
    due: dueDays(release, hanoiDay(release.firstReleasedAt)).map(dueOf),
    silent: silent.map(silentOf),
    notConnected: notConnected.length,
    behind: nationalGroups(release).map((group) => ({
      groupId: group.id,
      size: rowsOf(release, MEASURE, group.id).length,
      units: furthestBehind(release, MEASURE, group.id, LISTED).map(behindOf),
    })),
    spread: spread && showChart(spread, { name: 'spread', query: { measure: MEASURE }, release }),
    map: map && showChart(map, { name: 'map', query: { measure: MEASURE }, release }),
    platforms: platformsOf(release),
  };
};
