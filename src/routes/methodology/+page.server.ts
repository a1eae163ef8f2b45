// What the page on the method takes from the rules in force, so that it cannot say anything else.
import { LEVELS_TO_FULL } from '#lib/domain/bridge.ts';
import { isWithin } from '#lib/domain/unit.ts';
import { BASELINE_PART, FLAG_LAST_DAYS, PACE_PERIODS } from '#lib/domain/judge.ts';
import type { IndexNode } from '#lib/domain/indicator.ts';
import { METHOD_VERSION } from '#lib/domain/release.ts';
import { readLoadedReleases } from '#lib/server/loaded-series.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { getPublished } from '#lib/server/web.ts';
import { measuredIndicators } from '../indicators/indicators-view.ts';
import type { PageServerLoad } from './$types';

const QUARTERS_A_YEAR = 4;

/** Each part right before what it is made of. */
function treeOrder(nodes: readonly IndexNode[], parent: string | null = null): IndexNode[] {
  return nodes
    .filter((node) => node.parent === parent)
    .flatMap((node) => [node, ...treeOrder(nodes, node.code)]);
}

export const load: PageServerLoad = async ({ url }) => {
  const { release } = await releaseIfAny(url.searchParams);
  const version = release?.rules.indices.find((each) => isWithin(release.periodEnd, each));
  const named = new Map(release?.rules.indicators.map((each) => [each.id, each]));
  return {
    illustrative: release?.illustrative ?? false,
    methodVersion: METHOD_VERSION,
    pacePeriods: PACE_PERIODS,
    flagLastDays: FLAG_LAST_DAYS,
    baselineQuarters: BASELINE_PART * QUARTERS_A_YEAR,
    index: treeOrder(version?.nodes ?? [])
      .filter(({ weight }) => weight !== null)
      .map(({ code, nameVi, nameEn, weight, indicatorId }) => ({
        code,
        nameVi,
        nameEn,
        weight,
        indicator: indicatorId === null ? null : (named.get(indicatorId) ?? null),
      })),
    seriesBreak: LEVELS_TO_FULL,
    hasPackages: (await readLoadedReleases(getPublished())).length > 0,
    measured: release ? measuredIndicators(release).map(({ indicator }) => indicator) : [],
  };
};
