// The releases that can be worked out again, with the hashes that they were published with.
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const [heads, series] = await Promise.all([getPublished().heads(), readAllSeries(getDb())]);
  const asked = url.searchParams.get('release');
  const chosen = heads.find(({ id }) => id === asked) ?? heads.find(({ current }) => current);
  return {
    chosen: chosen?.id ?? null,
    releases: heads.map(({ id, seriesId, period, number, hash }) => {
      const { nameVi = seriesId, nameEn = seriesId } =
        series.find((each) => each.id === seriesId) ?? {};
      return { id, series: { nameVi, nameEn }, period, number, hash };
    }),
  };
};
