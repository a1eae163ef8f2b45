// The ranking of one measure in one release, as CSV for spreadsheets.
import { rankingCsv, rankingFileName, tagOf } from '#lib/server/api/ranking.ts';
import { readRankingWish } from '#lib/server/api/ranking-wish.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const wish = await readRankingWish(
    { db: getDb(), published: getPublished() },
    params.measure ?? '',
    url,
  );
  return respond(request, {
    body: rankingCsv(wish),
    contentType: 'text/csv; charset=utf-8',
    fileName: rankingFileName(wish, 'csv'),
    tag: tagOf(wish, 'ranking-csv-3'),
  });
});

export const fallback = otherMethods;
