// Why a unit's rank on a measure changed between two releases, split exactly among its causes.
import { explanationJson, requireExplanation } from '#lib/server/api/explanation.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const asked = await requireExplanation(getDb(), getPublished(), params.unit ?? '', url);
  return respondJson(request, explanationJson(asked));
});

export const fallback = otherMethods;
