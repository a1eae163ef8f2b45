// Every dated promise as a file, a line each.
import { promisesCsv } from '#lib/server/api/promise-list.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  const asking = { db: getDb(), published: getPublished(), now: new Date() };
  const file = await promisesCsv(asking, url);
  return respond(request, { ...file, contentType: 'text/csv; charset=utf-8' });
});

export const fallback = otherMethods;
