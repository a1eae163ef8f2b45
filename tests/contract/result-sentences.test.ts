// What each line of a unit's results says of targets, of all twelve quarters, held against what the API
// answers of all units. Shares no code with the pages.
import { beforeAll, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { CODE, ofNation, rankingIn, type World } from './sentences/nation-facts.ts';
import { resultFaults, RESULTS } from './sentences/result-lines.ts';
import { LANGUAGES, sectionsOf, type Language } from './sentences/text.ts';
import { PERIODS, readWorld } from './sentences/world.ts';

const { json, text } = webWorld('illustrative');
/** Every so many units of a quarter are read, others in each quarter. */
const EVERY = 7;
const SLOW_MS = 300_000;
let world: World;

beforeAll(async () => {
  world = await readWorld({ json });
}, SLOW_MS);

const pageOf = (unitId: string, period: string, language: Language) =>
  text(`${language === 'en' ? '/en' : ''}/units/${unitId}?period=${period}`);

it.each(PERIODS)(
  'says of %s what is asked of the unit itself and what it missed',
  async (period) => {
    const { rows, unranked } = rankingIn(world, period, CODE);
    const turn = PERIODS.indexOf(period);
    const read = ofNation<{ unitId: string; group: string }>([...rows, ...unranked])
      .toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1))
      .filter((_, at) => at % EVERY === turn % EVERY);
    expect(read.length).toBeGreaterThan(9);
    for (const [at, { unitId, group }] of read.entries()) {
      const language = LANGUAGES[(at + turn) % 2] ?? 'vi';
      const sections = sectionsOf(await pageOf(unitId, period, language));
      const asked = { unitId, group, period };
      expect(resultFaults(sections, world, asked, language), `${unitId} ${language}`).toEqual([]);
    }
  },
);

it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
  const period = '2021-Q2';
  const { rows } = rankingIn(world, period, CODE);
  const late = rows.find(({ missedTargets }) => missedTargets.length > 0);
  if (!late) throw new Error('nobody missed a target');
  const asked = { unitId: late.unitId, group: late.group, period };
  const page = await pageOf(late.unitId, period, language);
  expect(resultFaults(sectionsOf(page), world, asked, language)).toEqual([]);
  const lines =
    /(?:chỉ tiêu gấp \d+ năm \d+ = |chỉ tiêu |target (?:\d+ times \d+ = )?)\d[\d.,]*%,? (?:hạn|due) [^<]*/g;
  const start = page.indexOf(RESULTS[language]);
  const table = page.slice(start, page.indexOf('</table>', start));
  const copies = [...table.matchAll(lines)].flatMap(({ 0: said, index }) =>
    [...said.matchAll(/\d+/g)].map((number): [what: string, page: string] => {
      const place = start + index + number.index + number[0].length - 1;
      const other = String((Number(page[place]) + 3) % 10);
      return [`${said} at ${number.index}`, page.slice(0, place) + other + page.slice(place + 1)];
    }),
  );
  expect(copies.length).toBeGreaterThan(10);
  const unnoticed = copies.filter(
    ([, copy]) => resultFaults(sectionsOf(copy), world, asked, language).length === 0,
  );
  expect(unnoticed.map(([what]) => what)).toEqual([]);
});
