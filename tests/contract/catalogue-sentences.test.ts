// Every sentence on the pages of dated promises and of two releases, as a reader without scripts meets them,
// held against what the API answers. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { explainedWorld } from './explained.ts';
import { differenceFileFaults } from './sentences/difference-files.ts';
import { differenceFaults, type DifferenceAsked } from './sentences/difference.ts';
import type { NationRanking } from './sentences/nation-facts.ts';
import {
  eachLinks,
  promisesFaults,
  releasedFaults,
  type PromisesFacts,
} from './sentences/promises.ts';
import {
  releasedReader,
  releasesOfSeries,
  type Catalogue,
  type ReleaseHead,
} from './sentences/released-rows.ts';
import { LANGUAGES, plain, sectionsOf, topOf, type Language } from './sentences/text.ts';

const { get, json, text } = explainedWorld();
const SLOW_MS = 600_000;
const at = (language: Language, path: string): string => (language === 'en' ? '/en' : '') + path;

let indicators: Catalogue['indicators'];
let indices: Catalogue['indices'];
let releases: ReleaseHead[];

beforeAll(async () => {
  ({ indicators, indices } = await json<Catalogue>('/api/v1/indicators'));
  ({ releases } = await json<{ releases: ReleaseHead[] }>('/api/v1/releases'));
});

const releasesOf = (series: string): ReleaseHead[] => releasesOfSeries(releases, series);

/** Not figures of a promise: what a press report says, titles of sources, levels in names of measures. */
const LEFT_ALONE = /^>(?:Tỉnh Lâm Đồng|Lam Dong| ;)/;

/** A text in which one number is another; once for each. */
function* altered(page: string, from: number, to: number): Generator<[what: string, page: string]> {
  for (const { 0: said, index } of page.slice(from, to).matchAll(/>[^<>]*\d[^<>]*</g)) {
    for (const number of said.matchAll(/(?<!mức độ |level[ -])\d+/g)) {
      const place = from + index + number.index + number[0].length - 1;
      const other = String((Number(page[place]) + 3) % 10);
      yield [`${said} at ${number.index}`, page.slice(0, place) + other + page.slice(place + 1)];
    }
  }
}

