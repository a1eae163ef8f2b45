// One published figure followed back to its versions, its run and its replies.
import { figureJson, requireFigure } from '#lib/server/api/figure.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const named = { unit: params.unit ?? '', indicator: params.indicator ?? '' };
  return respondJson(request, figureJson(await requireFigure(getDb(), getPublished(), named, url)));
});

export const fallback = otherMethods;
