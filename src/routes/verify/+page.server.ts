// The releases that can be worked out again, with the hashes that they were published with.
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { createLastKnown } from '#lib/server/last-known.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Who checks a release can do so while the database is away, as the heads are told then. */
const knownSeries = createLastKnown()(() => readAllSeries(getDb()));

export const load: PageServerLoad = async ({ url }) => {
  const [heads, series] = await Promise.all([getPublished().heads(), knownSeries(null)]);
  const asked = url.searchParams.get('release');
  const bySeries = [...Map.groupBy(heads, ({ seriesId }) => seriesId)].toSorted(
    ([a], [b]) => Number(b === GATHERED_SERIES) - Number(a === GATHERED_SERIES),
  );
  const groups = bySeries.map(([id, own]) => {
    const { nameVi = id, nameEn = id } = series.find((each) => each.id === id) ?? {};
    const releases = own.map(({ id, period, number, hash }) => ({ id, period, number, hash }));
    return { series: { nameVi, nameEn }, releases };
  });
  const chosen = heads.find(({ id }) => id === asked)?.id;
  return { chosen: chosen ?? groups[0]?.releases[0]?.id ?? null, groups };
};
