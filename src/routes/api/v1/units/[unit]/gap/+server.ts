// How many more, and which services, bring one unit to its target and to better places.
import { gapJson, requireGap } from '#lib/server/api/gap.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async (event) => {
  const gap = await requireGap(getDb(), getPublished(), event.params.unit ?? '', event);
  return respondJson(event.request, gapJson(gap));
});

export const fallback = otherMethods;
