// What the page on the method takes from the rules in force, so that it cannot say anything else.
import { LEVELS_TO_FULL } from '#lib/domain/bridge.ts';
import { INTERVAL_LEVEL } from '#lib/domain/explain/back-test.ts';
import { METHODS } from '#lib/domain/explain/forecast.ts';
import { LEAST_HELD, LEAST_ORIGINS } from '#lib/domain/explain/outlook.ts';
import { DRAWS, DRAWS_HELD, SEED } from '#lib/domain/explain/rank-interval.ts';
import { SIGN_LIMITS } from '#lib/domain/explain/sign-limits.ts';
import { ASSUMED_MOVE } from '#lib/domain/explain/weighing.ts';
import { GUARD_LIMITS } from '#lib/domain/guard-limits.ts';
import type { IndexNode } from '#lib/domain/indicator.ts';
import {
  BASELINE_PART,
  FAR_BEHIND_PART,
  FLAG_LAST_DAYS,
  issuedOn,
  PACE_PERIODS,
} from '#lib/domain/judge.ts';
import { compareTexts } from '#lib/domain/order.ts';
import { METHOD_VERSION, type Release } from '#lib/domain/release.ts';
import { HASH_VERSIONS } from '#lib/domain/scores-csv.ts';
import { isWithin } from '#lib/domain/unit.ts';
import { RULES_VERSION } from '#lib/domain/validate/rules-version.ts';
import { readLoadedReleases } from '#lib/server/loaded-series.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import type { ReleaseHead } from '#lib/server/store/releases.ts';
import { getPublished } from '#lib/server/web.ts';
import { measuredIndicators } from '../indicators/indicators-view.ts';
import { methodWord } from '../units/[unit]/forecast-words.ts';
import type { PageServerLoad } from './$types';

const QUARTERS_A_YEAR = 4;

/** Each part right before what it is made of. */
function treeOrder(nodes: readonly IndexNode[], parent: string | null = null): IndexNode[] {
  return nodes
    .filter((node) => node.parent === parent)
    .flatMap((node) => [node, ...treeOrder(nodes, node.code)]);
}

/** The index in force: its parts with weights and scales, and what becomes of a unit that lacks one. */
function indexOf(release: Release | null) {
  const version = release?.rules.indices.find((each) => isWithin(release.periodEnd, each));
  const named = new Map(release?.rules.indicators.map((each) => [each.id, each]));
  const nodes = treeOrder(version?.nodes ?? []);
  const [root] = nodes;
  return {
    version: version?.version ?? null,
    aggregate: root?.aggregate ?? null,
    missing: root?.missing ?? null,
    nodes: nodes
      .filter(({ weight }) => weight !== null)
      .map(({ code, nameVi, nameEn, weight, indicatorId, normalise, min, max }) => ({
        ...{ code, nameVi, nameEn, weight, normalise, min, max },
        indicator: indicatorId === null ? null : (named.get(indicatorId) ?? null),
      })),
  };
}

/** Targets that judge, those due first before. */
function targetsOf({ rules }: Release) {
  const named = new Map(rules.indicators.map((each) => [each.id, each]));
  return rules.targets
    .filter((target) => !target.schedule && issuedOn(target) !== null)
    .toSorted((a, b) => compareTexts(a.due, b.due) || compareTexts(a.id, b.id))
    .flatMap((target) => {
      const indicator = named.get(target.indicatorId);
      return indicator ? [{ target, indicator }] : [];
    });
}

/** Each method version that a release was made by, the latest first. */
function versionsOf(heads: readonly ReleaseHead[]) {
  return [...Map.groupBy(heads, ({ methodVersion }) => methodVersion)]
    .map(([version, own]) => {
      const released = own.map(({ releasedAt }) => releasedAt).toSorted();
      return { version, releases: own.length, first: released[0], last: released.at(-1) };
    })
    .toSorted((a, b) => compareTexts(b.last ?? '', a.last ?? ''));
}

const reasons = (limits: Record<string, { reasonVi: string; reasonEn: string }>) =>
  Object.values(limits).map(({ reasonVi, reasonEn }) => ({ reasonVi, reasonEn }));

export const load: PageServerLoad = async ({ url }) => {
  const [{ release }, heads, loaded] = await Promise.all([
    releaseIfAny(url.searchParams),
    getPublished().heads(),
    readLoadedReleases(getPublished()),
  ]);
  return {
    methodVersion: METHOD_VERSION,
    rulesVersion: RULES_VERSION,
    hashVersion: HASH_VERSIONS[0],
    versions: versionsOf(heads),
    pacePeriods: PACE_PERIODS,
    behind: { part: FAR_BEHIND_PART.join('/'), days: FLAG_LAST_DAYS },
    baselineQuarters: BASELINE_PART * QUARTERS_A_YEAR,
    index: indexOf(release),
    targets: release ? targetsOf(release) : [],
    groups: release?.rules.groups ?? [],
    interval: { draws: DRAWS, held: DRAWS_HELD, seed: SEED, move: ASSUMED_MOVE },
    forecast: {
      ways: METHODS.map(methodWord),
      origins: LEAST_ORIGINS,
      held: LEAST_HELD,
      level: INTERVAL_LEVEL,
    },
    guard: reasons(GUARD_LIMITS),
    signs: reasons(SIGN_LIMITS),
    seriesBreak: LEVELS_TO_FULL,
    hasPackages: loaded.length > 0,
    measured: release ? measuredIndicators(release).map(({ indicator }) => indicator) : [],
  };
};
