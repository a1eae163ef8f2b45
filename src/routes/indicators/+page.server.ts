// Every indicator of the catalogue: what the release says of it, or that nothing gathers it yet; those
// that loaded packages bring; and the promises of documents that judge nobody.
import { markOf } from '#lib/components/release-mark.ts';
import { issuedOn } from '#lib/domain/judge.ts';
import type { Release } from '#lib/domain/release.ts';
import { readLoadedReleases } from '#lib/server/loaded-series.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { readTargetsNotLoaded } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { readCatalogueRules } from './indicator-series.server.ts';
import { measuredIndicators, type MeasuredIndicator } from './indicators-view.ts';

/** Indicators that a release has a figure of, whoever it is of. */
const figuredIn = ({ rules, rows }: Release) =>
  rules.indicators.filter(({ code }) =>
    rows.some(({ measure, value }) => measure === code && value !== null),
  );

/** A target in force that asks some groups alone, so that the nation's figure is held against none. */
function groupTarget({ rules, periodEnd }: Release, { indicator }: MeasuredIndicator) {
  const own = rules.targets.filter(
    ({ indicatorId, groupIds, schedule }) =>
      indicatorId === indicator.id && !schedule && groupIds.length > 0,
  );
  return own.find((target) => (issuedOn(target) ?? periodEnd) < periodEnd) ?? null;
}

async function readPackaged() {
  const releases = await readLoadedReleases(getPublished());
  return releases.map((release) => {
    const { id, nameVi, nameEn } = release.rules.series;
    return { id, nameVi, nameEn, period: release.period, indicators: figuredIn(release) };
  });
}

export const load: PageServerLoad = async ({ url }) => {
  const { release, periods } = await releaseIfAny(url.searchParams);
  const [rules, reference] = await readCatalogueRules(release);
  const measured = release ? measuredIndicators(release) : [];
  const codes = new Set(measured.map(({ indicator }) => indicator.code));
  return {
    release: release && markOf(release),
    periods,
    groups: rules?.groups ?? [],
    measured: measured.map((each) => ({
      ...each,
      target: release?.rules.targets.find(({ id }) => id === each.summary.targetId) ?? null,
      groupTarget: release && each.summary.targetId === null ? groupTarget(release, each) : null,
    })),
    defined: [...(rules?.indicators ?? []), ...(reference?.indicators ?? [])].filter(
      ({ code }) => !codes.has(code),
    ),
    packaged: await readPackaged(),
    notLoaded: await readTargetsNotLoaded(getDb()),
  };
};
