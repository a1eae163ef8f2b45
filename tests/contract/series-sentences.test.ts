// Every sentence on the overview of a series, as a reader without scripts meets it, held against the rankings
// of the API: bodies of a province, shares without an index, published rankings, and a series in which
// units are level in every way. Shares no code with the pages.
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFullPart } from '../../jobs/demo-bridge.ts';
import { loadPackage, PRODUCT_PACKAGES } from '../../jobs/load-package.ts';
import { jobContext } from '../helpers/job-context.ts';
import { webWorld } from '../helpers/worlds.ts';
import { writeLevelPackage } from './seed-level.ts';
import { bodyTopFaults, type BodyFacts } from './sentences/bodies.ts';
import type { Gap } from './sentences/facts.ts';
import { indexGapFaults, isIndexGapHead } from './sentences/index-gap.ts';
import type { PlannedIndicator } from './sentences/nation-facts.ts';
import { releasesOfSeries, type ReleaseHead } from './sentences/released-rows.ts';
import {
  seriesFaults,
  type SeriesGroup,
  type SeriesMeasure,
  type SeriesRanking,
} from './sentences/series.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const world = webWorld();
const { json, text } = world;
const SLOW_MS = 600_000;

const GROUPS: Record<string, string[]> = {
  'lam-dong-ict': ['departments', 'districts'],
  'dvc-full-part': ['ministries', 'provinces'],
  'it-application-2017': ['provinces'],
  'it-application-2019': ['ministries'],
  level: ['departments'],
};

let folder: string;
let indicators: PlannedIndicator[];
let indices: { code: string; series: string; nodes: Node[] }[];
let releases: ReleaseHead[];
interface Node {
  parent: string | null;
  code: string;
  measure: string;
  indicator: string | null;
  name: { vi: string; en: string };
}

beforeAll(async () => {
  folder = await writeLevelPackage();
  const ctx = jobContext(world.db, '2026-02-01T00:00:00Z');
  const bodies = 'tests/portals/illustrative/bodies-lam-dong';
  for (const path of [...PRODUCT_PACKAGES, bodies, folder]) {
    expect((await loadPackage(ctx, { path })).faults).toEqual([]);
  }
  await loadFullPart(ctx);
  ({ indicators, indices } = await json<{
    indicators: PlannedIndicator[];
    indices: typeof indices;
  }>('/api/v1/indicators'));
  ({ releases } = await json<{ releases: ReleaseHead[] }>('/api/v1/releases'));
}, SLOW_MS);
afterAll(() => rm(folder, { recursive: true }));

