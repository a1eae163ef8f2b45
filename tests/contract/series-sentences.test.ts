// Every sentence on the overview of a series, as a reader without scripts meets it, held against the rankings
// of the API: bodies of a province, shares without an index, published rankings, and a series in which
// units are level in every way. Shares no code with the pages.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFullPart } from '../../jobs/demo-bridge.ts';
import { loadPackage, PRODUCT_PACKAGES } from '../../jobs/load-package.ts';
import { jobContext } from '../helpers/job-context.ts';
import { webWorld } from '../helpers/worlds.ts';
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

/** Points of five departments a year; where there is none nothing was reported. */
const LEVEL: Record<string, (number | null)[]> = {
  '2018': [9, 9, 5, 1, 1],
  '2019': [4, 4, 4, 4, 4],
  '2020': [7, null, null, null, null],
  '2021': [6, 6, 6, 6, 2],
  '2022': [8, 8, 3, 3, null],
  '2023': [1, 2, 9, 9, null],
  '2024': [3, 4, 5, 6, 7],
};
const UNITS = ['a', 'b', 'c', 'd', 'e'];

function levelPackage(): Record<string, string> {
  const cells = Object.entries(LEVEL).flatMap(([year, points]) =>
    points.map((value, at) => ({ year, value, unit: UNITS[at] ?? '' })),
  );
  const known = cells.filter(({ value }) => value !== null);
  const missing = cells.filter(({ value }) => value === null);
  const names = ['units', 'indicators', 'index', 'observations', 'missing'];
  const source = { title: 'Số minh họa', title_en: 'Made-up figures', path: '' };
  return {
    'datapackage.json': JSON.stringify({
      name: 'level',
      title: 'Bằng nhau (minh họa)',
      title_en: 'Level (illustrative)',
      illustrative: true,
      sources: [source],
      resources: names.map((name) => ({ name, path: `${name}.csv` })),
    }),
    'units.csv': `code,name_vi,name_en,kind,group,parent,valid_to\n${UNITS.map(
      (unit) => `${unit},Sở ${unit},Department ${unit},department,departments,68,`,
    ).join('\n')}`,
    'indicators.csv': `code,name_vi,name_en,measure,direction,unit,decimals,frequency\npoints,Điểm,Points,score,higher,point,1,year`,
    'index.csv': `index,version,valid_from,valid_to,node,parent,weight,weight_min,weight_max,indicator,normalise,min,max,aggregate,missing,name_vi,name_en
all,1,2018-01-01,,total,,,,,,,,,mean,exclude_unit,Tổng,Total
all,1,2018-01-01,,points,total,1,,,points,none,,,,,Điểm,Points`,
    'observations.csv': `unit,indicator,period,value\n${known
      .map(({ unit, year, value }) => `${unit},points,${year},${value}`)
      .join('\n')}`,
    'missing.csv': `unit,indicator,period,reason\n${missing
      .map(({ unit, year }) => `${unit},points,${year},not-reported`)
      .join('\n')}`,
  };
}

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
  folder = await mkdtemp(join(tmpdir(), 'level-'));
  for (const [name, content] of Object.entries(levelPackage())) {
    await writeFile(join(folder, name), content);
  }
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

describe('the overview of a series', () => {
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
});
