// The state of every source as a file.
import { sourcesCsv } from '#lib/server/api/sources.ts';
import { api, otherMethods, readParameters, respond } from '#lib/server/http.ts';
import { readSourceViews } from '#lib/server/source-view.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  readParameters(url, []);
  const sources = await readSourceViews(getDb(), new Date());
  return respond(request, {
    body: sourcesCsv(sources),
    contentType: 'text/csv; charset=utf-8',
    fileName: 'sources.csv',
  });
});

export const fallback = otherMethods;
