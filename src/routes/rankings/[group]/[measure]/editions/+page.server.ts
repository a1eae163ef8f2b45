// One measure of a group as first published beside what the address shows: the current release, or, for
// staff with ?knownAt=, what is known.
import { error } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import { faceOf } from '#lib/domain/ranking.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { readEditionsOf } from '#lib/server/explain/editions.ts';
import { releaseAsked } from '#lib/server/page-release.ts';
import { getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const series = url.searchParams.get('series') ?? GATHERED_SERIES;
  const { release, periods } = await releaseAsked(url.searchParams, series);
  const face = faceOf(release, params.measure);
  const group = release.rules.groups.find(({ id }) => id === params.group);
  if (!face || !group) error(404, m.common_error_404());
  const question = { measure: face.code, groupId: group.id };
  const { before, lines, unchanged } = await readEditionsOf(getPublished(), release, question);
  return {
    release: markOf(release),
    before: markOf(before),
    periods,
    series,
    face,
    group: { id: group.id, nameVi: group.nameVi, nameEn: group.nameEn },
    lines,
    unchanged,
  };
};
