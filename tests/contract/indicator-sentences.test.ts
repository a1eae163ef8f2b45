// The tables on the page of an indicator, as a reader without scripts meets them, held against the rankings of
// all twelve quarters. Shares no code with the page.
import { beforeAll, describe, expect, it } from 'vitest';
import { seedSources } from '../helpers/seed-sources.ts';
import { webWorld } from '../helpers/worlds.ts';
import { historiesOf, historyFaults } from './sentences/history-pictures.ts';
import { indicatorSourceFaults, type FeedingSource } from './sentences/indicator-sources.ts';
import { indicatorTableFaults } from './sentences/indicator-tables.ts';
import { measuredIn } from './sentences/indicators.ts';
import type { PlannedIndicator, World } from './sentences/nation-facts.ts';
import { LANGUAGES, sectionsOf, type Language } from './sentences/text.ts';
import { PERIODS, readWorld } from './sentences/world.ts';

const web = webWorld('illustrative');
const SLOW_MS = 600_000;
const GROUPS = [
  {
    id: 'ministries',
    name: { vi: 'Bộ, cơ quan ngang bộ', en: 'Ministries and ministerial-level agencies' },
    short: { vi: 'Bộ, cơ quan ngang bộ', en: 'Ministries' },
  },
  {
    id: 'agencies',
    name: { vi: 'Cơ quan thuộc Chính phủ', en: 'Government-attached agencies' },
    short: { vi: 'Cơ quan thuộc Chính phủ', en: 'Government-attached agencies' },
  },
  {
    id: 'provinces',
    name: { vi: 'Tỉnh, thành phố trực thuộc Trung ương', en: 'Provinces and centrally-run cities' },
    short: { vi: 'Tỉnh, thành phố', en: 'Provinces and cities' },
  },
];

let world: World;
beforeAll(async () => {
  await seedSources(web.db);
  world = await readWorld(web);
}, SLOW_MS);

const pageOf = (code: string, period: string, language: Language) =>
  web.text(`${language === 'en' ? '/en' : ''}/indicators/${code}?period=${period}`);
const faultsOf = (
  page: string,
  indicator: PlannedIndicator,
  period: string,
  language: Language,
): string[] =>
  indicatorTableFaults(sectionsOf(page), { world, period, indicator, groups: GROUPS }, language);
const pictureFaults = (
  page: string,
  indicator: PlannedIndicator,
  period: string,
  language: Language,
): string[] => historyFaults(page, { world, indicator, period }, language);

