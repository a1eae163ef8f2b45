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

const SERIES = 'dvc';

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

interface ListedMeasure {
  face: MeasureFace;
  national: number | null;
  groups: Record<string, number>;
}

function listMeasures(release: Release): ListedMeasure[] {
  return measuresOf(release).flatMap((measure) => {
    const face = faceOf(release, measure);
    const groups = Object.fromEntries(
      release.rules.groups
        .map(({ id }) => [id, splitRows(release, measure, id).ranked.length] as const)
        .filter(([, ranked]) => ranked > 0),
    );
    if (!face || Object.keys(groups).length === 0) return [];
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
  const { release, periods } = await releaseIfAny(url.searchParams, SERIES);
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
