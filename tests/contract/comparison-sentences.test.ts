// How a comparison begins: what is offered where nobody is chosen, what is said of units that are unknown or
// too many and of words typed, and the way there from a ranking. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { begunFaults, pinnedFaults, type BegunAsked } from './sentences/comparison-start.ts';
import type { Name } from './sentences/facts.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';

const PERIOD = '2020-Q2';
const SLOW_MS = 300_000;

interface Listed {
  unitId: string;
  name: Name;
  group: string | null;
}
interface Ranked {
  rows: { unitId: string; group: string; rank: number | null }[];
  unranked: { unitId: string; group: string; reason: string }[];
}

const { json, text } = webWorld('illustrative');
let listed: Listed[];
let ranking: Ranked;
let twelve: string[];

beforeAll(async () => {
  const known = await json<{ units: Listed[] }>(`/api/v1/units?period=${PERIOD}`);
  listed = known.units.filter(({ group }) => group !== null);
  ranking = await json<Ranked>(`/api/v1/rankings/share_l4?period=${PERIOD}`);
  twelve = listed.slice(3, 15).map(({ unitId }) => unitId);
}, SLOW_MS);

const at = (language: Language, path: string): string => (language === 'en' ? '/en' : '') + path;

/** Whom words may mean, as the search of the API answers, those chosen left out. */
async function meantBy(typed: string, chosen: readonly string[]): Promise<Listed[]> {
  const { results } = await json<{ results: { path: string }[] }>(
    `/api/v1/search?q=${encodeURIComponent(typed)}&limit=40`,
  );
  return results.flatMap(({ path }) => {
    const unit = listed.find(({ unitId }) => path === `/units/${unitId}`);
    return unit && !chosen.includes(unit.unitId) ? [unit] : [];
  });
}

async function begun(ids: readonly string[], typed: string | null) {
  const named = [...new Set(ids)];
  const units = ids.join(',');
  // The page tells that it leaves out those beyond; the API refuses them.
  const first = named.slice(0, 12).join(',');
  const compared =
    units === ''
      ? { units: [], unknown: [] }
      : await json<Pick<BegunAsked, 'units' | 'unknown'>>(
          `/api/v1/compare?units=${first}&period=${PERIOD}`,
        );
  const words =
    typed === null ? null : { text: typed, meant: await meantBy(typed, named.slice(0, 12)) };
  const asked: BegunAsked = {
    ...{ period: PERIOD, named, typed: words, ranked: ranking.rows },
    ...{ units: compared.units, unknown: compared.unknown },
  };
  const add = typed === null ? '' : `&add=${encodeURIComponent(typed)}`;
  return { path: `/compare?period=${PERIOD}&units=${units}${add}`, asked };
}

describe.each(LANGUAGES)('a comparison that begins (%s)', (language) => {
  it('offers the first of each group, and whom it names', async () => {
    const cases: [ids: string[], typed: string | null][] = [
      [[], null],
      [['xx', 'p-99'], null],
      [['p-26'], null],
      [['p-26', 'p-26', 'xx'], null],
      [['p-26', 'p-68', 'P-68'], null],
      [twelve, null],
      [[...twelve, 'p-96'], null],
      [['xx', ...twelve, 'p-95', 'p-96'], null],
      [['p-26'], 'ha'],
      [[], 'tỉnh'],
      [['p-26'], 'vinh phuc 26 qqq'],
      [twelve, 'ha noi'],
      [[...twelve, 'p-96'], 'hue'],
    ];
    for (const [ids, typed] of cases) {
      const { path, asked } = await begun(ids, typed);
      const page = await text(at(language, path));
      expect(begunFaults(page, asked, language), path).toEqual([]);
    }
  });

  it('is found out where it offers, counts or names another', async () => {
    const read = async (ids: string[], typed: string | null) => {
      const { path, asked } = await begun(ids, typed);
      return { page: await text(at(language, path)), asked };
    };
    const empty = await read([], null);
    const [first = ''] = ranking.rows.filter(({ rank }) => rank === 2).map((row) => row.unitId);
    const over = await read([...twelve, 'p-96'], null);
    const typed = await read(['p-26', 'xx'], 'ha');
    const full = await read(twelve, 'ha noi');
    const ready = { vi: ['5 đơn vị dẫn', '6 đơn vị dẫn'], en: ['The first 5', 'The first 6'] };
    const [five = '', six = ''] = ready[language];
    const copies: [{ page: string; asked: BegunAsked }, said: string, other: string][] = [
      [empty, `${first}%2C`, 'p-99%2C'],
      [empty, five, six],
      [over, ' 13 ', ' 14 '],
      [over, encodeURIComponent(`${twelve[1]},`), ''],
      [typed, 'xx.', 'xy.'],
      [typed, 'p-26%2Cp-01"', 'p-26%2Cp-02"'],
      [typed, ' · ', ' '],
      [typed, '“ha”', '“hà”'],
      [full, '12 ', '11 '],
    ];
    for (const [{ page, asked }, said, other] of copies) {
      expect(page).toContain(said);
      const copy = page.replaceAll(said, other);
      expect(begunFaults(copy, asked, language), said).not.toEqual([]);
    }
  });

  it('is led to from a ranking, with those of its units that are pinned', async () => {
    const ids = ranking.rows.filter(({ group }) => group === 'provinces').map((row) => row.unitId);
    const silent = ranking.unranked.filter(({ group }) => group === 'provinces');
    const cases: [pins: string[], expected: string[]][] = [
      [ids.slice(0, 3), ids.slice(0, 3)],
      [
        [...ids.slice(0, 2), ...silent.map(({ unitId }) => unitId)],
        [...ids.slice(0, 2), ...silent.map(({ unitId }) => unitId)],
      ],
      [['p25-33', ...ids.slice(0, 2), ...ids.slice(0, 2)], ids.slice(0, 2)],
      [ids.slice(0, 20), ids.slice(0, 12)],
      [ids.slice(0, 1), []],
      [[...ids.slice(0, 1), 'm-btp'], []],
    ];
    for (const [pins, expected] of cases) {
      const query = pins.map((pin) => `&pin=${pin}`).join('');
      const path = `/rankings/provinces/share_l4?period=${PERIOD}${query}`;
      const page = await text(at(language, path));
      expect(pinnedFaults(page, expected, language), path).toEqual([]);
      expect(pinnedFaults(page, [...expected, 'p-26', 'p-99'], language)).not.toEqual([]);
    }
  });
});
