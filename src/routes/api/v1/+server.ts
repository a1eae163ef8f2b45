// What the API offers: its addresses and their parameters.
import { ADDRESSES } from '#lib/server/api/addresses.ts';
import { api, otherMethods, readParameters, respondJson } from '#lib/server/http.ts';

const DESCRIPTION = {
  name: 'Tiến Độ API',
  version: 1,
  conventions: {
    shares: 'Shares, their changes and their targets are fractions from 0 to 1.',
    missing: 'A unit without a figure stands under "unranked" with the reason; it is never 0.',
    illustrative: 'true where any input is made up: the units are real, the figures are not.',
    errors: 'application/problem+json (RFC 9457); "parameter" and "allowed" say what to mend.',
    caching: 'Answers carry an ETag; ask again with If-None-Match.',
  },
  links: ADDRESSES.map(({ href, parameters }) => ({ href, parameters })),
  reference: '/api/v1/openapi.json',
};

export const GET = api(({ request, url }) => {
  readParameters(url, []);
  return Promise.resolve(respondJson(request, DESCRIPTION));
});

export const fallback = otherMethods;