describe('the tables of an indicator', () => {
  it.each(PERIODS)(
    'say how groups spread, who is first and last, and what is asked: %s',
    async (period) => {
      for (const [at, indicator] of measuredIn(world, period).entries()) {
        const language = LANGUAGES[(at + PERIODS.indexOf(period)) % 2] ?? 'vi';
        const page = await pageOf(indicator.code, period, language);
        expect(faultsOf(page, indicator, period, language)).toEqual([]);
        expect(pictureFaults(page, indicator, period, language)).toEqual([]);
      }
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)('are found out where a number of them is altered (%s)', async (language) => {
    const indicator = world.indicators.find(({ code }) => code === 'share_l4');
    if (!indicator) throw new Error('it is planned');
    const page = await pageOf(indicator.code, '2020-Q3', language);
    const faultsIn = (copy: string) => faultsOf(copy, indicator, '2020-Q3', language);
    expect(faultsIn(page)).toEqual([]);
    const saying = {
      vi: /^>\s*(?:[\d,/%]+|bảng xếp hạng .*|từ \d+%|hạn .*)\s*$/,
      en: /^>\s*(?:[\d./%]+|ranking of .*|at least \d+%|due .*)\s*$/,
    }[language];
    const start = page.indexOf('</h1>');
    const body = page.slice(start, page.indexOf('</main>'));
    const copies = [...body.matchAll(/(?<=<\/?(?:td|th|a|span|tr)\b[^<>]*)>[^<>]*\d[^<>]*(?=<)/g)]
      // Pictures have tables of their own.
      .filter(
        ({ 0: said, index }) =>
          saying.test(said) &&
          body.lastIndexOf('<figure', index) <= body.lastIndexOf('</figure>', index),
      )
      .flatMap(({ 0: said, index }) =>
        [...said.matchAll(/\d+/g)].map(({ 0: number, index: inside }) => {
          const place = start + index + inside + number.length - 1;
          const other = String((Number(page[place]) + 3) % 10);
          const copy = page.slice(0, place) + other + page.slice(place + 1);
          return [`${said} at ${inside}`, copy] as const;
        }),
      );
    expect(copies.length).toBeGreaterThan(30);
    const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
  });
});

describe('the pictures of how groups spread', () => {
  // One with a target, and one that nothing is asked of.
  it.each(['share_l4', 'share_l3_plus'])(
    'are found out where a number of them is altered: %s',
    async (code) => {
      const indicator = world.indicators.find((each) => each.code === code);
      if (!indicator) throw new Error('it is planned');
      for (const language of LANGUAGES) {
        const page = await pageOf(code, '2020-Q3', language);
        const faultsIn = (copy: string) => pictureFaults(copy, indicator, '2020-Q3', language);
        expect(faultsIn(page)).toEqual([]);
        const figures = historiesOf(page, language);
        expect(figures.length).toBe(2);
        const said = /(?<=<figcaption>.*<h\d[^>]*>|class="drawing[^>]*aria-label="|<title>)[^<"]*/g;
        const copies = figures.flatMap(({ drawing, index }) =>
          [...drawing.matchAll(said)].flatMap(({ 0: text, index: inside }) =>
            [...text.matchAll(/(?<!mức độ |mức độ \d và |level-|level-\d and level-)\d+/g)].map(
              ({ 0: number, index: place }) => {
                const at = index + inside + place + number.length - 1;
                const other = String((Number(page[at]) + 3) % 10);
                return [text, page.slice(0, at) + other + page.slice(at + 1)] as const;
              },
            ),
          ),
        );
        expect(copies.length).toBeGreaterThan(100);
        // All that is said above, and columns by turns: a page takes long to read.
        const read = copies.filter(([text], at) => !text.includes('–') || at % 5 === 0);
        const unnoticed = read.filter(([, copy]) => faultsIn(copy).length === 0);
        expect(unnoticed.map(([text]) => text)).toEqual([]);
      }
    },
  );
});

describe('where an indicator comes from', () => {
  const PERIOD = '2021-Q4';
  const sourcesNow = async () =>
    (await web.json<{ sources: FeedingSource[] }>('/api/v1/sources')).sources;

  it('is told of each: sources apart from reports, and every document of its targets', async () => {
    const sources = await sourcesNow();
    for (const [at, indicator] of world.indicators.entries()) {
      const language = LANGUAGES[at % 2] ?? 'vi';
      const sections = sectionsOf(await pageOf(indicator.code, PERIOD, language));
      expect(indicatorSourceFaults(sections, sources, indicator, language)).toEqual([]);
    }
  });

  it.each(LANGUAGES)('is found out where a number or a word is another (%s)', async (language) => {
    const sources = await sourcesNow();
    const indicator = world.indicators.find(({ code }) => code === 'share_l4');
    if (!indicator) throw new Error('it is planned');
    const page = await pageOf(indicator.code, PERIOD, language);
    const faultsIn = (copy: string) =>
      indicatorSourceFaults(sectionsOf(copy), sources, indicator, language);
    expect(faultsIn(page)).toEqual([]);
    const start = page.indexOf('</h1>');
    const body = page.slice(start, page.indexOf('</main>'));
    // The day of a document stands behind its name, apart from its source below.
    const told = /(?<=<div class="basis[^>]*>)(?:(?!<span).)+|\d+ (?:nguồn được|sources? that)/gs;
    const copies = [...body.matchAll(told)].flatMap(({ 0: said, index }) =>
      [...said.matchAll(/(?<!\[-)\d+/g)].map(({ 0: number, index: inside }): [string, string] => {
        const place = start + index + inside + number.length - 1;
        const other = String((Number(page[place]) + 3) % 10);
        return [`${said} at ${inside}`, page.slice(0, place) + other + page.slice(place + 1)];
      }),
    );
    expect(copies.length).toBeGreaterThan(8);
    const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
    // A paused source is still one; one that is not used any more is none.
    await web.db.sql`update source set active = false where id = 'portal-p-48'`;
    try {
      const after = await sourcesNow();
      expect(
        indicatorSourceFaults(sectionsOf(page), after, indicator, language).length,
      ).toBeGreaterThan(0);
      const anew = await pageOf(indicator.code, PERIOD, language);
      expect(indicatorSourceFaults(sectionsOf(anew), after, indicator, language)).toEqual([]);
    } finally {
      await web.db.sql`update source set active = true where id = 'portal-p-48'`;
    }
  });
});
