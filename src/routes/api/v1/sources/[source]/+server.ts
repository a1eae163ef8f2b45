// One source: how it stands, its runs, what the rules found, its incidents and what it was told to do.
import { readSourcePast, sourceJson } from '#lib/server/api/sources.ts';
import { api, otherMethods, ProblemError, readParameters, respondJson } from '#lib/server/http.ts';
import { readSourceViews } from '#lib/server/source-view.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  readParameters(url, []);
  const sources = await readSourceViews(getDb(), new Date());
  const view = sources.find(({ id }) => id === params.source);
  if (!view) {
    throw new ProblemError({
      status: 404,
      code: 'unknown-source',
      title: 'Unknown source',
      detail: 'There is no such source here.',
      see: '/api/v1/sources',
    });
  }
  const past = await readSourcePast(getDb(), view.id);
  return respondJson(request, { source: sourceJson(view), ...past });
});

export const fallback = otherMethods;
