// The tables on the page of an indicator, as a reader without scripts meets them, held against the rankings of
// all twelve quarters. Shares no code with the page.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
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

describe('the tables of an indicator', () => {
  it.each(PERIODS)(
    'say how groups spread, who is first and last, and what is asked: %s',
    async (period) => {
      for (const [at, indicator] of measuredIn(world, period).entries()) {
        const language = LANGUAGES[(at + PERIODS.indexOf(period)) % 2] ?? 'vi';
        const page = await pageOf(indicator.code, period, language);
        expect(faultsOf(page, indicator, period, language)).toEqual([]);
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
