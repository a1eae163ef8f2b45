// Every sentence on the page of sources and every row of its table, as a reader without scripts meets them,
// held against the sources, units and rankings of the API: of all twelve quarters, and however sources stand.
// Shares no code with the page.
import { beforeAll, describe, expect, it } from 'vitest';
import { unitId } from '#lib/domain/unit.ts';
import { claimSlot } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { seedSources } from '../helpers/seed-sources.ts';
import { smallSource } from '../helpers/small-portal.ts';
import { webWorld } from '../helpers/worlds.ts';
import { CODE, type World } from './sentences/nation-facts.ts';
import { sourceRowFaults, stripsOf, type RowSource } from './sentences/source-rows.ts';
import { sourcesFaults, type ListedUnit } from './sentences/sources.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { PERIODS, readWorld } from './sentences/world.ts';

const web = webWorld('illustrative');
const { json, text } = web;
const SLOW_MS = 600_000;
/** When the last schedule that is over ended. */
const ENDED_AT = '2020-10-14T23:00:00.000Z';
/** As the scheduler would note it. */
const LOOKED_AT = '2020-10-19T01:30:00.000Z';

let world: World;
beforeAll(async () => {
  await seedSources(web.db);
  world = await readWorld(web, ({ code }) => code === CODE);
}, SLOW_MS);

const factsOf = async (period: string, lookedAt: string | null) => ({
  ...(await json<{ sources: RowSource[] }>('/api/v1/sources')),
  ...(await json<{ units: ListedUnit[] }>(`/api/v1/units?period=${period}`)),
  ...{ world, period, lookedAt },
});
const pageOf = (period: string, language: Language) =>
  text(`${language === 'en' ? '/en' : ''}/sources?period=${period}`);
const faultsOf = (
  page: string,
  facts: Awaited<ReturnType<typeof factsOf>>,
  language: Language,
): string[] => sourcesFaults(topOf(page), sectionsOf(page), facts, language);

/** What is wrong with the rows of the table. */
function rowFaults(page: string, sources: readonly RowSource[], language: Language): string[] {
  const table = sectionsOf(page).find(({ heading }) => TABLE.test(heading));
  const read = { rows: table?.rows ?? [], strips: stripsOf(page) };
  return sourceRowFaults(read, sources, { now: new Date().toISOString(), end: ENDED_AT }, language);
}
const TABLE = /^(?:Nguồn được hỏi và nguồn tự gửi|Sources that are asked or push)/;

describe('the page of sources', () => {
  it.each(PERIODS)('says who is covered and who is silent: %s', async (period) => {
    const language = LANGUAGES[PERIODS.indexOf(period) % 2] ?? 'vi';
    const facts = await factsOf(period, null);
    expect(faultsOf(await pageOf(period, language), facts, language)).toEqual([]);
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const facts = await factsOf('2020-Q2', null);
    const page = await pageOf('2020-Q2', language);
    expect(faultsOf(page, facts, language)).toEqual([]);
    const [start, end] = [page.indexOf('<h1'), page.indexOf('<form', page.indexOf('<h1'))];
    const reports = /báo cáo|chưa gửi|reports?\b|not yet sent/i;
    const copies = [...page.slice(start, end).matchAll(/>[^<>]*\d[^<>]*</g)]
      .filter(({ 0: said }) => !reports.test(said))
      .flatMap(({ 0: said, index }) =>
        [...said.matchAll(/(?<!mức độ |level-)\d+/g)].map(({ 0: number, index: inside }) => {
          const place = start + index + inside + number.length - 1;
          const other = String((Number(page[place]) + 3) % 10);
          const copy = page.slice(0, place) + other + page.slice(place + 1);
          return [`${said} at ${inside}`, copy] as const;
        }),
      );
    expect(copies.length).toBeGreaterThan(20);
    const unnoticed = copies.filter(([, copy]) => faultsOf(copy, facts, language).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
  });

  it.each(LANGUAGES)(
    'is found out where a word or number of a row is another (%s)',
    async (language) => {
      const { sources } = await factsOf('2020-Q2', null);
      const page = await pageOf('2020-Q2', language);
      expect(rowFaults(page, sources, language)).toEqual([]);
      const start = page.indexOf(
        '<tbody',
        page.search(/<h2[^>]*>(?:Nguồn được hỏi|Sources that are)/),
      );
      const table = page.slice(start, page.indexOf('</table>', start));
      const copies = [
        ...table.matchAll(/(?<=>|aria-label=")[^<>"]*\p{L}[^<>"]*(?=[<"])/gu),
      ].flatMap(({ 0: said, index }) =>
        [...said.matchAll(/\d+|\p{L}+/gu)].map(({ 0: word, index: inside }) => {
          const from = start + index + inside;
          const other = /\d/.test(word)
            ? word.slice(0, -1) + String((Number(word.at(-1)) + 3) % 10)
            : `${word}x`;
          return [said, page.slice(0, from) + other + page.slice(from + word.length)] as const;
        }),
      );
      expect(copies.length).toBeGreaterThan(60);
      const unnoticed = copies.filter(
        ([, copy]) => rowFaults(copy, sources, language).length === 0,
      );
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    },
  );

  it('says how sources stand: faults, let go, left, to be tried, unknown, all well', async () => {
    const { db } = web;
    const seen = new Set<string>();
    const stands = async (lookedAt: string | null = null) => {
      const facts = await factsOf('2020-Q4', lookedAt);
      for (const { standing } of facts.sources) seen.add(standing);
      for (const language of LANGUAGES) {
        const page = await pageOf('2020-Q4', language);
        expect(faultsOf(page, facts, language)).toEqual([]);
        expect(rowFaults(page, facts.sources, language)).toEqual([]);
        const [one, ...rest] = facts.sources;
        const standing = one?.standing === 'paused' ? 'unknown' : 'paused';
        const other = { ...facts, sources: one ? [{ ...one, standing }, ...rest] : [] };
        expect(faultsOf(page, other, language)).not.toEqual([]);
      }
    };
    await stands();
    await db.sql`insert into scheduler_look (timer, at) values ('gathering', ${LOOKED_AT})`;
    await db.sql`update source_incident set closed_at = ${LOOKED_AT}, ended_by = 'schedule-over'`;
    await stands(LOOKED_AT);
    const later = smallSource('portal-later', 'p-01', 'http://127.0.0.1:9', {
      firstSlot: '2990-04-15T06:00+07:00',
    });
    await upsertSources(db, [later]);
    await stands(LOOKED_AT);
    const asOf = new Date(LOOKED_AT);
    const slot = { job: 'gather', sourceId: later.id, unitId: unitId('p-01') } as const;
    await claimSlot(
      db,
      { ...slot, slotAt: asOf, period: '2020-Q3', trigger: 'manual' },
      { asOf, dueBy: asOf, leaseMs: 60_000 },
    );
    const ways = [
      ['skipped', null],
      ['waiting', null],
      ['waiting', 'timeout'],
    ] as const;
    for (const [state, error] of ways) {
      await db.sql`
        update job_run set state = ${state}, error_code = ${error} where source_id = ${later.id}`;
      await stands(LOOKED_AT);
    }
    await db.sql`update source set active = false where id <> 'portal-p-68'`;
    await stands(LOOKED_AT);
    expect([...seen]).toEqual(
      expect.arrayContaining(['down', 'overdue', 'paused', 'well', 'let-go', 'trying', 'unknown']),
    );
  });
});
