// What units were asked about their figures, with their answers: those that readers may see.
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb } from '#lib/server/web.ts';
import { signsJson } from './sign-json.ts';

export const GET = api(async ({ request, url }) =>
  respondJson(request, await signsJson(getDb(), url, new Date())),
);

export const fallback = otherMethods;
