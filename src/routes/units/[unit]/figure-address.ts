// Where a figure's provenance stands, in the very release that the page shows. Parts of pages that show
// figures of units import it.
import { page } from '$app/state';
import { localHref, seriesNamed } from '#lib/components/address.ts';
import { exactQuery, type ReleaseMark } from '#lib/components/release-mark.ts';

export const figureHref = (unitId: string, indicator: string, release: ReleaseMark): string =>
  localHref(`/units/${unitId}/figures/${indicator}`, {
    series: seriesNamed(release.seriesId),
    ...exactQuery(release, page.url.searchParams),
  });
