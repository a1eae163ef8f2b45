// One indicator: its definition and targets, the nation's course, how the groups spread now and in every
// period, and who is first and last.
import { error } from '@sveltejs/kit';
import { showChart } from '#lib/charts/show.ts';
import { seriesNamed } from '#lib/components/address.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { breakOf } from '#lib/domain/bridge.ts';
import { nationalGroups } from '#lib/domain/overview.ts';
import { promisesOfGroup } from '#lib/domain/promises.ts';
import { comparedUnits, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { readSourceStates } from '#lib/server/store/source-state.ts';
import { getDb } from '#lib/server/web.ts';
import { historySheet } from '../../charts/history.ts';
import { nationCourseSheet, nationPoints } from '../../charts/nation-course.ts';
import { spreadSheet } from '../../charts/spread.ts';
import { rulesWith, seriesOfIndicator } from '../indicator-series.server.ts';
import { endsByGroup, spreadByGroup } from '../indicators-view.ts';
import type { PageServerLoad } from './$types';

const nationalGroupsOf = (release: Release | null): string[] =>
  release ? nationalGroups(release).map(({ id }) => id) : [];

export const load: PageServerLoad = async ({ params, url }) => {
  const series = await seriesOfIndicator(params.indicator, url.searchParams);
  const { release, course, periods } = await releaseIfAny(url.searchParams, series);
  const rules = await rulesWith(params.indicator, release);
  const indicator = rules?.indicators.find(({ code }) => code === params.indicator);
  if (!rules || !indicator) error(404, m.indicator_not_found({ code: params.indicator }));
  const summary = release && summaryOf(release, indicator.code, null);
  const nation = nationPoints(course, indicator.code);
  const previous = nation.at(-2)?.period;
  const query = { measure: indicator.code };
  const [nationSheet, spread] = [
    nationCourseSheet(course, indicator.code),
    release && spreadSheet(release, indicator.code),
  ];
  const feeding = (await readSourceStates(getDb(), rules.series.id)).filter(
    ({ kind, active, indicators }) =>
      active && kind !== 'package' && indicators.includes(indicator.code),
  );
  const reports = feeding.filter(({ kind }) => kind === 'xlsx-report').length;
  return {
    indicator,
    /** Null for the gathered one, which addresses leave out. */
    series: seriesNamed(series),
    release: release && markOf(release),
    periods,
    groups: release?.rules.groups ?? rules.groups,
    targets: rules.targets
      .filter(({ indicatorId, schedule }) => indicatorId === indicator.id && !schedule)
      .toSorted((a, b) => a.due.localeCompare(b.due)),
    /** Where the nation stands against each of them that is in force; empty without a release. */
    steps: promisesOfGroup(course, null, indicator.code)?.steps ?? [],
    /** The nation's figure now; null where the release has none. */
    summary: summary && summary.counted > 0 ? summary : null,
    before:
      release && previous !== undefined
        ? { period: previous, units: comparedUnits(release, indicator.code, null) }
        : null,
    nation,
    nationChart: nationSheet && showChart(nationSheet, { name: 'nation', query, release }),
    spread: release ? spreadByGroup(release, indicator.code) : [],
    spreadChart: spread && showChart(spread, { name: 'spread', query, release }),
    ends: release ? endsByGroup(release, indicator.code) : [],
    histories: nationalGroupsOf(release).flatMap((group) => {
      const sheet = historySheet(course, indicator.code, group);
      const place = { name: 'history', query: { ...query, group }, release };
      return sheet ? [showChart(sheet, place)] : [];
    }),
    seriesBreak: breakOf(indicator.code),
    /** As the page of sources tells them apart. */
    gatheredFrom: { connected: feeding.length - reports, reports },
  };
};
