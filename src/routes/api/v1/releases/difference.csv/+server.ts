// Two releases of a series as a file, a line a row that differs.
import { differenceCsv } from '#lib/server/api/release-difference.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respond(request, {
    ...(await differenceCsv(getPublished(), url)),
    contentType: 'text/csv; charset=utf-8',
  }),
);

export const fallback = otherMethods;