describe('the page of promises', () => {
  const factsOn = async (day: string) => ({
    ...(await json<PromisesFacts>(`/api/v1/promises?asOf=${day}`)),
    flags: new Set(indicators.filter(({ measure }) => measure === 'flag').map(({ code }) => code)),
  });
  const linksIn = (page: string) =>
    [...page.matchAll(/<a href="([^"]*\/rankings\/[^"]*\?[^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
      ([, href = '', said = '']) => [plain(href), plain(said)],
    );

  it(
    'says after each release what the API says, and of whom the figure is that decides',
    async () => {
      const seen = { nation: 0, links: new Set<string>() };
      for (const [turn, { releasedAt }] of releasesOf('dvc').entries()) {
        // The day after, when it is known whoever asks at what hour.
        const day = new Date(Date.parse(releasedAt) + 86_400_000).toISOString().slice(0, 10);
        const language = LANGUAGES[turn % 2] ?? 'vi';
        const facts = await factsOn(day);
        const page = await text(at(language, `/promises?asOf=${day}`));
        expect(promisesFaults(topOf(page), sectionsOf(page), facts, language), day).toEqual([]);
        expect(linksIn(page), day).toEqual(eachLinks(facts, language));
        for (const [href] of eachLinks(facts, language)) seen.links.add(href);
        seen.nation += facts.promises.filter(({ decidedBy }) => decidedBy?.measure).length;
      }
      for (const href of seen.links) expect((await get(href)).status, href).toBe(200);
      expect(seen.nation).toBeGreaterThan(10);
      expect(seen.links.size).toBeGreaterThan(50);
    },
    SLOW_MS,
  );

  it('counts units that met a promise as the ranking of that release does', async () => {
    const { promises } = await factsOn('2022-02-01');
    const released = promises.filter(({ released: told }) => told !== null);
    expect(released.length).toBeGreaterThan(7);
    for (const promise of released) {
      const { release } = promise.released ?? { release: '' };
      const ranking = await json<NationRanking>(
        `/api/v1/rankings/${promise.subject}?release=${release}`,
      );
      expect(releasedFaults(promise, ranking)).toEqual([]);
    }
  });

  it.each(LANGUAGES)(
    'is found out where a number or who is judged is altered (%s)',
    async (language) => {
      const facts = await factsOn('2021-01-31');
      const page = await text(at(language, '/promises?asOf=2021-01-31'));
      const faultsIn = (copy: string) =>
        promisesFaults(topOf(copy), sectionsOf(copy), facts, language);
      expect(faultsIn(page)).toEqual([]);
      const rest = { vi: 'Không ghi rõ ngày', en: 'No due day named' }[language];
      const judged = { vi: /con số chung của cả nước/g, en: /figure of the whole nation/g }[
        language
      ];
      const copies = [
        ...altered(page, page.indexOf('<h1'), page.indexOf('</h1>')),
        ...[...page.matchAll(judged)].map(({ 0: said, index }): [string, string] => [
          said,
          page.slice(0, index) + page.slice(index + said.length),
        ]),
        // What was promised, was told and came.
        ...[...altered(page, page.indexOf('</h1>'), page.indexOf(rest))].filter(
          ([what]) => /\d%|\/85|of 85/.test(what) && !LEFT_ALONE.test(what),
        ),
      ];
      expect(copies.length).toBeGreaterThan(30);
      const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    },
  );
});

describe('the page of two releases', () => {
  const { measuresOf, releasedIn } = releasedReader({ get }, () => ({ indicators, indices }));

  async function askedOf(
    from: ReleaseHead,
    to: ReleaseHead,
    asked: string,
    crossed: DifferenceAsked['crossed'] = null,
  ): Promise<DifferenceAsked> {
    const [then, now] = [await releasedIn(from), await releasedIn(to)];
    return { from: then, to: now, measures: measuresOf(to.series), asked, crossed };
  }
  const pageOf = ({ from, to, asked, crossed }: DifferenceAsked, language: Language) => {
    const query = `from=${from.id}&to=${to.id}&measure=${asked}&crossed=${crossed ?? ''}`;
    return text(at(language, `/releases/difference?${query}`));
  };

  /** Each with the one before it, the one a year before, and itself; in turns of what is shown. */
  const pairsOf = (heads: readonly ReleaseHead[]): [ReleaseHead, ReleaseHead][] =>
    heads.flatMap((to, place) =>
      [
        heads[place - 1],
        heads[place - 4],
        heads[place - 6],
        ...(place % 6 === 0 ? [to] : []),
      ].flatMap((from): [ReleaseHead, ReleaseHead][] => (from ? [[from, to]] : [])),
    );

  it.each(['dvc', 'dvc-full-part'])(
    'says what their own rows say: %s',
    async (series) => {
      const measures = measuresOf(series);
      const headline =
        (measures.find(({ code }) => code === 'share_l4') ?? measures[0])?.code ?? '';
      let files = 0;
      for (const [turn, [from, to]] of pairsOf(releasesOf(series)).entries()) {
        const language = LANGUAGES[turn % 2] ?? 'vi';
        const chosen = turn % 3 === 0 ? headline : (measures[turn % measures.length]?.code ?? '');
        const crossed = ([null, 'reached', null, 'lost', null] as const)[turn % 5] ?? null;
        const asked = await askedOf(from, to, chosen, crossed);
        const page = await pageOf(asked, language);
        const which = `${from.period} ${to.period} ${chosen} ${crossed}`;
        expect(differenceFaults(topOf(page), sectionsOf(page), asked, language), which).toEqual([]);
        // Files are long; a self has none.
        if (turn % 3 !== 1 || from.id === to.id) continue;
        const hasShown = sectionsOf(page)[1]?.rows.length !== 0;
        expect(await differenceFileFaults(page, hasShown, text, language), which).toEqual([]);
        files += 1;
      }
      expect(files).toBeGreaterThan(0);
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const heads = releasesOf('dvc');
    const [from, to] = ['2020-Q4', '2021-Q1'].map((quarter) =>
      heads.find(({ period }) => period === quarter),
    );
    if (!from || !to) throw new Error('both quarters are released');
    const chosen = 'tiendo:share_l4';
    const asked = await askedOf(from, to, chosen);
    const page = await pageOf(asked, language);
    const faultsIn = (copy: string) =>
      differenceFaults(topOf(copy), sectionsOf(copy), asked, language);
    expect(faultsIn(page)).toEqual([]);
    const byMeasure = page.indexOf('<section');
    const shown = page.indexOf('<section', byMeasure + 1);
    const rows = page.indexOf('<table', shown);
    const body = page.indexOf('<tbody', rows);
    const parts = [
      // Rows of units, the first of them.
      [body, page.indexOf('</tr>', page.indexOf('</tr>', body) + 1)],
      [page.indexOf('<h1'), page.indexOf('<form')],
      [shown, rows],
      [page.indexOf('<tbody', byMeasure), shown],
    ] as const;
    const node = { vi: ' (điểm trong chỉ số)', en: ' (score in the index)' }[language];
    const named = page.indexOf(node, shown);
    const copies = [
      // One in four: a page of many rows takes long to read.
      ...parts
        .flatMap(([start, end]) => [...altered(page, start, end)])
        .filter((_, turn) => turn % 4 === 0),
      ['no node', page.slice(0, named) + page.slice(named + node.length)] as const,
    ];
    expect(copies.length).toBeGreaterThan(20);
    const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
    const start = page.indexOf('releases/difference.csv');
    for (const [what, copy] of altered(page, start, page.indexOf('</p>', start))) {
      expect(await differenceFileFaults(copy, true, text, language), what).not.toEqual([]);
    }
  });
});
