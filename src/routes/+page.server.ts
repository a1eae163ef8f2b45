// The first page: one release, seen from the share of services at level 4.
import { showChart } from '#lib/charts/show.ts';
import { localHref, locale, type Query } from '#lib/components/address.ts';
import { markOf, releaseQuery, type ReleaseMark } from '#lib/components/release-mark.ts';
import { groupNameOf } from '#lib/components/words.ts';
import { formatDay, formatDemand, formatPeriodInText, hanoiDay } from '#lib/domain/format.ts';
import { notedChanges } from '#lib/domain/noteworthy.ts';
import {
  dueDays,
  fastestRisers,
  furthestBehind,
  headlineOf,
  nationalGroups,
  rowsOf,
  silentUnits,
  targetLines,
  type TargetLine,
} from '#lib/domain/overview.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import { behindSinceOf } from '#lib/domain/promises.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Group } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE as MEASURE } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { liftSums } from '#lib/server/explain/lift.ts';
import { nationalSigns } from '#lib/server/explain/signs.ts';
import { releaseAsked } from '#lib/server/page-release.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';
import { spreadSheet } from './charts/spread.ts';
import { changeOf, changeRule } from './overview/change-words.ts';
import { headlineText, leadText } from './overview/headline-words.ts';
import { readMap } from './overview/map-view.server.ts';
import { questionOf } from './overview/question-words.ts';
import {
  behindOf,
  dueOf,
  lineOf,
  riserOf,
  silentOf,
  tooFewOf,
  unaskedOf,
} from './overview/shape.ts';

/** Units named in each list of those furthest behind, and of those that rose fastest. */
const LISTED = 5;

/** The release of the same period that this one replaced; null for a first one. */
async function replacedBy(release: Release): Promise<Release | null> {
  const heads = await getPublished().heads(release.rules.series.id);
  const before = heads.find(
    ({ period, number }) => period === release.period && number === release.number - 1,
  );
  return before ? getPublished().byId(before.id) : null;
}

/** "Các chỉ tiêu hạn 31/12/2020" where all are due on one day. */
function titleOf(lines: readonly TargetLine[]): string {
  const [due, ...others] = new Set(lines.map(({ target }) => target.due));
  return due && others.length === 0
    ? m.overview_targets_year({ due: formatDay(due, locale()) })
    : m.overview_targets();
}

/** Every row that differs from the period before; null of what was never released. */
function allChangesHref(course: readonly Release[], mark: ReleaseMark, view: Query): string | null {
  const [before, now] = course.slice(-2);
  if (!before || !now || mark.onlyKnownAt) return null;
  const ends = view.release
    ? { from: before.id, to: now.id }
    : { from: before.period, to: now.period };
  return localHref('/releases/difference', ends);
}

/** The two ends of a group. */
function endsOf(course: readonly Release[], { id, ...group }: Group, view: Query) {
  const release = course.at(-1);
  if (!release) return [];
  const ranking = (sort: string) => localHref(`/rankings/${id}/${MEASURE}`, { ...view, sort });
  return {
    groupId: id,
    name: groupNameOf({ id, ...group }),
    size: rowsOf(release, MEASURE, id).length,
    behind: furthestBehind(release, MEASURE, id, LISTED).map((entry) =>
      behindOf(entry, behindSinceOf(course, entry.unit.id, MEASURE), view),
    ),
    behindHref: ranking('-lacking'),
    risers: fastestRisers(release, MEASURE, id, LISTED).map(riserOf),
    risersHref: ranking('-change'),
  };
}

export const load: PageServerLoad = async ({ url }) => {
  const { release, course, periods } = await releaseAsked(url.searchParams);
  const headline = headlineOf(course, MEASURE);
  if (!headline) error(404, m.common_error_404());
  const { period } = release;
  const mark = markOf(release);
  const day = hanoiDay(release.firstReleasedAt);
  const view = releaseQuery(mark, url.searchParams);
  const previous = course.at(-2)?.period ?? null;
  const isNext = previous !== null && previous === shiftPeriod(period, -1);
  const { national, finding } = headline;
  const { silent, notConnected } = silentUnits(release, MEASURE);
  const lines = targetLines(release);
  const spread = spreadSheet(release, MEASURE);
  const [replaced, asked, map, sums] = await Promise.all([
    replacedBy(release),
    nationalSigns(getDb(), release, new Date()),
    readMap(course, url.searchParams, { usual: MEASURE, view }),
    liftSums(getDb(), release),
  ]);
  return {
    release: mark,
    periods,
    headline: headlineText(headline),
    lead: leadText(headline, previous),
    reporting: national && { counted: national.counted, expected: national.expected },
    /** Of a period that few have figures of, nothing is said that silence would make untrue. */
    isThin: finding === 'thin',
    demand:
      national?.targetId && national.demand !== null
        ? formatDemand(national.demand, locale())
        : null,
    previous: isNext ? formatPeriodInText(previous, locale()) : null,
    targets: {
      title: titleOf(lines),
      lines: lines.map((line) => lineOf(line, view)),
      tooFew: tooFewOf(sums, view),
    },
    due: {
      day,
      isAsked: lines.length > 0,
      due: dueDays(release, day).map((each) => dueOf(each, { periodEnd: release.periodEnd, view })),
    },
    changes: {
      changes: notedChanges(course, MEASURE, replaced).map((noted) => changeOf(noted, view)),
      rule: changeRule(),
      all: isNext ? allChangesHref(course, mark, view) : null,
    },
    silent: silent.map((entry) => silentOf(entry, period)),
    notConnected: unaskedOf(notConnected),
    questions: asked.map((kind) => questionOf(kind, release)),
    ends: nationalGroups(release).flatMap((group) => endsOf(course, group, view)),
    spread: spread && showChart(spread, { name: 'spread', query: { measure: MEASURE }, release }),
    map,
  };
};
