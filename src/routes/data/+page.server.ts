// The latest release, so that examples and the citation on the page are real ones.
import { markOf } from '#lib/components/release-mark.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const { release } = await releaseIfAny(url.searchParams);
  return {
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
  };
};
