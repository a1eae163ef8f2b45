// Where a unit's share leads by the due day of its target, how sure that is, and until when the target
// can still be reached.
import { forecastJson, requireForecast } from '#lib/server/api/forecast.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) =>
  respondJson(
    request,
    forecastJson(await requireForecast(getDb(), getPublished(), params.unit ?? '', url)),
  ),
);

export const fallback = otherMethods;
