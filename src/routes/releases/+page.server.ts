// Every release of every series, what it changed, and which ones were held before readers saw them.
import { editionsOf, readEditions } from '#lib/server/corrections.ts';
import { pageOf } from '#lib/server/page-asked.ts';
import { requireWords } from '#lib/server/page-words.ts';
import type { ReleaseHead } from '#lib/server/store/releases.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Releases of a page. */
const RELEASES_A_PAGE = 60;

/** Of each release that replaced another: which, and what it says otherwise. */
async function changesByRelease(series: string | undefined) {
  const editions = await readEditions(getPublished(), { series });
  return new Map(
    editions.map(({ before, after, corrections, movedOnly }) => {
      const late = corrections.filter(({ kind }) => kind === 'late').length;
      const revised = corrections.length - late;
      const same = before.hash === after.hash && corrections.length === 0 && movedOnly === 0;
      /** The period before was released again meanwhile. */
      const rebased = before.previousReleaseId !== after.previousReleaseId;
      return [after.id, { before: before.id, late, revised, movedOnly, same, rebased }];
    }),
  );
}

const lineOf = (head: ReleaseHead) => ({
  id: head.id,
  series: head.seriesId,
  period: head.period,
  number: head.number,
  status: head.status,
  releasedAt: head.releasedAt,
  hash: head.hash,
  illustrative: head.illustrative,
  current: head.current,
  reporting: head.reporting,
  methodVersion: head.methodVersion,
  letThrough: head.letThrough && {
    found: head.letThrough.found,
    reason: head.letThrough.reason,
  },
});

export const load: PageServerLoad = async ({ url }) => {
  const asked = url.searchParams.get('series') || undefined;
  const [heads, allSeries] = await Promise.all([getPublished().heads(), readAllSeries(getDb())]);
  const having = new Set(heads.map(({ seriesId }) => seriesId));
  const series = allSeries.filter(({ id }) => having.has(id));
  requireWords(url.searchParams, { series: series.map(({ id }) => id) });
  const chosen = series.find(({ id }) => id === asked)?.id;
  const wanted = heads.filter(({ seriesId }) => chosen === undefined || seriesId === chosen);
  const changes = await changesByRelease(chosen);
  const { items, page, pages } = pageOf(wanted, RELEASES_A_PAGE, url.searchParams);
  const periodOf = ({ seriesId, period }: ReleaseHead) => `${seriesId} ${period}`;
  const periods = new Set(heads.map(periodOf));
  const again = new Set(editionsOf(heads).map(({ after }) => periodOf(after)));
  return {
    chosen: chosen ?? null,
    series,
    total: heads.length,
    periods: periods.size,
    again: again.size,
    latest:
      heads.toSorted((a, b) => Date.parse(b.releasedAt) - Date.parse(a.releasedAt))[0] ?? null,
    listed: wanted.length,
    lines: items.map((head) => ({ ...lineOf(head), change: changes.get(head.id) ?? null })),
    page,
    pages,
    // Of what readers never saw no figure is told.
    holds: (await getPublished().holds(chosen)).map((hold) => ({
      ...hold,
      found: heads.find(({ id }) => id === hold.release)?.letThrough?.found ?? null,
    })),
  };
};
