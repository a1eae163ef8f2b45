// What is nearest to the words typed: units, indicators, indices, procedures, pages, terms.
import { searchJson } from '#lib/server/api/search.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respondJson(request, await searchJson(getDb(), getPublished(), url)),
);

export const fallback = otherMethods;
