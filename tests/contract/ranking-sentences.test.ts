// Every sentence below a ranking, of all twelve quarters, held against what the API answers. Shares no code
// with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { before, CODE, NATION, rankingIn, type World } from './sentences/nation-facts.ts';
import {
  changedFaults,
  isSought,
  nearFaults,
  soughtFaults,
  soughtPieces,
  type NearAsked,
  type RankedRow,
} from './sentences/ranked-now.ts';
import { barHeadFaults, gapHeadFaults, scaleFaults } from './sentences/ranking-heads.ts';
import { rankingRowFaults } from './sentences/ranking-rows.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';
import { PERIODS, readWorld } from './sentences/world.ts';

const { json, text } = webWorld('illustrative');
let world: World;

/** The shares that are read, and what each counts. */
const NOUNS: Record<string, Record<Language, string>> = {
  [CODE]: { vi: 'dịch vụ', en: 'services' },
  dossiers_online_all: { vi: 'hồ sơ', en: 'dossiers' },
  docs_electronic: { vi: 'văn bản', en: 'documents' },
};
const INDEX = 'tiendo:tiendo';

beforeAll(async () => {
  world = await readWorld({ json }, ({ code }) => code in NOUNS);
});

interface Asked {
  code: string;
  group: string;
  period: string;
}
const pageOf = ({ code, group, period }: Asked, language: Language, more = '') =>
  text(`${language === 'en' ? '/en' : ''}/rankings/${group}/${code}?period=${period}${more}`);
const languageOf = (period: string, at: number): Language =>
  LANGUAGES[(PERIODS.indexOf(period) + at) % 2] ?? 'vi';
/** Whom a group ranks in a quarter; nobody where there is none. */
const rankedIn = ({ code, group }: Asked, period: string | null) =>
  period === null
    ? []
    : rankingIn(world, period, code).rows.filter((row) => row.group === group && row.rank !== null);
/** With the indicator by which bars have a head. */
function headed({ code, ...asked }: Asked) {
  const indicator = world.indicators.find((each) => each.code === code);
  if (!indicator) throw new Error(`${code} is not planned`);
  return { ...asked, indicator };
}
const altered = (page: string, place: number): string =>
  page.slice(0, place) + String((Number(page[place]) + 3) % 10) + page.slice(place + 1);

describe('whom a ranking ranks now and did not before', () => {
  it.each(PERIODS)('is counted and named in %s, and nobody else is', async (period) => {
    for (const [at, code] of Object.keys(NOUNS).entries()) {
      for (const [turn, group] of NATION.entries()) {
        const language = languageOf(period, at + turn);
        const asked = { code, group, period };
        const ranked = [rankedIn(asked, period), rankedIn(asked, before(world, period))] as const;
        const page = await pageOf(asked, language);
        expect(changedFaults(page, ranked, language), `${code} ${group}`).toEqual([]);
        expect(barHeadFaults(page, headed(asked), language), `${code} ${group}`).toEqual([]);
      }
    }
  });

  it.each(LANGUAGES)('is found out where a number or a name is altered (%s)', async (language) => {
    const asked = { code: CODE, group: 'provinces', period: '2020-Q3' };
    const ranked = [rankedIn(asked, '2020-Q3'), rankedIn(asked, '2020-Q2')] as const;
    const page = await pageOf(asked, language);
    const start = page.search(/>\* (?:Kỳ|\d)/);
    const note = page.slice(start, page.indexOf('</p>', start));
    const numbers = [...note.matchAll(/\d+/g)].map(({ 0: said, index }) =>
      altered(page, start + index + said.length - 1),
    );
    const copies = [
      ...numbers,
      page.replace(note, note.replace(/(?<=\([^)]*)\p{Ll}(?=\))/u, '')),
      page.replace(note, note.replace(/ \([^)]*\)/, '')),
      page.replace(note, '>'),
      page.replaceAll(/(?<=giảm bậc|up or down)\*/g, ''),
    ];
    const unnoticed = copies.map((copy) => changedFaults(copy, ranked, language).length === 0);
    expect(unnoticed).toEqual(Array.from({ length: 6 }, () => false));
  });
});

