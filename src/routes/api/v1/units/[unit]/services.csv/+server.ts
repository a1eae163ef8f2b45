// The services of one unit as a table.
import { requireServiceTable, servicesCsv, servicesFileName } from '#lib/server/api/services.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const asked = await requireServiceTable(getDb(), getPublished(), params.unit ?? '', url);
  return respond(request, {
    body: servicesCsv(asked),
    contentType: 'text/csv; charset=utf-8',
    fileName: servicesFileName(asked, 'csv'),
  });
});

export const fallback = otherMethods;
