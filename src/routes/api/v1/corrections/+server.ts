// Which figures a later release of a period states otherwise than the one before, and why.
import { correctionsJson, filterOf } from '#lib/server/api/corrections.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respondJson(request, await correctionsJson(getPublished(), filterOf(url))),
);

export const fallback = otherMethods;
