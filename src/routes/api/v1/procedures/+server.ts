// The procedures that would lift most units at once, were all to raise them to level 4.
import { proceduresJson } from '#lib/server/api/procedures.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respondJson(request, await proceduresJson(getDb(), getPublished(), url)),
);

export const fallback = otherMethods;
