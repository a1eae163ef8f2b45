// The list of corrections as a file, narrowed as its page is.
import { correctionsCsv, filterOf } from '#lib/server/api/corrections.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) =>
  respond(request, {
    ...(await correctionsCsv(getPublished(), filterOf(url))),
    contentType: 'text/csv; charset=utf-8',
  }),
);

export const fallback = otherMethods;
