// The services that one published figure is counted from.
import { requireFigure, servicesCsv, servicesFileName } from '#lib/server/api/figure.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const named = { unit: params.unit ?? '', indicator: params.indicator ?? '' };
  const figure = await requireFigure(getDb(), getPublished(), named, url);
  return respond(request, {
    body: servicesCsv(figure),
    contentType: 'text/csv; charset=utf-8',
    fileName: servicesFileName(figure),
  });
});

export const fallback = otherMethods;
