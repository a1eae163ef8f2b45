// The suggestions of the search field: asked of the server, and put into the reader's words. The field
// loads this when it is reached, and not before.
import type { SoughtKind } from '#lib/domain/search/find.ts';
import { apiHref, localHref, locale } from './address.ts';
import { kindText } from './search-words.ts';

/** A suggestion as it is shown. */
export interface Suggestion {
  href: string;
  name: string;
  kind: string;
}

interface Result {
  kind: SoughtKind;
  path: string;
  name: { vi: string; en: string };
  note: { vi: string; en: string } | null;
}

const MOST = 8;

/** What is nearest to the text; nothing where the server does not answer, since the form still works. */
export async function suggest(text: string, signal: AbortSignal): Promise<Suggestion[]> {
  if (text.trim() === '') return [];
  try {
    const response = await fetch(apiHref('search', { q: text, limit: MOST }), { signal });
    if (!response.ok) return [];
    const { results } = (await response.json()) as { results: Result[] };
    return results.map(({ kind, path, name, note }) => ({
      href: localHref(path),
      name: name[locale()],
      kind: kindText(kind, note?.[locale()] ?? null),
    }));
  } catch {
    return [];
  }
}
