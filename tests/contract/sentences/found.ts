// What the page of the search must say: how many it found, or how many of them it lists, and which, as the API
// has them in its order.
import type { Name } from './facts.ts';
import { plain, textFaults, topOf, type Language, type Sentence } from './text.ts';

/** As the API answers a search. */
export interface Found {
  total: number;
  results: { name: Name }[];
}

const WORDS = {
  vi: {
    none: 'Không tìm thấy “{q}”',
    one: '1 kết quả cho “{q}”',
    all: '{n} kết quả cho “{q}”',
    nearest: '{n} kết quả gần nhất cho “{q}”',
  },
  en: {
    none: 'Nothing found for “{q}”',
    one: '1 result for “{q}”',
    all: '{n} results for “{q}”',
    nearest: 'The {n} nearest results for “{q}”',
  },
} as const;

/** Names of what the page lists, in its order. */
function listedOn(page: string): string[] {
  const list = /<ol\b[^>]*>(.*?)<\/ol>/s.exec(page.replaceAll(/<!--.*?-->/g, ''))?.[1] ?? '';
  return [...list.matchAll(/<li\b[^>]*>\s*<a\b[^>]*>(.*?)<\/a>/gs)].map(([, name = '']) =>
    plain(name),
  );
}

/** @param found at most fifty of them */
export function foundFaults(page: string, q: string, found: Found, language: Language): string[] {
  const words = WORDS[language];
  const listed = listedOn(page);
  const some = found.total > listed.length ? words.nearest : words.all;
  const said: Sentence = {
    words: found.total === 0 ? words.none : found.total === 1 ? words.one : some,
    values: { q, n: listed.length },
  };
  const wanted = found.results.map(({ name }) => name[language]);
  const isSame = listed.slice(0, wanted.length).join('\n') === wanted.join('\n');
  // A list that is cut says so; one that is whole has all of them.
  const isWhole = listed.length === found.total || listed.length > wanted.length;
  return [
    ...textFaults(topOf(page).headline, [said], language),
    ...(isSame ? [] : [`${listed.join(', ')} FOR ${wanted.join(', ')}`]),
    ...(isWhole ? [] : [`${listed.length} of ${found.total} are listed`]),
  ];
}
