// What a ranking says of a trial of other weights, held against scores and ranks that are worked out here
// from the parts of the index as the API gives them. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { GAPPED, seedGapped } from './seed-gapped.ts';
import type { Name } from './sentences/facts.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';
import { trialFaults, type Attempt, type Part, type Weighed } from './sentences/trial.ts';
import { PERIODS } from './sentences/world.ts';

const SLOW_MS = 300_000;
/** Intervals, which are not read here, are drawn as seldom as may be. */
const FEW_DRAWS = 'w-draws=100';

const illustrative = webWorld('illustrative');
const gapped = webWorld();

interface Scored {
  rows: { unitId: string; name: Name; score: number; rank: number | null }[];
}
type Json = typeof gapped.json;

/** Whom an index ranks, with what each part gives them. */
async function weighedIn(
  json: Json,
  { index, parts, query }: { index: string; parts: readonly Part[]; query: string },
): Promise<Weighed[]> {
  const series = index.split(':')[0] ?? '';
  const read = (measure: string) => json<Scored>(`/api/v1/rankings/${measure}?${query}`);
  const { rows } = await read(index);
  const scores = await Promise.all(parts.map(({ code }) => read(`${series}:${code}`)));
  return rows.map(({ unitId, name, rank }) => ({
    ...{ unitId, name, rank },
    parts: scores.map((part) => part.rows.find((row) => row.unitId === unitId)?.score ?? null),
  }));
}

const queryOf = (parts: readonly Part[], weights: readonly number[]): string =>
  parts.map(({ code }, at) => `w.${code}=${weights[at]}`).join('&');

const pathOf = (path: string, language: Language) => (language === 'en' ? '/en' : '') + path;

/** A page in which one number that is told of the trial is another. */
function* alteredPages(page: string): Generator<[what: string, page: string]> {
  const ends: [from: string, to: string][] = [
    ['<div aria-live="polite"', 'class="src'],
    ['<tbody', '</tr>'],
  ];
  for (const [from, to] of ends) {
    const start = page.indexOf(from);
    const part = page.slice(start, page.indexOf(to, start));
    for (const { index, 0: text } of part.matchAll(/>[^<>]*\d[^<>]*</g)) {
      for (const number of text.matchAll(/\d+/g)) {
        const at = start + index + number.index + number[0].length - 1;
        const other = String((Number(page[at]) + 3) % 10);
        yield [`${text} at ${number.index}`, page.slice(0, at) + other + page.slice(at + 1)];
      }
    }
  }
}

describe('a trial of other weights', () => {
  let parts: Part[];
  beforeAll(async () => {
    const { indices } = await illustrative.json<{
      indices: { nodes: (Part & { parent: string | null })[] }[];
    }>('/api/v1/indicators?series=dvc');
    parts = (indices[0]?.nodes ?? []).filter(({ parent }) => parent === 'tiendo');
  });
  /** By turns nothing changed, a little, and much; one part alone; and what is left without weight. */
  const WEIGHTS = [
    [40, 30, 20, 10],
    [41, 30, 20, 10],
    [10, 30, 60, 10],
    [0, 0, 0, 7],
    [40, 90, 0, 10],
  ];
  async function triedIn(group: string, period: string, weights: readonly number[]) {
    const query = `period=${period}&group=${group}`;
    const units = await weighedIn(illustrative.json, { index: 'tiendo:tiendo', parts, query });
    const asked = `period=${period}&${queryOf(parts, weights)}&${FEW_DRAWS}`;
    const attempt: Attempt = { units, parts, weights, leavesOut: false };
    return { path: `/rankings/${group}/tiendo:tiendo?${asked}`, attempt };
  }

  it.each(PERIODS)(
    'says who leads and who moves: %s',
    async (period) => {
      const turn = PERIODS.indexOf(period);
      for (const [at, weights] of WEIGHTS.entries()) {
        const language = LANGUAGES[(turn + at) % 2] ?? 'vi';
        const group = ['provinces', 'ministries'][(turn + at) % 3 === 0 ? 1 : 0] ?? '';
        const { path, attempt } = await triedIn(group, period, weights);
        const page = await illustrative.text(pathOf(path, language));
        expect(trialFaults(page, attempt, language), path).toEqual([]);
      }
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)(
    'is found out where a number or a leader of it is another (%s)',
    async (language) => {
      const { path, attempt } = await triedIn('provinces', '2020-Q1', [10, 30, 60, 10]);
      const page = await illustrative.text(pathOf(path, language));
      const faultsIn = (copy: string) => trialFaults(copy, attempt, language);
      expect(faultsIn(page)).toEqual([]);
      // Of the table what is tried: the rank and the score, not what was released nor what was drawn.
      const copies = [...alteredPages(page)].filter(
        ([, copy]) =>
          copy.slice(0, page.indexOf('<tbody')) !== page.slice(0, page.indexOf('<tbody')),
      );
      const { path: other } = await triedIn('provinces', '2020-Q1', [41, 30, 20, 10]);
      copies.push(['the trial of other weights', await illustrative.text(pathOf(other, language))]);
      expect(copies.length).toBeGreaterThan(10);
      const unnoticed = copies.filter(([, copy]) => faultsIn(copy).length === 0);
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    },
    SLOW_MS,
  );
});

describe('a trial of an index that somebody lacks a part of', () => {
  beforeAll(() => seedGapped(gapped.db));
  const { series, index, period, parts } = GAPPED;

  it.each(LANGUAGES)(
    'says how many are left without a rank, where they are left out (%s)',
    async (language) => {
      const query = `series=${series}&period=${period}`;
      const units = await weighedIn(gapped.json, { index, parts, query });
      expect(units.filter((unit) => unit.parts.includes(null))).toHaveLength(1);
      for (const weights of [
        [50, 30, 20],
        [10, 30, 60],
      ]) {
        for (const leavesOut of [false, true]) {
          const gaps = leavesOut ? '&w-gaps=exclude_unit' : '&w-gaps=given';
          const asked = `${query}&${queryOf(parts, weights)}${gaps}&${FEW_DRAWS}`;
          const page = await gapped.text(pathOf(`/rankings/provinces/${index}?${asked}`, language));
          const attempt: Attempt = { units, parts, weights, leavesOut };
          expect(trialFaults(page, attempt, language), asked).toEqual([]);
          expect(trialFaults(page, { ...attempt, leavesOut: !leavesOut }, language)).not.toEqual(
            [],
          );
        }
      }
    },
  );
});
