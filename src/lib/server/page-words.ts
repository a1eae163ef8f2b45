// Words of an address that narrow a page, each of a closed list: what means nothing is named, with what
// would, and not passed over. Loads of pages import it.
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

/** So many words are named at most; a longer list is told by its first ones. */
const MOST_NAMED = 40;

/** @throws SvelteKit's 400 that names the first parameter whose word is none of its list, and the list */
export function requireWords(
  params: URLSearchParams,
  lists: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [name, words] of Object.entries(lists)) {
    const wrong = params.getAll(name).find((text) => text !== '' && !words.includes(text));
    if (wrong === undefined) continue;
    const named = words.slice(0, MOST_NAMED).join(', ') + (words.length > MOST_NAMED ? ', …' : '');
    error(400, {
      message: m.common_error_word({ given: `${name}=${wrong}` }),
      hint: m.common_error_word_text({ name, words: named }),
    });
  }
}
