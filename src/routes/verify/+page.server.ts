// The releases that can be worked out again, with the hashes that they were published with.
import { getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const heads = await getPublished().heads();
  const asked = url.searchParams.get('release');
  const chosen = heads.find(({ id }) => id === asked) ?? heads.find(({ current }) => current);
  return {
    chosen: chosen?.id ?? null,
    releases: heads.map(({ id, seriesId, period, number, hash }) => {
      return { id, seriesId, period, number, hash };
    }),
  };
};
