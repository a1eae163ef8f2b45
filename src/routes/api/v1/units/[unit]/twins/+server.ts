// Units that a year ago stood where the unit stands now and have met the target since, and what they
// raised.
import { requireTwins, twinsJson } from '#lib/server/api/twins.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) =>
  respondJson(
    request,
    twinsJson(await requireTwins(getDb(), getPublished(), params.unit ?? '', url)),
  ),
);

export const fallback = otherMethods;
