// What pages say of a course across the day on which measures changed, as a reader without scripts meets it,
// held against what the API answers on both sides. Shares no code with the pages.
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFullPart } from '../../jobs/demo-bridge.ts';
import { jobContext } from '../helpers/job-context.ts';
import { webWorld } from '../helpers/worlds.ts';
import { bridgeFaults, type AcrossBreak } from './sentences/bridge.ts';
import type { Ranking } from './sentences/facts.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import {
  LATER,
  successorSectionFaults,
  successorTopFaults,
  type Succeeded,
} from './sentences/unit-successor.ts';

const web = webWorld('illustrative');
const { json, text } = web;
const SLOW_MS = 600_000;

beforeAll(() => loadFullPart(jobContext(web.db, '2026-02-01T00:00:00Z')), SLOW_MS);

const acrossOf = (id: string) => json<AcrossBreak>(`/api/v1/units/${id}/bridge`);
const pageOf = (id: string, language: Language) =>
  text(`${language === 'en' ? '/en' : ''}${id === 'vn' ? '/nation' : `/units/${id}`}`);

describe('the course across the break', () => {
  it(
    'is told of the nation and of every unit of today, with both sides or not at all',
    async () => {
      const { units } = await json<{ units: { unitId: string; group: string | null }[] }>(
        '/api/v1/units?period=2025-Q4',
      );
      const ids = ['vn', ...units.filter(({ group }) => group).map(({ unitId }) => unitId)];
      let [both, summed] = [0, 0];
      for (const [at, id] of ids.entries()) {
        const facts = await acrossOf(id);
        both += Number(facts.before !== null);
        summed += Number(facts.before?.summedOverParts ?? false);
        const language = LANGUAGES[at % 2] ?? 'vi';
        expect(bridgeFaults(sectionsOf(await pageOf(id, language)), facts, language), id).toEqual(
          [],
        );
      }
      expect(both).toBeGreaterThan(30);
      expect(summed).toBeGreaterThan(10);
      expect(summed).toBeLessThan(both);
    },
    SLOW_MS,
  );

  it.each(['vn', 'p25-33'])('names in its file the release of every row (%s)', async (id) => {
    const { releases } = await json<{ releases: Record<'id' | 'period' | 'series', string>[] }>(
      '/api/v1/releases',
    );
    const { before, after } = await acrossOf(id);
    const sides = [
      { series: 'dvc', points: before?.points ?? [] },
      { series: LATER.series, points: after?.points ?? [] },
    ];
    const wanted = sides.flatMap(({ series, points }) =>
      points.map(
        ({ period }) =>
          releases.find((each) => each.series === series && each.period === period)?.id,
      ),
    );
    const file = await text(`/charts/bridge.csv?unit=${id}`);
    const told = parse<{ release: string }>(file, { columns: true, bom: true });
    expect(told.map(({ release }) => release)).toEqual(wanted);
    expect(new Set(wanted).size).toBeGreaterThan(10);
  });

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    for (const id of ['vn', 'p25-33']) {
      const facts = await acrossOf(id);
      const page = await pageOf(id, language);
      const faultsIn = (copy: string) => bridgeFaults(sectionsOf(copy), facts, language);
      expect(faultsIn(page)).toEqual([]);
      const head = page.search(/(?:Đổi cách đo từ ngày|Measured otherwise since) 24/);
      const end = page.indexOf('</table>', head);
      // Neither a drawing nor links to files.
      const copies = [
        ...page.slice(head, end).matchAll(/(?<!<(?:text|tspan|title)\b[^<>]*)>[^<>]*\d[^<>]*</g),
      ]
        .filter(({ 0: said }) => /%|\d\/\d|Q[1-4] |[Qq]uý/.test(said))
        .flatMap(({ 0: said, index }) =>
          [...said.matchAll(/(?<!mức độ |level |số |Decree |42\/)\d+/g)].map(
            ({ 0: number, index: inside }) => {
              const place = head + index + inside + number.length - 1;
              const other = String((Number(page[place]) + 3) % 10);
              const copy = page.slice(0, place) + other + page.slice(place + 1);
              return [`${said} at ${inside}`, copy] as const;
            },
          ),
        );
      expect(copies.length).toBeGreaterThan(20);
      const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    }
  });
});

/** Quarters of the later series, oldest first. */
const QUARTERS = ['2025-Q3', '2025-Q4'];
const rankedIn = new Map<string, Promise<number>>();
/** How many of a group have a rank; asked for once. */
function rankedOf(group: string, period: string): Promise<number> {
  const path = `/api/v1/rankings/${LATER.measure}?series=${LATER.series}&period=${period}&group=${group}`;
  const asked =
    rankedIn.get(path) ??
    json<Ranking>(path).then(({ rows }) => rows.filter(({ rank }) => rank !== null).length);
  rankedIn.set(path, asked);
  return asked;
}

/** The last quarter with a level-4 figure of a unit; in the illustrative ones nobody ends with a silent quarter. */
async function latestOf(id: string): Promise<string | null> {
  const { release, figures } = await json<Succeeded>(`/api/v1/units/${id}`);
  const figure = figures.find(({ measure }) => measure === 'share_l4');
  return figure?.value == null ? null : (release?.period ?? null);
}

describe('a unit that only the later series holds', () => {
  it.each(LANGUAGES)('is told by its place there, in %s', async (language) => {
    // One formed since of each kind, and one that was always there, of a quarter that only this series has.
    for (const id of ['p25-33', 'm-btc-2025', 'p-01']) {
      for (const period of QUARTERS) {
        const unit = await json<Succeeded>(
          `/api/v1/units/${id}?series=${LATER.series}&period=${period}`,
        );
        const page = await text(`${language === 'en' ? '/en' : ''}/units/${id}?period=${period}`);
        const ranked = await rankedOf(unit.group ?? '', period);
        const before = QUARTERS[QUARTERS.indexOf(period) - 1] ?? null;
        const top = topOf(page);
        const latest = await latestOf(id);
        const faultsIn = (copy: typeof top) =>
          successorTopFaults(copy, unit, { before, ranked, latest }, language);
        expect(faultsIn(top), `${id} ${period}`).toEqual([]);
        expect(successorSectionFaults(sectionsOf(page), unit, language)).toEqual([]);
        const other = { ...unit, release: { period: '2024-Q1', illustrative: true } };
        expect(successorSectionFaults(sectionsOf(page), other, language)).not.toEqual([]);
        for (const [part, said] of Object.entries(top)) {
          for (const { 0: digit, index } of said.matchAll(/\d(?!\d|[.,]\d)/g)) {
            const other = String((Number(digit) + 3) % 10);
            const copy = said.slice(0, index) + other + said.slice(index + 1);
            expect(faultsIn({ ...top, [part]: copy }), copy).not.toEqual([]);
          }
        }
      }
    }
  });
});
