// The overview of one series: each of its groups apart, and whose series it is.
import { error } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { readOwners } from '#lib/server/bodies.ts';
import { knownBeside, releaseAsked } from '#lib/server/page-release.ts';
import { previousOf } from '#lib/server/published.ts';
import { readUnit } from '#lib/server/store/facts.ts';
import { readSourceNames } from '#lib/server/store/source-state.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { groupViews } from '../series-view.ts';
import type { PageServerLoad } from './$types';

/** Sources of the release's figures, by name. */
async function sourcesOf({ rows }: Release) {
  const ids = rows.flatMap(({ sourceId }) => sourceId ?? []);
  const names = await readSourceNames(getDb(), ids);
  return [...names].map(([id, name]) => ({ id, ...name }));
}

/** The unit that the series belongs to. */
async function ownerOf(series: string) {
  const owner = (await readOwners(getDb(), [series])).get(series);
  const unit = owner === undefined ? null : await readUnit(getDb(), owner);
  return unit && { id: unit.id, nameVi: unit.nameVi, nameEn: unit.nameEn };
}

export const load: PageServerLoad = async ({ params, url }) => {
  const { release, periods } = await releaseAsked(url.searchParams, params.series);
  const { id, nameVi, nameEn, kind } = release.rules.series;
  // What is gathered has the first page for an overview.
  if (kind !== 'package') error(404, m.common_error_404());
  const [previous, owner, sources, known] = await Promise.all([
    previousOf(getPublished(), release),
    ownerOf(id),
    sourcesOf(release),
    knownBeside(release),
  ]);
  return {
    release: markOf(release),
    periods,
    series: { id, nameVi, nameEn },
    owner,
    sources,
    known,
    groups: groupViews(release, previous),
  };
};