describe('the pages of a series', () => {
  const rankingOf = (code: string, group: string, { series, id }: ReleaseHead) =>
    json<SeriesRanking>(`/api/v1/rankings/${code}?series=${series}&group=${group}&release=${id}`);

  /** The root of the index and what stands below it, or the indicators; the first is what ranks. */
  function measuresOf(series: string): Omit<SeriesMeasure, 'ranking'>[] {
    const index = indices.find((each) => each.series === series);
    const own = indicators.filter((each) => each.series === series);
    if (!index) return own.map(({ code, name, measure }) => ({ code, name, measure }));
    const [root, ...nodes] = index.nodes;
    const parts = nodes.filter(({ parent }) => parent === root?.code);
    return [...(root ? [root] : []), ...(parts.length > 1 ? parts : [])].map(
      ({ measure: code, name }) => ({ code, name, measure: 'score' }),
    );
  }

  async function groupOf(release: ReleaseHead, id: string): Promise<SeriesGroup> {
    const { series, period } = release;
    const all = await Promise.all(
      measuresOf(series).map(async (measure) => ({
        ...measure,
        ranking: await rankingOf(measure.code, id, release),
      })),
    );
    const isIndicator = !indices.some((each) => each.series === series);
    const [head, ...parts] = isIndicator
      ? all.filter(({ ranking }) => ranking.rows.some(({ rank }) => rank !== null))
      : all;
    if (!head) throw new Error(`nothing ranks ${id} of ${series}`);
    const past = releasesOfSeries(releases, series)
      .filter((each) => each.period < period)
      .toSorted((a, b) => (a.period < b.period ? 1 : -1));
    const own = indicators.filter((each) => each.series === series);
    const leaves = await Promise.all(own.map(({ code }) => rankingOf(code, id, release)));
    const targets = own.flatMap(({ code, name, measure, targets: asked }, at) =>
      asked
        .filter(({ groups }) => groups.includes(id))
        .map(({ value, due }) => ({
          ...{ code, name, measure, demand: value, due },
          ranking: leaves[at] ?? { rows: [], unranked: [] },
        })),
    );
    return {
      ...{ id, period, head, isIndicator, parts, targets },
      earlier: await Promise.all(past.map((each) => rankingOf(head.code, id, each))),
      reasons: new Map(
        leaves.flatMap(({ unranked = [] }) =>
          unranked.map(({ unitId, reason }): [string, string] => [unitId, reason]),
        ),
      ),
    };
  }

  const pageOf = ({ series, period }: ReleaseHead, language: Language) =>
    text(`${language === 'en' ? '/en' : ''}/series/${series}?period=${period}`);
  const faultsOf = (page: string, groups: readonly SeriesGroup[], language: Language) => {
    const sections = sectionsOf(page);
    return seriesFaults(page, { headline: topOf(page).headline, sections }, groups, language);
  };

  it.each(Object.keys(GROUPS))(
    'says of each group what its rankings say: %s',
    async (series) => {
      for (const [turn, release] of releasesOfSeries(releases, series).entries()) {
        const groups = await Promise.all((GROUPS[series] ?? []).map((id) => groupOf(release, id)));
        for (const language of series === 'level' ? LANGUAGES : [LANGUAGES[turn % 2] ?? 'vi']) {
          const page = await pageOf(release, language);
          expect(faultsOf(page, groups, language), release.period).toEqual([]);
        }
      }
    },
    SLOW_MS,
  );

  it.each(LANGUAGES)('is found out where a number of it is altered (%s)', async (language) => {
    const release = releasesOfSeries(releases, 'lam-dong-ict').find(
      ({ period }) => period === '2020-Q3',
    );
    if (!release) throw new Error('the quarter is released');
    const groups = await Promise.all(
      ['departments', 'districts'].map((id) => groupOf(release, id)),
    );
    const page = await pageOf(release, language);
    expect(faultsOf(page, groups, language)).toEqual([]);
    const [start, end] = [page.indexOf('<h1'), page.indexOf('</main>')];
    const saying = {
      vi: /^>(?:Sở Thông|Thành phố Đà Lạt dẫn|Thấp nhất|Kỳ này xếp|Chưa có kết quả|: chưa báo|tăng|giảm)|đơn vị đạt|^>[\d,]+</,
      en: /^>(?:Department of Inf|Da Lat City leads|Lowest|19 units are|Without a result|: figure|up|down)|units reach|^>[\d.]+</,
    }[language];
    const copies = [...page.slice(start, end).matchAll(/(?<!<span|<text\b[^>]*)>[^<>]*\d[^<>]*</g)]
      .filter(({ 0: said }) => saying.test(said))
      .flatMap(({ 0: said, index }) =>
        [...said.replace(/\(.*$/, '').matchAll(/\d+/g)].map(({ 0: number, index: inside }) => {
          const place = start + index + inside + number.length - 1;
          const other = String((Number(page[place]) + 3) % 10);
          const copy = page.slice(0, place) + other + page.slice(place + 1);
          return [`${said} at ${inside}`, copy] as const;
        }),
      );
    expect(copies.length).toBeGreaterThan(100);
    const read = copies.filter((_, at) => at % 3 === 0);
    const unnoticed = read.filter(([, copy]) => faultsOf(copy, groups, language).length === 0);
    expect(unnoticed.map(([what]) => what)).toEqual([]);
  });

  /** Every so many bodies of a period are read, others in each; those without a result all. */
  const EVERY = 8;

  async function readBody(facts: BodyFacts, series: string, language: Language) {
    const { unitId, group } = facts;
    const about = `period=${group.period}`;
    const page = await text(`${language === 'en' ? '/en' : ''}/units/${unitId}?${about}`);
    const indexGap = await json<Gap>(`/api/v1/units/${unitId}/gap?${about}`);
    const section = sectionsOf(page).find(({ heading }) => isIndexGapHead(heading));
    const own = indicators.filter((each) => each.series === series);
    const way = {
      ...{ indexGap, period: group.period, group: group.id, indicators: own },
      rankings: () => Promise.resolve(group.head.ranking),
    };
    const isIndex = !group.isIndicator;
    const gapFaults = isIndex ? await indexGapFaults(section, way, language, group.head.code) : [];
    return { top: topOf(page), section, gapFaults };
  }

  async function bodiesOf(release: ReleaseHead): Promise<BodyFacts[]> {
    const earlierPeriods = releasesOfSeries(releases, release.series)
      .map(({ period }) => period)
      .filter((period) => period < release.period)
      .toSorted()
      .reverse();
    const turn = earlierPeriods.length;
    const all: BodyFacts[] = [];
    for (const id of GROUPS[release.series] ?? []) {
      const group = await groupOf(release, id);
      const { rows, unranked } = group.head.ranking;
      const read = rows.filter((_, at) => at % EVERY === turn % EVERY);
      for (const { unitId } of [...(release.series === 'level' ? rows : read), ...unranked]) {
        const { name, validTo } = await json<Pick<BodyFacts, 'name' | 'validTo'>>(
          `/api/v1/units/${unitId}`,
        );
        all.push({ unitId, name, validTo, group, earlierPeriods });
      }
    }
    return all;
  }

  it.each(['lam-dong-ict', 'level'])(
    'say of a body where it stands, what became of its result, and its way up: %s',
    async (series) => {
      const seen = { absent: 0, ways: 0, altered: 0 };
      for (const release of releasesOfSeries(releases, series)) {
        for (const [at, facts] of (await bodiesOf(release)).entries()) {
          const language = LANGUAGES[at % 2] ?? 'vi';
          const what = `${facts.unitId} ${release.period} ${language}`;
          const { top, section, gapFaults } = await readBody(facts, series, language);
          expect([...bodyTopFaults(top, facts, language), ...gapFaults], what).toEqual([]);
          if (section) seen.ways += 1;
          if (/: (?:chưa báo cáo|figure not reported)/.test(top.headline)) seen.absent += 1;
          for (const { key, copy } of alteredTops(top)) {
            seen.altered += 1;
            expect(bodyTopFaults(copy, facts, language), `${what} ${copy[key]}`).not.toEqual([]);
          }
        }
      }
      expect(seen.absent).toBeGreaterThan(1);
      expect(seen.ways > 20).toBe(series === 'lam-dong-ict');
      expect(seen.altered).toBeGreaterThan(200);
    },
    SLOW_MS,
  );
});

/** Headline and lead in which one number is another; once for each. */
const alteredTops = (top: ReturnType<typeof topOf>) =>
  (['headline', 'lead'] as const).flatMap((key) =>
    [...top[key].matchAll(/\d+/g)].map(({ 0: number, index }) => {
      const last = index + number.length - 1;
      const other = String((Number(number.at(-1)) + 3) % 10);
      const said = top[key].slice(0, last) + other + top[key].slice(last + 1);
      return { key, copy: { ...top, [key]: said } };
    }),
  );
