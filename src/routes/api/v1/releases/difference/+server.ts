// Two releases of a series, row by row.
import { differenceJson } from '#lib/server/api/release-difference.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respondJson(request, await differenceJson(getPublished(), url)),
);

export const fallback = otherMethods;
