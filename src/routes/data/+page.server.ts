// The latest release and the published series, so that examples and the citation on the page are real.
import { markOf } from '#lib/components/release-mark.ts';
import { type MeasureCode, nodeMeasure } from '#lib/domain/indicator.ts';
import type { Rules } from '#lib/domain/release.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { ADDRESSES, exampleOf } from '#lib/server/api/addresses.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';
import { getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const [{ release }, series] = await Promise.all([
    releaseIfAny(url.searchParams),
    readPublishedSeries(),
  ]);
  const now = { period: release?.period ?? '2020-Q1', release: release?.id ?? null };
  return {
    addresses: [
      { href: '/api/v1', example: '/api/v1', what: m.downloads_all() },
      ...ADDRESSES.map((address) => ({
        href: address.href,
        example: exampleOf(address, now),
        what: address.what(),
      })),
    ],
    release: release && markOf(release),
    illustrative: release?.illustrative ?? false,
    series,
  };
};

/** Every series that has a release, with its latest period and a measure to show as an example. */
async function readPublishedSeries() {
  const published = getPublished();
  const heads = await published.heads();
  const ids = [...new Set(heads.map(({ seriesId }) => seriesId))].toSorted();
  const releases = await Promise.all(ids.map((series) => published.current({ series })));
  return releases
    .filter((release) => release !== null)
    .map(({ period, rules }) => ({ ...rules.series, period, measure: measureOf(rules) }));
}

/** What a reader would ask of a series first: its index where it has one. */
function measureOf({ series, indices, indicators }: Rules): MeasureCode {
  if (series.kind === 'gathered') return HEADLINE_MEASURE;
  const [root] = indices.flatMap(({ code, nodes }) =>
    nodes.filter(({ parent }) => parent === null).map((node) => nodeMeasure(code, node.code)),
  );
  return root ?? indicators[0]?.code ?? '';
}
