// The list of questions as a file, narrowed as its page is.
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getDb } from '#lib/server/web.ts';
import { signsCsv } from '../signs/sign-json.ts';

export const GET = api(async ({ request, url }) =>
  respond(request, {
    ...(await signsCsv(getDb(), url, new Date())),
    contentType: 'text/csv; charset=utf-8',
  }),
);

export const fallback = otherMethods;
