// Units side by side as a file, a line a measure and unit.
import { comparisonCsv } from '#lib/server/api/compare.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respond(request, {
    ...(await comparisonCsv(getPublished(), url)),
    contentType: 'text/csv; charset=utf-8',
  }),
);

export const fallback = otherMethods;
