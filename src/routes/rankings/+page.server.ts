// The list of all rankings: every measure of the gathered series by group, and every published index.
import { error } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { faceOf, splitRows, type MeasureFace } from '#lib/domain/ranking.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { readOwners } from '#lib/server/bodies.ts';
import { readLoadedReleases } from '#lib/server/loaded-series.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Measures in the order of the catalogue, then the nodes of each index, its root first. */
function measuresOf({ rules }: Release): MeasureCode[] {
  const nodes = rules.indices.flatMap((index) =>
    index.nodes
      // A leaf says again what its indicator says, and so does a root of one leaf.
      .filter((node) => node.indicatorId === null && index.nodes.length > 2)
      .map((node) => `${index.code}:${node.code}`),
  );
  return [...rules.indicators.map(({ code }) => code), ...nodes];
}

/** What a ranking comes to, so that the list says something before one is opened. */
interface ListedRanking {
  /** Units with a figure. */
  counted: number;
  /** Who is first and with what; null where several are, or nobody is. */
  leader: { id: string; nameVi: string; nameEn: string; score: number } | null;
  /** How many are first together; 0 where the measure ranks nobody. */
  leaders: number;
  /** Units that meet their target, of those that have one; of a yes or no those that have it, of all. */
  met: number;
  judged: number;
}

interface ListedMeasure {
  face: MeasureFace;
  national: number | null;
  groups: Record<string, ListedRanking>;
}

/** Null where no unit of the group has a figure. */
function rankingOf(
  release: Release,
  { code, measure }: MeasureFace,
  groupId: string,
): ListedRanking | null {
  const { ranked, unranked } = splitRows(release, code, groupId);
  if (ranked.length === 0) return null;
  const isFlag = measure === 'flag';
  const first = isFlag ? [] : ranked.filter(({ row }) => row.rank === 1);
  const sole = first.length === 1 ? first[0] : undefined;
  const summary = summaryOf(release, code, groupId);
  const asked = unranked.filter(({ row }) => row.missing !== 'not-applicable').length;
  return {
    counted: ranked.length,
    leader: sole
      ? {
          id: sole.unit.id,
          nameVi: sole.unit.nameVi,
          nameEn: sole.unit.nameEn,
          score: sole.row.score ?? 0,
        }
      : null,
    leaders: first.length,
    met: isFlag ? ranked.filter(({ row }) => row.score === 1).length : (summary?.met ?? 0),
    judged: isFlag ? ranked.length + asked : (summary?.withTarget ?? 0),
  };
}

function listMeasures(release: Release): ListedMeasure[] {
  return measuresOf(release).flatMap((measure) => {
    const face = faceOf(release, measure);
    if (!face) return [];
    const groups = Object.fromEntries(
      release.rules.groups.flatMap(({ id }) => {
        const ranking = rankingOf(release, face, id);
        return ranking ? [[id, ranking] as const] : [];
      }),
    );
    if (Object.keys(groups).length === 0) return [];
    return [{ face, national: summaryOf(release, measure, null)?.value ?? null, groups }];
  });
}

/** The latest release of every index that was loaded as published. */
async function listPackages() {
  const [releases, owners] = await Promise.all([
    readLoadedReleases(getPublished()),
    readOwners(getDb()),
  ]);
  return releases.map((release) => ({
    id: release.rules.series.id,
    nameVi: release.rules.series.nameVi,
    nameEn: release.rules.series.nameEn,
    period: release.period,
    illustrative: release.illustrative,
    /** Whether it ranks the bodies of one unit, and nobody nationwide. */
    isOwned: owners.has(release.rules.series.id),
    groups: release.rules.groups.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
    measures: listMeasures(release),
  }));
}

export const load: PageServerLoad = async ({ url }) => {
  const { release, periods } = await releaseIfAny(url.searchParams);
  // A period without a release is a slip of the address; no period at all is an installation's youth.
  if (!release && periods.length > 0) error(404, { message: m.common_error_404(), periods });
  return {
    release: release && markOf(release),
    periods,
    groups: release?.rules.groups.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })) ?? [],
    measures: release ? listMeasures(release) : [],
    packages: await listPackages(),
  };
};
