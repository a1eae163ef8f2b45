// Sentences of the pages that are looked things up in: platforms, the nation, indicators, comparisons. All twelve
// quarters, each in one of the languages, held against what the API answers. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import type { NationRanking, PlannedIndicator, World } from './sentences/nation-facts.ts';
import { platformFaults } from './sentences/platforms.ts';
import { LANGUAGES, sectionsOf, type Language } from './sentences/text.ts';

const PERIODS = [2019, 2020, 2021].flatMap((year) => [1, 2, 3, 4].map((q) => `${year}-Q${q}`));
const SLOW_MS = 600_000;

const { json, text } = webWorld('illustrative');
let world: World;

beforeAll(async () => {
  const { indicators } = await json<{ indicators: PlannedIndicator[] }>('/api/v1/indicators');
  const own = indicators.filter(({ series }) => series === 'dvc');
  const rankings = new Map<string, NationRanking>();
  for (const period of PERIODS) {
    for (const { code } of own) {
      const ranking = await json<NationRanking>(`/api/v1/rankings/${code}?period=${period}`);
      // Some are in the catalogue and nobody has measured them yet.
      if ('rows' in ranking) rankings.set(`${period} ${code}`, ranking);
    }
  }
  world = { indicators: own, periods: PERIODS, rankings };
}, SLOW_MS);

const languageOf = (period: string): Language => LANGUAGES[PERIODS.indexOf(period) % 2] ?? 'vi';
const pageOf = (path: string, language: Language): Promise<string> =>
  text((language === 'en' ? '/en' : '') + path);

/** A page in which one number of a text that says this is another; once for each. */
function* altered(page: string, saying: RegExp): Generator<[what: string, page: string]> {
  const start = page.indexOf('</h1>');
  for (const { 0: said, index } of page.slice(start, page.indexOf('</main>')).matchAll(/>[^<>]*\d[^<>]*</g)) {
    if (!saying.test(said)) continue;
    for (const number of said.matchAll(/\d+/g)) {
      const place = start + index + number.index + number[0].length - 1;
      const other = String((Number(page[place]) + 3) % 10);
      yield [`${said} at ${number.index}`, page.slice(0, place) + other + page.slice(place + 1)];
    }
  }
}

/** Which of these copies of a page nothing was found wrong with. */
const unnoticed = (copies: Iterable<[string, string]>, faultsIn: (page: string) => string[]) =>
  [...copies].filter(([, copy]) => faultsIn(copy).length === 0).map(([what]) => what);

describe('the page of platforms', () => {
  const faultsOf = (page: string, period: string, language: Language) =>
    platformFaults(page, sectionsOf(page), world, period, language);

  it.each(PERIODS)('says who has what since when: %s', async (period) => {
    const language = languageOf(period);
    const page = await pageOf(`/platforms?period=${period}`, language);
    expect(faultsOf(page, period, language)).toEqual([]);
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const page = await pageOf('/platforms?period=2020-Q3', language);
    const faultsIn = (copy: string) => faultsOf(copy, '2020-Q3', language);
    expect(faultsIn(page)).toEqual([]);
    const told = [...altered(page, /đơn vị|units|\(\d+\)/)];
    const marks = [...altered(page, /có từ|yes, since/)].filter((_, at) => at % 20 === 0);
    expect(Math.min(told.length, marks.length)).toBeGreaterThan(8);
    expect(unnoticed([...told, ...marks], faultsIn)).toEqual([]);
  });
});
