// What the search answers over the API. Names are part of the API and never change. The route
// /api/v1/search imports it.
import type { Db } from '../db/client.ts';
import { readParameters, requireGiven, requireLimit } from '../http.ts';
import type { Published } from '../published.ts';
import { search } from '../search/search.ts';

/** Results of one answer where `limit` does not say, and at most. */
const USUAL_LIMIT = 10;
const MOST = 50;

/**
 * What is nearest to `q`, nearest first, at most `limit`. `path` leads to the page, in Vietnamese; the
 * English one stands under `/en`.
 *
 * @throws ProblemError 400 where there is no `q`, or `limit` is none
 */
export async function searchJson(db: Db, published: Published, url: URL) {
  const { q: given, limit } = readParameters(url, ['q', 'limit']);
  const q = requireGiven('q', given, 'the words that are sought');
  const most = limit === undefined ? USUAL_LIMIT : requireLimit(limit, MOST);
  const { found, total } = await search(db, published, q, most);
  return {
    query: q,
    total,
    results: found.map(({ kind, path, nameVi, nameEn, noteVi, noteEn }) => ({
      kind,
      path,
      name: { vi: nameVi, en: nameEn },
      note: noteVi === null ? null : { vi: noteVi, en: noteEn },
    })),
  };
}
