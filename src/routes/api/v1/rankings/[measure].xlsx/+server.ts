// The ranking of one measure in one release, as a workbook: a sheet that people read and print, and the
// table of the API.
import { rankingFileName, rankingTable, tagOf } from '#lib/server/api/ranking.ts';
import { readRankingWish } from '#lib/server/api/ranking-wish.ts';
import { api, otherMethods, respond } from '#lib/server/http.ts';
import { writeTables } from '#lib/server/spreadsheets/write-table.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { rankingSheet } from './ranking-sheet.server.ts';

export const GET = api(async ({ params, request, url }) => {
  const readers = { db: getDb(), published: getPublished() };
  const wish = await readRankingWish(readers, params.measure ?? '', url);
  const bytes = await writeTables([rankingSheet(wish), { name: 'ranking', ...rankingTable(wish) }]);
  return respond(request, {
    body: new Uint8Array(bytes),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: rankingFileName(wish, 'xlsx'),
    // A workbook says when it was written; what it says hangs on this alone.
    tag: tagOf(wish, 'ranking-xlsx-4'),
  });
});

export const fallback = otherMethods;
