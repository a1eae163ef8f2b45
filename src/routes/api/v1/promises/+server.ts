// Every dated promise, what became of it, and who says so.
import { promisesListJson } from '#lib/server/api/promise-list.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  const asking = { db: getDb(), published: getPublished(), now: new Date() };
  return respondJson(request, await promisesListJson(asking, url));
});

export const fallback = otherMethods;
