// What readers are told of a row's origin, in both languages. A `source` cell that is shown holds web
// addresses and, after an `@`, names of citations.csv, where the words stand. For this room only.
import type { Catalogue, CatalogueFault, FileName, Line } from './files.ts';

/** Files whose `source` is shown to readers. */
export const SHOWN = [
  'lineage.csv',
  'responsible.csv',
  'targets.csv',
  'targets_not_loaded.csv',
  'national_facts.csv',
  'published_ranks.csv',
  'press_facts.csv',
] as const satisfies FileName[];

const MENTION = /(?<!\S)@([a-z0-9-]+)/g;
const ADDRESS = /https?:\/\/\S+/g;

/** How a source reads in each language. */
export interface CitedSource {
  source_vi: string;
  source_en: string;
}

/**
 * Puts the words of citations.csv into a source.
 *
 * @example citer(citations)('@un-survey ; https://example.org/a').source_en
 * // 'UN E-Government Survey of the same year ; https://example.org/a'
 */
export function citer(
  citations: readonly Line<'citations.csv'>[],
): (row: { source: string }) => CitedSource {
  const byId = new Map(citations.map((citation) => [citation.id, citation]));
  const inWords = (source: string, column: 'name_vi' | 'name_en') =>
    source.replace(MENTION, (mention, id: string) => byId.get(id)?.[column] ?? mention);
  return ({ source }) => ({
    source_vi: inWords(source, 'name_vi'),
    source_en: inWords(source, 'name_en'),
  });
}

/** Citations that nobody wrote down, and words that stand in one language alone. */
export function checkCitations(catalogue: Catalogue): CatalogueFault[] {
  const known = new Set(catalogue['citations.csv'].map(({ id }) => id));
  return SHOWN.flatMap((file) =>
    catalogue[file].flatMap(({ source, line }) =>
      sourceFaults(source, known).map((message) => ({ file, line, column: 'source', message })),
    ),
  );
}

function sourceFaults(source: string, known: ReadonlySet<string>): string[] {
  const unknown = [...source.matchAll(MENTION)]
    .filter(([, id = '']) => !known.has(id))
    .map(([mention]) => `"${mention}" is not in citations.csv. Add it there.`);
  const words = source.replace(ADDRESS, '').replace(MENTION, '');
  return /^[\s;:]*$/.test(words)
    ? unknown
    : [
        ...unknown,
        `"${words.trim()}" stands in one language. Put it into citations.csv and cite it by @id.`,
      ];
}
