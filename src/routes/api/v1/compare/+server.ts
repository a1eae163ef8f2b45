// Units side by side on every measure of a release.
import { comparisonJson } from '#lib/server/api/compare.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respondJson(request, await comparisonJson(getPublished(), url)),
);

export const fallback = otherMethods;