describe('the rows of a ranking', () => {
  const states = ['', 'behind', 'on_track', 'met'];
  const askedIn = (period: string) => {
    const at = PERIODS.indexOf(period);
    const group = NATION[at % 2] ?? '';
    const state = states[at % states.length] ?? '';
    const has = rankedIn({ code: CODE, group, period }, period).some(
      ({ targetState }) => targetState === state,
    );
    return { code: CODE, group, period, state: has ? state : undefined };
  };

  it.each(PERIODS)('say since when who is behind, and whence it came, in %s', async (period) => {
    const asked = askedIn(period);
    const language = languageOf(period, 1);
    const page = await pageOf(asked, language, asked.state ? `&state=${asked.state}` : '');
    expect(rankingRowFaults(page, world, asked, language), JSON.stringify(asked)).toEqual([]);
  });

  it.each(LANGUAGES)(
    'are found out where a period or the note is another (%s)',
    async (language) => {
      const asked = { code: CODE, group: 'provinces', period: '2020-Q3' };
      const page = await pageOf(asked, language);
      expect(rankingRowFaults(page, world, asked, language)).toEqual([]);
      const notes = {
        vi: '† Đã chậm ngay từ kỳ đầu tiên được công bố ở đây, có thể từ trước đó.',
        en: '† Behind in the first period published here already, perhaps for longer.',
      };
      const body = page.indexOf('<tbody');
      const inRows = (digits: RegExp) =>
        [...page.matchAll(digits)].filter(({ index }) => index > body).slice(0, 6);
      const labels = inRows(/(?<=<svg\b[^>]*aria-label="(?:Từ|From) [^"]*)\d(?=[^\d"]*")/g);
      const since = inRows(/(?<=>(?:Quý [IV]+\/|Q\d )\d{3})\d(?=†?<)/g);
      expect(labels.length + since.length).toBeGreaterThan(8);
      const copies = [
        ...[...labels, ...since].map(({ index }) => altered(page, index)),
        // Who was behind already in the first quarter has a mark, and nobody here was.
        page.replace('</table>', `</table><p>${notes[language]}</p>`),
      ];
      const unnoticed = copies.map(
        (copy) => rankingRowFaults(copy, world, asked, language).length === 0,
      );
      expect(unnoticed).not.toContain(true);
    },
  );
});

