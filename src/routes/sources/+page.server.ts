// The state of every source, who has no figure in the latest release and why, and who has sent the
// quarterly report.
import { markOf } from '#lib/components/release-mark.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { may } from '#lib/server/access/person.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { readReportArrivals, type ReportArrivals } from '#lib/server/report-arrivals.ts';
import { isFailing, readSourceViews, type SourceView } from '#lib/server/source-view.ts';
import { readLastLook } from '#lib/server/store/looks.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { coverageOf } from './sources-view.ts';
import { tellSource } from './told-source.ts';

/** The persons who sent reports are named to staff alone. */
function tellReports(
  { period, dueAt, arrivals }: ReportArrivals,
  sources: readonly SourceView[],
  isStaff: boolean,
) {
  const nameOf = new Map(sources.map((source) => [source.id, source]));
  return {
    period,
    dueAt: dueAt.toISOString(),
    arrivals: arrivals.map(({ sourceId, unitId, sent, later }) => ({
      ...{ sourceId, later },
      unit: {
        id: unitId,
        nameVi: nameOf.get(sourceId)?.unitNameVi ?? unitId,
        nameEn: nameOf.get(sourceId)?.unitNameEn ?? unitId,
      },
      sent: sent && {
        number: sent.number,
        by: isStaff ? sent.by : null,
        at: sent.at.toISOString(),
        state: sent.state,
        isLate: sent.isLate,
      },
    })),
  };
}

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = getDb();
  const now = new Date();
  const [{ release }, sources, lookedAt] = await Promise.all([
    releaseIfAny(url.searchParams),
    readSourceViews(db, now),
    readLastLook(db, 'gathering'),
  ]);
  const reports = await readReportArrivals(db, now);
  // What a province ranks its own bodies by says nothing of the province.
  const isConnected = ({ standing, kind, seriesId }: SourceView) =>
    standing !== 'retired' && kind !== 'xlsx-report' && seriesId === release?.rules.series.id;
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? sources.some((source) => source.illustrative),
    coverage:
      release &&
      coverageOf(
        release,
        sources.map((source) => ({ unitId: source.unitId, active: isConnected(source) })),
        HEADLINE_MEASURE,
      ),
    groupOfUnit: Object.fromEntries(
      (release?.rules.units ?? []).map(({ id, groupId }) => [id, groupId]),
    ),
    groups: release?.rules.groups ?? [],
    sources: sources.map(tellSource),
    failing: sources.filter(isFailing).map(tellSource),
    reports: reports && tellReports(reports, sources, may(locals.person, 'see-gathering')),
    lookedAt: lookedAt?.toISOString() ?? null,
  };
};
