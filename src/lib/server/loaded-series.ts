// Series that came whole, as index packages, beside the one that jobs gather. Loads of pages import it.
import type { Release } from '#lib/domain/release.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import type { Published } from './published.ts';

/** Of every loaded series the release that is shown first, the latest period first. */
export async function readLoadedReleases(published: Published): Promise<Release[]> {
  const heads = await published.heads();
  const series = [...new Set(heads.map(({ seriesId }) => seriesId))].filter(
    (id) => id !== GATHERED_SERIES,
  );
  const releases = await Promise.all(series.map((id) => published.current({ series: id })));
  return releases.filter((release) => release !== null);
}
