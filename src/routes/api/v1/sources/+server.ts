// Every source of figures and how it stands.
import { sourceJson } from '#lib/server/api/sources.ts';
import { api, otherMethods, readParameters, requireOneOf, respondJson } from '#lib/server/http.ts';
import { readSourceViews } from '#lib/server/source-view.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  const { series } = readParameters(url, ['series']);
  const all = (await readAllSeries(getDb())).map(({ id }) => id);
  const asked = series === undefined ? all : [requireOneOf('series', series, all)];
  const sources = await readSourceViews(getDb(), new Date(), asked);
  return respondJson(request, { sources: sources.map(sourceJson) });
});

export const fallback = otherMethods;
