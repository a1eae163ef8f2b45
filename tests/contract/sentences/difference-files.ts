// How many rows the page of two releases says that its files have, held against the files themselves.
import { parse } from 'csv-parse/sync';
import { plain, textFaults, type Language } from './text.ts';

const WORDS = {
  vi: { shown: 'CSV các dòng này ({n})', all: 'CSV mọi chỉ tiêu ({n} dòng)' },
  en: { shown: 'CSV of these rows ({n})', all: 'CSV of every measure (rows: {n})' },
} as const;

/**
 * What is wrong with what is said of the files; each is read.
 *
 * @param hasShown whether any row is shown, without which there is no file of those
 */
export async function differenceFileFaults(
  page: string,
  hasShown: boolean,
  read: (path: string) => Promise<string>,
  language: Language,
): Promise<string[]> {
  const { shown, all } = WORDS[language];
  const wanted = [...(hasShown ? [shown] : []), all];
  const links = [
    ...page.matchAll(/<a href="([^"]*\/releases\/difference\.csv[^"]*)"[^>]*>(.*?)<\/a>/gs),
  ];
  if (links.length !== wanted.length) return [`${links.length} files for ${wanted.length}`];
  const faults = await Promise.all(
    links.map(async ([, href = '', said = ''], at) => {
      const lines = parse(await read(plain(href)), { columns: true, bom: true });
      const sentence = { words: wanted[at] ?? '', values: { n: lines.length } };
      return textFaults(plain(said), [sentence], language);
    }),
  );
  return faults.flat();
}
