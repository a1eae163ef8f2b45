// Any other address under /api/v1 is answered in the API's own form, not with a page.
import { api, otherMethods, ProblemError } from '#lib/server/http.ts';

export const GET = api(() =>
  Promise.reject(
    new ProblemError({
      status: 404,
      code: 'unknown-address',
      title: 'Unknown address',
      detail: 'The API has no such address.',
      see: '/api/v1',
    }),
  ),
);

export const fallback = otherMethods;
