// Lists that no page holds whole: figures told otherwise after their release, and the rows of two releases.
// Read page by page as a reader turns them, held against the rows of the releases themselves.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { MANY, seedMany } from './seed-many.ts';
import { correctionLineFaults } from './sentences/corrections-table.ts';
import { differenceFaults } from './sentences/difference.ts';
import { againOf, correctionsFaults, type Again } from './sentences/released-again.ts';
import { releasedReader, releasesOfSeries, type ReleaseHead } from './sentences/released-rows.ts';
import {
  LANGUAGES,
  plain,
  sectionsOf,
  topOf,
  type Language,
  type Section,
} from './sentences/text.ts';
import type { ReleasedRows } from './sentences/two-releases.ts';

const web = webWorld();
const name = { vi: MANY.indicator, en: MANY.indicator };
const { get, json, text } = web;
const { measuresOf, releasedIn } = releasedReader({ get }, () => ({
  indicators: [
    { ...{ series: MANY.series, code: MANY.indicator, published: true }, measure: 'score', name },
  ],
  indices: [],
}));

let heads: ReleaseHead[];
let rows: ReleasedRows[];
let agains: Again[];
beforeAll(async () => {
  await seedMany(web.db);
  const listed = await json<{ releases: ReleaseHead[] }>('/api/v1/releases');
  heads = releasesOfSeries(listed.releases, MANY.series);
  rows = await Promise.all(heads.map((head) => releasedIn(head)));
  agains = heads.slice(1).flatMap((after, at) => {
    const [before, then, now] = [heads[at], rows[at], rows[at + 1]];
    return before && then && now
      ? [againOf([before, then], [after, now], measuresOf(MANY.series))]
      : [];
  });
});

/** What the ways to other pages say, and where they lead. */
function waysIn(page: string) {
  const nav = /<nav aria-label="(?:Các trang|Pages)".*?<\/nav>/s.exec(page)?.[0] ?? '';
  const hrefs = [...nav.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => plain(href));
  return { said: plain(nav.replaceAll(/<!--.*?-->/gs, '')), hrefs };
}

/** The sections of several pages of one list, as if one page held them. */
const whole = (pages: readonly string[]): Section[] => {
  const all = pages.map(sectionsOf);
  const headings = [...new Set(all.flat().map(({ heading }) => heading))];
  return headings.map((heading) => {
    const own = all.flatMap((sections) => sections.find((each) => each.heading === heading) ?? []);
    const [first] = own;
    if (!first) throw new Error(`nothing of ${heading}`);
    // A table that each of them shows whole is one table.
    const cells = own.flatMap((section) => section.rows.map((row) => JSON.stringify(row)));
    return { ...first, rows: [...new Set(cells)].map((row) => JSON.parse(row) as string[]) };
  });
};

/** Both pages of a list, the second as the first leads there. */
async function turn(path: string, language: Language): Promise<[first: string, second: string]> {
  const address = `${language === 'en' ? '/en' : ''}${path}`;
  const first = await text(address);
  const { said, hrefs } = waysIn(first);
  expect(said).toBe({ vi: 'Trang 1/2 Trang sau', en: 'Page 1 of 2 Next page' }[language]);
  const second = await text(`${address.split('?')[0] ?? ''}${hrefs[0] ?? ''}`);
  const last = { vi: 'Trang trước Trang 2/2', en: 'Previous page Page 2 of 2' }[language];
  expect(waysIn(second).said).toBe(last);
  return [first, second];
}

describe.each(LANGUAGES)('lists of several pages, in %s', (language) => {
  it('hold every figure told otherwise once', async () => {
    const pages = await turn('/corrections', language);
    const indicators = new Map([[MANY.indicator, { name, kind: 'score' }]]);
    const told = () => true;
    for (const page of pages) {
      const { headline } = topOf(page);
      expect(correctionsFaults(headline, sectionsOf(page), agains, told, language)).toEqual([]);
    }
    const faultsOf = (sections: readonly Section[]) =>
      correctionLineFaults(sections, agains, told, indicators, language);
    expect(faultsOf(whole(pages))).toEqual([]);
    expect(faultsOf(whole([pages[0], pages[0]]))).not.toEqual([]);
  });

  it('hold every row of two releases once, and lead to where rows begin', async () => {
    const [from, to] = heads;
    const [then, now] = rows;
    if (!from || !to || !then || !now) throw new Error('it was released again');
    const asked = {
      ...{ from: then, to: now, measures: measuresOf(MANY.series) },
      ...{ asked: MANY.indicator, crossed: null },
    };
    const pages = await turn(`/releases/difference?from=${from.id}&to=${to.id}`, language);
    const faultsOf = (sections: readonly Section[]) =>
      differenceFaults(topOf(pages[0]), sections, asked, language);
    expect(faultsOf(whole(pages))).toEqual([]);
    expect(faultsOf(whole([pages[0], pages[0]]))).not.toEqual([]);
    for (const page of pages) {
      expect(page).toContain('id="rows"');
      const [way = ''] = waysIn(page).hrefs;
      expect(way).toMatch(/&page=[12]#rows$/);
    }
  });

  it('are none where two releases say the same, and where both are one', async () => {
    const [, second, third] = heads;
    const [, then, now] = rows;
    if (!second || !third || !then || !now) throw new Error('it was released three times');
    const start = language === 'en' ? '/en' : '';
    for (const [from, of] of [
      [second, then],
      [third, now],
    ] as const) {
      const page = await text(`${start}/releases/difference?from=${from.id}&to=${third.id}`);
      const asked = {
        ...{ from: of, to: now, measures: measuresOf(MANY.series) },
        ...{ asked: MANY.indicator, crossed: null },
      };
      const faultsOf = (copy: string) =>
        differenceFaults(topOf(copy), sectionsOf(copy), asked, language);
      expect(faultsOf(page)).toEqual([]);
      expect(faultsOf(page.replace(/2020(?=[^<]*<\/h1>)/, '2021'))).not.toEqual([]);
    }
  });
});
