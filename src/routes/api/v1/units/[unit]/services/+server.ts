// The services of one unit, a page at a time.
import { servicesJson } from '#lib/server/api/services.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) =>
  respondJson(request, await servicesJson(getDb(), getPublished(), params.unit ?? '', url)),
);

export const fallback = otherMethods;
