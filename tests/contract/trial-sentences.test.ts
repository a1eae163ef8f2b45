// What a ranking says of a trial of other weights, held against scores and ranks that are worked out here
// from the parts of the index as the API gives them. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { GAPPED, seedGapped } from './seed-gapped.ts';
import type { Name } from './sentences/facts.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';
import { rescaled, trialFaults, type Attempt, type Part, type Weighed } from './sentences/trial.ts';
import {
  intervalFaults,
  weightlessFaults,
  wideIn,
  type IntervalAsked,
} from './sentences/trial-intervals.ts';
import { PERIODS } from './sentences/world.ts';

const SLOW_MS = 300_000;
/** Intervals are drawn as seldom as may be. */
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

interface IndexNode extends Part {
  parent: string | null;
}

/** What each part comes to where the leaves below it are brought to one scale over all that are ranked. */
async function rescaledIn(
  json: Json,
  {
    units,
    parts,
    nodes,
  }: { units: readonly Weighed[]; parts: readonly Part[]; nodes: readonly IndexNode[] },
  { scale, query }: { scale: 'minmax' | 'zscore'; query: string },
): Promise<Weighed[]> {
  const ranked = units.filter(({ rank }) => rank !== null);
  const columns = await Promise.all(
    parts.map(async ({ code }) => {
      const leaves = nodes.filter(({ parent }) => parent === code);
      const all = leaves.reduce((sum, { weight }) => sum + weight, 0);
      const scores = await Promise.all(
        leaves.map(async (leaf) => {
          const { rows } = await json<Scored>(`/api/v1/rankings/tiendo:${leaf.code}?${query}`);
          const own = ranked.map(
            ({ unitId }) => rows.find((row) => row.unitId === unitId)?.score ?? NaN,
          );
          return rescaled(own, scale).map((score) => (score * leaf.weight) / all);
        }),
      );
      return ranked.map((_, at) => scores.reduce((sum, column) => sum + (column[at] ?? NaN), 0));
    }),
  );
  return ranked.map((unit, at) => ({ ...unit, parts: columns.map((each) => each[at] ?? NaN) }));
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

/** Every draw of the product begins with the same seed, which the API tells. */
async function seedTold(): Promise<number> {
  const path = '/api/v1/units/p-26/interval?period=2020-Q1';
  const { draws } = await illustrative.json<{ draws: { seed: number } }>(path);
  return draws.seed;
}

describe('a trial of other weights', () => {
  let parts: Part[];
  let nodes: IndexNode[];
  beforeAll(async () => {
    const { indices } = await illustrative.json<{ indices: { nodes: IndexNode[] }[] }>(
      '/api/v1/indicators?series=dvc',
    );
    nodes = indices[0]?.nodes ?? [];
    parts = nodes.filter(({ parent }) => parent === 'tiendo');
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

  it.each(['minmax', 'zscore'] as const)(
    'says the same of another scale: %s',
    async (scale) => {
      for (const [at, period] of ['2019-Q2', '2020-Q1', '2021-Q3'].entries()) {
        const language = LANGUAGES[at % 2] ?? 'vi';
        const { path, attempt } = await triedIn('provinces', period, [10, 30, 60, 10]);
        const query = `period=${period}&group=provinces`;
        const units = await rescaledIn(
          illustrative.json,
          { units: attempt.units, parts, nodes },
          { scale, query },
        );
        const page = await illustrative.text(pathOf(`${path}&w-scale=${scale}`, language));
        expect(trialFaults(page, { ...attempt, units }, language), path).toEqual([]);
        expect(trialFaults(page, attempt, language)).not.toEqual([]);
      }
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)('gives the very rank where nothing varies (%s)', async (language) => {
    const seed = await seedTold();
    const held: [weights: number[], group: string, move: string][] = [
      [[40, 30, 20, 10], 'provinces', '&w-move=0'],
      [[10, 30, 60, 10], 'ministries', '&w-move=0'],
    ];
    for (const [weights, group, move] of held) {
      const { path, attempt } = await triedIn(group, '2020-Q1', weights);
      const page = await illustrative.text(
        pathOf(`${path}${move}&w-scale=given&w-gaps=given`, language),
      );
      const asked: IntervalAsked = { ...attempt, draws: 100, seed, move: 0 };
      expect(intervalFaults(page, asked, language), path).toEqual([]);
      expect(intervalFaults(page, { ...asked, draws: 101 }, language)).not.toEqual([]);
      expect(intervalFaults(page, { ...asked, weights: [0, 0, 0, 7] }, language)).not.toEqual([]);
      const moving = await illustrative.text(pathOf(`${path}&w-move=60`, language));
      expect(wideIn(moving, attempt, language)).toBeGreaterThan(5);
      expect(intervalFaults(moving, asked, language)).not.toEqual([]);
    }
  });

  it.each(LANGUAGES)('says that something must weigh (%s)', async (language) => {
    const { path } = await triedIn('provinces', '2020-Q1', [0, 0, 0, 0]);
    const [page, released] = await Promise.all([
      illustrative.text(pathOf(path, language)),
      illustrative.text(pathOf('/rankings/provinces/tiendo:tiendo?period=2020-Q1', language)),
    ]);
    expect(weightlessFaults(page, released, language)).toEqual([]);
    expect(weightlessFaults(released, released, language)).not.toEqual([]);
    const { path: other } = await triedIn('provinces', '2020-Q1', [0, 0, 0, 7]);
    const tried = await illustrative.text(pathOf(other, language));
    expect(weightlessFaults(tried, released, language)).not.toEqual([]);
  });

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

  it.each(LANGUAGES)('gives no rank that no weights give (%s)', async (language) => {
    const query = `series=${series}&period=${period}`;
    const units = await weighedIn(gapped.json, { index, parts, query });
    const seed = await seedTold();
    const wide: number[] = [];
    for (const [move, weights] of [0, 20, 60].flatMap((each) =>
      [
        [50, 30, 20],
        [10, 30, 60],
      ].map((tried): [number, number[]] => [each, tried]),
    )) {
      const ways = `&w-move=${move}&w-scale=given&w-gaps=given`;
      const asked = `${query}&${queryOf(parts, weights)}${ways}&${FEW_DRAWS}`;
      const page = await gapped.text(pathOf(`/rankings/provinces/${index}?${asked}`, language));
      const attempt: Attempt = { units, parts, weights, leavesOut: false };
      const drawn: IntervalAsked = { ...attempt, draws: 100, seed, move: move / 100 };
      expect(intervalFaults(page, drawn, language), asked).toEqual([]);
      wide.push(wideIn(page, attempt, language));
    }
    expect(wide.slice(0, 2)).toEqual([0, 0]);
    expect(Math.max(...wide)).toBeGreaterThan(1);
  });

  it.each(LANGUAGES)('ranks nobody where everybody is left out (%s)', async (language) => {
    const query = `series=${series}&period=${GAPPED.lacking}`;
    const units = await weighedIn(gapped.json, { index, parts, query });
    const weights = [10, 30, 60];
    const asked = `${query}&${queryOf(parts, weights)}&w-gaps=exclude_unit&${FEW_DRAWS}`;
    const page = await gapped.text(pathOf(`/rankings/provinces/${index}?${asked}`, language));
    expect(units).toHaveLength(4);
    const attempt: Attempt = { units, parts, weights, leavesOut: true };
    expect(trialFaults(page, attempt, language)).toEqual([]);
    expect(trialFaults(page, { ...attempt, leavesOut: false }, language)).not.toEqual([]);
  });
});
