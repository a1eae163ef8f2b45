// The units of the release asked for, with where each stands on level-4 services.
import { markOf } from '#lib/components/release-mark.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import type { PageServerLoad } from './$types';
import { listUnits } from './list-view.ts';

export const load: PageServerLoad = async ({ url }) => {
  const { release, periods } = await releaseIfAny(url.searchParams);
  return {
    release: release && markOf(release),
    periods,
    reporting: release && summaryOf(release, HEADLINE_MEASURE, null),
    groups: release ? listUnits(release, HEADLINE_MEASURE) : [],
  };
};
