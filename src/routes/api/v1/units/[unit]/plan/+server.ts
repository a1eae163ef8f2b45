// What would come of raising some services of one unit to level 4.
import { planJson } from '#lib/server/api/plan.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) =>
  respondJson(request, await planJson(getDb(), getPublished(), params.unit ?? '', url)),
);

export const fallback = otherMethods;
