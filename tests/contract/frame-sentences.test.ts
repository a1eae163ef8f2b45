// What stands around a page: the line of its release, how it is cited, and why it had been held. Of all twelve
// quarters and of one that was released again, held against the list of releases that the API answers.
import { beforeAll, describe, expect, it } from 'vitest';
import { REVISED } from '../helpers/seed-revision.ts';
import { explainedWorld } from './explained.ts';
import { frameFaults, type Framed, type Head } from './sentences/frame.ts';
import type { NationRow } from './sentences/nation-facts.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';
import { PERIODS } from './sentences/world.ts';

const world = explainedWorld();
const { json, text } = world;
const PATH = '/rankings/provinces/share_l4';

let heads: Head[];
beforeAll(async () => {
  ({ releases: heads } = await json<{ releases: Head[] }>('/api/v1/releases?series=dvc'));
});

interface Told {
  rows: NationRow[];
  unranked: { reason: string | null }[];
}

/** A page and what must stand around it; @param query what asks for the release */
async function framedBy(query: string, head: Head, language: Language) {
  const asked = `/api/v1/rankings/share_l4?release=${head.id}&group=provinces`;
  const { rows, unranked } = await json<Told>(asked);
  const due = unranked.filter(({ reason }) => reason !== 'not-applicable').length;
  const path = (language === 'en' ? '/en' : '') + PATH;
  const framed: Framed = {
    ...{ head, heads, reporting: { counted: rows.length, expected: rows.length + due } },
    url: `${world.origin}${path}?release=${head.id}`,
  };
  return { page: await text(`${path}?${query}`), framed };
}

const headOf = (period: string, number: number): Head => {
  const head = heads.find((each) => each.period === period && each.number === number);
  if (!head) throw new Error(`no release ${number} of ${period}`);
  return head;
};

describe('what stands around a page', () => {
  it.each(PERIODS)('says which release it shows: %s', async (period) => {
    const language = LANGUAGES[PERIODS.indexOf(period) % 2] ?? 'vi';
    const head = heads.find((each) => each.period === period && each.current);
    if (!head) throw new Error(`nothing of ${period}`);
    const { page, framed } = await framedBy(`period=${period}`, head, language);
    expect(frameFaults(page, framed, false, language)).toEqual([]);
  });

  it.each(LANGUAGES)('names the one before and the one after (%s)', async (language) => {
    const [first, second] = [1, 2].map((number) => headOf(REVISED.period, number));
    if (!first || !second) throw new Error('two releases');
    for (const head of [first, second]) {
      const { page, framed } = await framedBy(`release=${head.id}`, head, language);
      expect(frameFaults(page, framed, false, language)).toEqual([]);
      const other = head === first ? second : first;
      const later = (each: Head) => ({ ...each, releasedAt: '2021-06-03T02:00:00Z' });
      const copies: Framed[] = [
        { ...framed, head: other },
        { ...framed, heads: heads.map((each) => (each.id === other.id ? later(each) : each)) },
        { ...framed, heads: heads.filter(({ id }) => id !== other.id) },
        { ...framed, heads: heads.filter(({ period }) => period !== '2019-Q4') },
        { ...framed, head: { ...head, hash: head.hash.replace(/.$/, 'x') } },
        { ...framed, reporting: { ...framed.reporting, expected: 62 } },
        { ...framed, url: `${framed.url}0` },
      ];
      const faults = copies.map((copy) => frameFaults(page, copy, false, language).length);
      expect(faults).not.toContain(0);
    }
  });

  it.each(LANGUAGES)(
    'says why a release was held, and that it was let through (%s)',
    async (language) => {
      const head = heads.find(({ letThrough }) => letThrough !== null);
      const [found] = head?.letThrough?.found ?? [];
      if (!head?.letThrough || !found) throw new Error('one was held');
      const { page, framed } = await framedBy(`period=${head.period}`, head, language);
      expect(frameFaults(page, framed, false, language)).toEqual([]);
      const sumIn = async (period: string) => {
        const path = `/api/v1/rankings/share_l4_with_dossiers?period=${period}&group=${found.group}`;
        const { rows } = await json<Told>(path);
        return rows.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0);
      };
      // What was counted, and what it was compared with, are what the releases say.
      expect(await Promise.all([head.period, '2020-Q3'].map(sumIn))).toEqual([
        found.counted,
        found.compared,
      ]);
      const { letThrough } = head;
      const others = [
        null,
        { ...letThrough, reason: 'x' },
        ...[
          { counted: 1 },
          { compared: found.compared + 1 },
          { limit: 2 },
          { group: 'ministries' },
        ].map((wrong) => ({ ...letThrough, found: [{ ...found, ...wrong }] })),
      ];
      const faults = others.map((other) => {
        const copy = { ...framed, head: { ...head, letThrough: other } };
        return frameFaults(page, copy, false, language).length;
      });
      expect(faults).not.toContain(0);
    },
  );

  it.each(LANGUAGES)('cites a reader’s own weights as no release (%s)', async (language) => {
    const period = '2020-Q1';
    const head = headOf(period, 1);
    const { framed } = await framedBy(`period=${period}`, head, language);
    const path = `${language === 'en' ? '/en' : ''}/rankings/provinces/tiendo:tiendo`;
    const tried = 'w.use=60&w-draws=100';
    const index = await json<Told>(
      `/api/v1/rankings/tiendo:tiendo?period=${period}&group=provinces`,
    );
    const own: Framed = {
      ...framed,
      reporting: { ...framed.reporting, counted: index.rows.length },
      url: `${world.origin}${path}?${tried}&release=${head.id}`,
    };
    const page = await text(`${path}?period=${period}&${tried}`);
    expect(frameFaults(page, own, true, language)).toEqual([]);
    expect(frameFaults(page, own, false, language)).not.toEqual([]);
    const released = { ...own, url: `${world.origin}${path}?release=${head.id}` };
    const plain = await text(`${path}?period=${period}`);
    expect(frameFaults(plain, released, false, language)).toEqual([]);
    expect(frameFaults(plain, released, true, language)).not.toEqual([]);
  });
});
