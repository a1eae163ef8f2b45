// Every release that is or was current, the latest period first, and those that were held before readers
// saw them.
import { letThroughOf, marksOf } from '#lib/server/api/release.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  const { series, period } = readParameters(url, ['series', 'period']);
  const heads = await getPublished().heads();
  if (series !== undefined) {
    requireOneOf('series', series, [...new Set(heads.map(({ seriesId }) => seriesId))].toSorted());
  }
  if (period !== undefined) requirePeriod(period);
  const releases = heads
    .filter((head) => series === undefined || head.seriesId === series)
    .filter((head) => period === undefined || head.period === period)
    .map((head) => ({
      ...marksOf(head),
      current: head.current,
      letThrough: letThroughOf(head.letThrough),
    }));
  const holds = (await getPublished().holds(series)).filter(
    (hold) => period === undefined || hold.period === period,
  );
  return respondJson(request, { releases, holds });
});

export const fallback = otherMethods;
