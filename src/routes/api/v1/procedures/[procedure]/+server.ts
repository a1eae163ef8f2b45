// One procedure across all units.
import { procedureJson } from '#lib/server/api/procedure.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) =>
  respondJson(request, await procedureJson(getDb(), getPublished(), params.procedure ?? '', url)),
);

export const fallback = otherMethods;
