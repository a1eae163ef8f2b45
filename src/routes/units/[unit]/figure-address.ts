// Where a figure's provenance stands, in the very release that the page shows. Parts of units' pages
// import it.
import { page } from '$app/state';
import { localHref } from '#lib/components/address.ts';
import type { ReleaseMark } from '#lib/components/release-mark.ts';

const GATHERED = 'dvc';

/** Staff who look at what was known at a moment stay there. */
export const figureHref = (unitId: string, indicator: string, release: ReleaseMark): string =>
  localHref(`/units/${unitId}/figures/${indicator}`, {
    series: release.seriesId === GATHERED ? null : release.seriesId,
    period: release.period,
    ...(release.onlyKnownAt
      ? { knownAt: page.url.searchParams.get('knownAt') }
      : { release: release.id }),
  });
