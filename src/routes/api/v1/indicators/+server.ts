// What is measured, by which index it is weighed, and against which promises.
import { cataloguePart } from '#lib/server/api/catalogue.ts';
import { api, otherMethods, readParameters, requireOneOf, respondJson } from '#lib/server/http.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  const { series } = readParameters(url, ['series']);
  const all = await readAllSeries(getDb());
  if (series !== undefined) {
    requireOneOf(
      'series',
      series,
      all.map(({ id }) => id),
    );
  }
  const asked = all.filter(({ id }) => series === undefined || id === series);
  return respondJson(request, await cataloguePart(getDb(), asked));
});

export const fallback = otherMethods;
