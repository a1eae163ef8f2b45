// What the search finds, for readers without scripts and for those who want more than suggestions.
import { search } from '#lib/server/search/search.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

const SHOWN = 60;
/** A longer text is no name. */
const LONGEST = 200;

export const load: PageServerLoad = async ({ url }) => {
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST);
  const { found, total } = await search(getDb(), getPublished(), q, SHOWN);
  return {
    q,
    total,
    found: found.map(({ kind, path, nameVi, nameEn, noteVi, noteEn }) => ({
      kind,
      path,
      nameVi,
      nameEn,
      noteVi,
      noteEn,
    })),
  };
};
