// Every fault that a source can have, in the table of sources and on the source's own page, as a reader
// meets it, held against the API; and how units that push stand, held against what they sent.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '#lib/server/store/intakes.ts';
import { seedSources } from '../helpers/seed-sources.ts';
import { webWorld } from '../helpers/worlds.ts';
import { ENDED_AT, faultId, PUSHED, pushedId, seedFaults } from './seed-faults.ts';
import type { Name } from './sentences/facts.ts';
import { oneSourceFaults, type OneSource, type Received } from './sentences/one-source.ts';
import { CAUSES } from './sentences/source-causes.ts';
import { sourceRowFaults, stripsOf, type RowSource } from './sentences/source-rows.ts';
import { LANGUAGES, sectionsOf, type Language } from './sentences/text.ts';

const web = webWorld();
/** Runs that are done or let go leave no fault that a reader of sources meets. */
const CODES = [...CAUSES.keys()].filter((code) => code !== 'overtaken' && code !== 'superseded');

let sources: RowSource[];
let names: Map<string, Name>;
let receipts: Map<string, Receipt[]>;
beforeAll(async () => {
  await seedSources(web.db);
  receipts = await seedFaults(web.db, CODES);
  ({ sources } = await web.json<{ sources: RowSource[] }>('/api/v1/sources'));
  const { indicators } = await web.json<{ indicators: { code: string; name: Name }[] }>(
    '/api/v1/indicators',
  );
  names = new Map(indicators.map(({ code, name }) => [code, name]));
});
const pageOf = (path: string, language: Language) =>
  web.text(`${language === 'en' ? '/en' : ''}/sources${path}`);
const clock = () => ({ now: new Date().toISOString(), end: ENDED_AT });

describe('how units that push stand', () => {
  it.each(Object.entries(PUSHED))('%s', (name, { stands, cause }) => {
    const [period, errorCode] = cause ?? [];
    expect(sources.find(({ id }) => id === pushedId(name))).toMatchObject({
      standing: stands,
      cause: cause && { period, errorCode },
    });
  });
});

describe.each(LANGUAGES)('every fault of a source, in %s', (language) => {
  const rowsIn = (page: string) => {
    const table = sectionsOf(page).find(({ heading }) =>
      /^(?:Nguồn được hỏi và nguồn tự gửi|Sources that are asked or push)/.test(heading),
    );
    return { rows: table?.rows ?? [], strips: stripsOf(page) };
  };

  it('is told in its row', async () => {
    const read = rowsIn(await pageOf('', language));
    expect(sourceRowFaults(read, sources, clock(), language)).toEqual([]);
    const others = CODES.map((code) => {
      const other = CODES.find((each) => CAUSES.get(each)?.vi !== CAUSES.get(code)?.vi) ?? '';
      const id = faultId(code);
      return sources.map((source) =>
        source.id === id && source.cause
          ? { ...source, cause: { ...source.cause, errorCode: other } }
          : source,
      );
    });
    const unnoticed = others.filter(
      (changed) => sourceRowFaults(read, changed, clock(), language).length === 0,
    );
    expect(unnoticed).toEqual([]);
  });
});

/** What became of each thing that was pushed, as it must be told; none of them pushed for two periods. */
function receivedOf(id: string): Received[] {
  const name = id.replace(pushedId(''), '');
  const [first, later] = (PUSHED[name]?.sent ?? []).map(({ period, at, became }, place) => ({
    ...{ period, at, number: receipts.get(name)?.[place]?.number ?? '' },
    state: STATES[became] ?? 'returned',
  }));
  return first ? [{ ...first, ...(later && { later }) }] : [];
}
const STATES: Record<string, Received['state']> = {
  ...{ waits: 'checking', 'is-read': 'checking', recorded: 'recorded' },
  'failed:parser-crashed': 'failed',
};
const factsOf = (id: string) => ({ names, clock: clock(), received: receivedOf(id) });

const OWN_PAGES = [
  ...['portal-p-68', 'portal-p-48', 'portal-m-btp', 'portal-m-bnv', 'report-p-01', 'superseded'],
  ...['daily', 'monthly', 'yearly', 'often', 'tries', 'is-asked', faultId('http-503')],
  ...Object.keys(PUSHED).map(pushedId),
];

describe('the page of a source', () => {
  it.each(OWN_PAGES)('says what the API says of %s', async (id) => {
    const told = await web.json<OneSource>(`/api/v1/sources/${id}`);
    const language = LANGUAGES[OWN_PAGES.indexOf(id) % 2] ?? 'vi';
    const page = await pageOf(`/${id}`, language);
    expect(oneSourceFaults(page, told, factsOf(id), language)).toEqual([]);
  });

  it.each(LANGUAGES)(
    'is found out where a word or number of it is another (%s)',
    async (language) => {
      for (const id of ['portal-p-68', pushedId('returned-since')]) {
        const told = await web.json<OneSource>(`/api/v1/sources/${id}`);
        const page = await pageOf(`/${id}`, language);
        const start = page.indexOf('<h1');
        const parts = page.slice(start, page.indexOf('class="legend', start));
        const copies = [
          ...parts.matchAll(/(<(dd|td|th scope="row"|h1)\b[^>]*>)([^<>]*[\p{L}\d])/gu),
        ].map(({ 0: whole, index }) => {
          const place = start + index + whole.length - 1;
          const last = Number(page[place]);
          const other = Number.isNaN(last) ? 'x' : String((last + 3) % 10);
          return [whole, page.slice(0, place) + other + page.slice(place + 1)] as const;
        });
        expect(copies.length).toBeGreaterThan(15);
        const unnoticed = copies.filter(
          ([, copy]) => oneSourceFaults(copy, told, factsOf(id), language).length === 0,
        );
        expect(unnoticed.map(([what]) => what)).toEqual([]);
      }
    },
  );
});
