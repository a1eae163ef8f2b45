// Which unit has which platform, since when, and how many had it in each period.
import { showChart } from '#lib/charts/show.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { readNationalFacts } from '#lib/server/store/facts.ts';
import { getDb } from '#lib/server/web.ts';
import { platformCountsSheet } from '../charts/platform-counts.ts';
import type { PageServerLoad } from './$types';
import {
  DOCUMENTS,
  notOpened,
  openingsOf,
  PLATFORMS,
  platformColumns,
  platformCounts,
  platformRows,
} from './platforms-view.ts';

export const load: PageServerLoad = async ({ url }) => {
  const [{ release, course, periods }, facts] = await Promise.all([
    releaseIfAny(url.searchParams),
    readNationalFacts(getDb()),
  ]);
  const openings = openingsOf(facts);
  const counts = platformCounts(course, openings);
  const sheet = platformCountsSheet(course, openings);
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
    periods,
    counts,
    countsChart: sheet && showChart(sheet, { name: 'platforms', release }),
    columns: release ? platformColumns(release, PLATFORMS) : [],
    notOpened: release ? notOpened(release, openings) : {},
    documents: release ? platformColumns(release, DOCUMENTS) : [],
    groups: (release?.rules.groups ?? [])
      .map((group) => ({ group, rows: platformRows(course, group.id, openings) }))
      .filter(({ rows }) => rows.length > 0),
  };
};
