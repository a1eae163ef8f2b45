// The API as an OpenAPI document.
import { openApiText } from '#lib/server/api/openapi.ts';
import { api, otherMethods, readParameters, respond } from '#lib/server/http.ts';

export const GET = api(({ request, url }) => {
  readParameters(url, []);
  const answer = { body: openApiText(), contentType: 'application/json' };
  return Promise.resolve(respond(request, answer));
});

export const fallback = otherMethods;
