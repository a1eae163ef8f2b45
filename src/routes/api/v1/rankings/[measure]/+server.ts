// The ranking of one measure in one release, as JSON.
import { rankingOf, tagOf } from '#lib/server/api/ranking.ts';
import { readRankingWish } from '#lib/server/api/ranking-wish.ts';
import { api, otherMethods, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const wish = await readRankingWish(
    { db: getDb(), published: getPublished() },
    params.measure ?? '',
    url,
  );
  return respondJson(request, rankingOf(wish), { tag: tagOf(wish, 'ranking-4') });
});

export const fallback = otherMethods;