describe('the leaders and neighbours of a unit', () => {
  const rowsOf = async ({ code, group, period }: Asked) =>
    (await json<{ rows: RankedRow[] }>(`/api/v1/rankings/${code}?period=${period}&group=${group}`))
      .rows;
  const askedOf = (code: string, rows: RankedRow[], own: RankedRow, language: Language) => {
    const noun = NOUNS[code]?.[language] ?? null;
    return { own, rows, noun, scale: noun === null ? 1 : 100 } satisfies NearAsked;
  };

  it.each(PERIODS)('are shown with how far it is from each, in %s', async (period) => {
    for (const [at, code] of [...Object.keys(NOUNS), INDEX].entries()) {
      const group = NATION[(PERIODS.indexOf(period) + at) % 2] ?? '';
      const rows = await rowsOf({ code, group, period });
      // The first and the last of all, too.
      const place = [0, rows.length - 1, 5, Math.floor(rows.length / 2)][
        (PERIODS.indexOf(period) + at) % 4
      ];
      const own = rows[place ?? 0];
      if (!own) continue;
      const language = languageOf(period, at);
      const page = await pageOf({ code, group, period }, language, `&near=${own.unitId}`);
      const which = `${code} ${group} ${own.unitId}`;
      const near = askedOf(code, rows, own, language);
      expect(nearFaults(page, near, language), which).toEqual([]);
      expect(gapHeadFaults(page, near, language), which).toEqual([]);
      // A share gives its room to the gaps.
      if (code !== INDEX) continue;
      const scores = rows.map(({ score }) => score);
      expect(scaleFaults(page, scores, language), which).toEqual([]);
    }
  });

  it.each(LANGUAGES)(
    'have heads that are found out where they are altered (%s)',
    async (language) => {
      const asked = { code: CODE, group: 'provinces', period: '2020-Q3' };
      const heads = /(?<=So với chỉ tiêu |Against the target of |(?:Thang|Scale) 0–)\d+/g;
      const plain = await pageOf(asked, language);
      for (const copy of [
        plain.replaceAll(heads, '77'),
        plain.replaceAll(/(?:So với|Against)/g, ''),
      ]) {
        expect(copy).not.toBe(plain);
        expect(barHeadFaults(copy, headed(asked), language)).not.toEqual([]);
      }
      const rows = await rowsOf({ ...asked, code: INDEX });
      const [own, other] = [rows[20], rows[21]];
      if (!own || !other) throw new Error('nobody stands there');
      const page = await pageOf({ ...asked, code: INDEX }, language, `&near=${own.unitId}`);
      const scores = rows.map(({ score }) => score);
      expect(scaleFaults(page.replaceAll(heads, '777'), scores, language)).not.toEqual([]);
      expect(gapHeadFaults(page, { own: other, noun: null }, language)).not.toEqual([]);
      expect(gapHeadFaults(page, { own, noun: 'services' }, language)).not.toEqual([]);
    },
  );

  it.each(LANGUAGES)('are found out where a gap or the note is altered (%s)', async (language) => {
    for (const code of [CODE, INDEX]) {
      const asked = { code, group: 'provinces', period: '2020-Q3' };
      const rows = await rowsOf(asked);
      const own = rows[20];
      if (!own) throw new Error('nobody stands there');
      const near = askedOf(code, rows, own, language);
      const page = await pageOf(asked, language, `&near=${own.unitId}`);
      expect(nearFaults(page, near, language)).toEqual([]);
      const gaps = { vi: /(?<=(?:kém|hơn) [\d.,]*)\d(?=<)/g, en: /\d(?= (?:behind|ahead)<)/g };
      const copies = [...page.matchAll(gaps[language])].map(({ index }) => altered(page, index));
      expect(copies.length).toBe(9);
      const noted = page.replace(/(Ba đơn vị đầu|The first three)(.*?)<\/p>/s, '$1</p>');
      for (const copy of [...copies, noted]) {
        expect(nearFaults(copy, near, language)).not.toEqual([]);
      }
    }
  });
});

describe('who is sought and has no rank', () => {
  it.each([CODE, 'dossiers_online_all'])(
    'is said to stand below, in each quarter: %s',
    async (code) => {
      const seen: number[] = [];
      for (const period of PERIODS) {
        const { rows, unranked } = rankingIn(world, period, code);
        for (const [at, group] of NATION.entries()) {
          const own = rows.filter((unit) => unit.group === group);
          const silent = unranked.filter((unit) => unit.group === group);
          const language = languageOf(period, at);
          const [sought] = soughtPieces(own, silent);
          for (const piece of [...(sought === undefined ? [] : [sought]), 'Zwz']) {
            const page = await pageOf({ code, group, period }, language, `&q=${piece}`);
            expect(soughtFaults(page, silent, piece, language), `${period} ${piece}`).toEqual([]);
            const other = page.replace(/(?<=có |the ranking; )\d(?= (?:đơn vị ở|unit))/, '9');
            expect(soughtFaults(other, silent, piece, language).length > 0).toBe(piece === sought);
          }
          if (sought) seen.push(silent.filter((unit) => isSought(unit, sought)).length);
        }
      }
      expect(seen.length).toBeGreaterThan(4);
    },
  );
});
