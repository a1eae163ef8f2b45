// What pages say of a quarter that few units have figures of: no more than these units bear out. Held
// against the API of a small world.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { seedReleases, seedThinQuarter } from './seed.ts';
import { CODE, type World } from './sentences/nation-facts.ts';
import { rankingTopFaults } from './sentences/ranking-top.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { thinFaults } from './sentences/thin.ts';
import { SMALL_INDICATOR as INDICATOR, smallWorldIn } from './small-world.ts';

const PERIODS = ['2020-Q1', '2020-Q2', '2020-Q3'];
const THIN = '2020-Q3';

const small = webWorld();
let world: World;

beforeAll(async () => {
  await seedReleases(small.db);
  await seedThinQuarter(small.db);
  world = await smallWorldIn(small, PERIODS);
});

const pageOf = (path: string, language: Language): Promise<string> =>
  small.text(`${language === 'en' ? '/en' : ''}${path}?period=${THIN}`);

/** A text in which one number is another; once for each. */
const altered = (text: string): string[] =>
  [...text.matchAll(/\d+(?=\D|$)/g)].map(({ 0: number, index }) => {
    const at = index + number.length - 1;
    return text.slice(0, at) + String((Number(text[at]) + 3) % 10) + text.slice(at + 1);
  });

describe.each(LANGUAGES)('in a quarter that few have figures of, in %s', (language) => {
  it.each(['provinces', 'ministries', 'agencies'])(
    'a ranking says who alone has a figure, or that nobody has: %s',
    async (group) => {
      const top = topOf(await pageOf(`/rankings/${group}/${CODE}`, language));
      const asked = { indicator: INDICATOR, group, period: THIN };
      const faultsIn = (said: typeof top) => rankingTopFaults(said, world, asked, language);
      expect(faultsIn(top)).toEqual([]);
      // The name of the measure has a number, which is none of the sentence's.
      const [named = '', rest = ''] = top.headline.split(/(?<=share_l4: )/i);
      const copies = [
        ...(rest === '' ? [] : altered(rest).map((said) => ({ ...top, headline: named + said }))),
        ...altered(
          top.lead.replaceAll(/\(.*?17\/NQ-CP\)/g, (document) => document.replaceAll(/\d/g, '#')),
        ).map((lead) => ({ ...top, lead })),
      ];
      expect(copies.length).toBeGreaterThan(1);
      expect(copies.filter((copy) => faultsIn(copy).length === 0)).toEqual([]);
    },
  );

  it('the first page says nothing of the nation', async () => {
    const page = await pageOf(language === 'en' ? '' : '/', language);
    const faultsIn = (copy: string) =>
      thinFaults(topOf(copy), sectionsOf(copy), world, THIN, language);
    expect(faultsIn(page)).toEqual([]);
    const start = page.indexOf('<h1');
    const [headline = ''] = page.slice(start).match(/.*?<\/h1>/s) ?? [];
    const copies = altered(headline.replaceAll(/<[^>]*>/g, ''));
    expect(copies.length).toBeGreaterThan(1);
    const unnoticed = copies.filter(
      (copy) => faultsIn(page.replace(headline, `<h1>${copy}</h1>`)).length === 0,
    );
    // That the measure is of level 4 is a part of its name.
    expect(unnoticed).toEqual([]);
    const whole = await small.text(language === 'en' ? '/en?period=2020-Q1' : '/?period=2020-Q1');
    expect(faultsIn(whole).length).toBeGreaterThan(2);
  });
});
