// Every sentence on periods that were released again, and on all releases, held against what the API
// answers of each of them. Shares no code with the pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { publishPeriod } from '../../jobs/publish.ts';
import { jobContext } from '../helpers/job-context.ts';
import { gatherRevised, REVISED } from '../helpers/seed-revision.ts';
import { type Browser, joinFirst } from '../helpers/staff.ts';
import { explainedWorld, NAMED } from './explained.ts';
import { CHANGE_HEADS } from './sentences/changes.ts';
import { correctionLineFaults, correctionMarkFaults } from './sentences/corrections-table.ts';
import { feedFaults } from './sentences/corrections-feed.ts';
import { revisionOf } from './sentences/difference-rows.ts';
import { editionsFaults, unreleasedFaults } from './sentences/editions-table.ts';
import type { Name } from './sentences/facts.ts';
import { CODE, NATION } from './sentences/nation-facts.ts';
import {
  againOf,
  correctionsFaults,
  latestOf,
  ofUnitFaults,
  releasesFaults,
  toldFaults,
  type Again,
} from './sentences/released-again.ts';
import { releasedReader, type Catalogue, type ReleaseHead } from './sentences/released-rows.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';

const world = explainedWorld();
const { get, json, text } = world;
const SLOW_MS = 300_000;
/** The quarters after the one revised: one that changes by it are compared with, and one far behind. */
const REBUILT = ['2019-Q4', '2020-Q3'];
const GROUPS: Record<string, Record<Language, string>> = {
  ministries: { vi: 'bộ, cơ quan ngang bộ', en: 'ministries' },
  provinces: { vi: 'tỉnh, thành phố', en: 'provinces and cities' },
};

interface IndexNode {
  code: string;
  parent: string | null;
  indicator: string | null;
  measure: string;
  name: Name;
}
interface Known extends Catalogue {
  indices: { series: string; nodes: IndexNode[] }[];
  series: { id: string; name: Name }[];
}
let catalogue: Known;
let heads: ReleaseHead[];
let agains: Again[];
let units: ReadonlyMap<string, Name>;
const { measuresOf, releasedIn } = releasedReader({ get }, () => catalogue);

const at = (language: Language, path: string): string => (language === 'en' ? '/en' : '') + path;

beforeAll(async () => {
  for (const period of REBUILT) {
    await publishPeriod(jobContext(world.db, '2021-07-01T02:00:00Z'), { seriesId: 'dvc', period });
  }
  catalogue = await json<Known>('/api/v1/indicators');
  ({ releases: heads } = await json<{ releases: ReleaseHead[] }>('/api/v1/releases'));
  const listed = await json<{ units: { unitId: string; name: Name }[] }>(
    `/api/v1/units?period=${REVISED.period}`,
  );
  units = new Map(listed.units.map(({ unitId, name }) => [unitId, name]));
  agains = [];
  for (const after of heads.filter(({ number }) => number > 1)) {
    const before = heads.find(
      ({ series, period, number }) =>
        series === after.series && period === after.period && number === after.number - 1,
    );
    if (!before) throw new Error(`nothing before ${after.id}`);
    const [then, now] = [await releasedIn(before), await releasedIn(after)];
    agains.push(againOf([before, then], [after, now], measuresOf(after.series)));
  }
}, SLOW_MS);

/** A text in which one number is another; once for each. */
const altered = (said: string): string[] =>
  [...said.matchAll(/\d+/g)].map(({ 0: number, index }) => {
    const place = index + number.length - 1;
    return said.slice(0, place) + String((Number(said[place]) + 3) % 10) + said.slice(place + 1);
  });

/** What the list of such figures is narrowed to, and which of them it then tells. */
const WISHES: [query: string, isTold: Parameters<typeof correctionsFaults>[3]][] = [
  ['', () => true],
  ...[REVISED.unit, REVISED.late, NAMED.unit, 'p-01'].map((unit): (typeof WISHES)[number] => [
    `unit=${unit}`,
    ({ unitId }) => unitId === unit,
  ]),
  [`indicator=${CODE}`, ({ measure }) => measure === CODE],
  ...['R1', 'R2', 'none'].map((reason): (typeof WISHES)[number] => [
    `reason=${reason}`,
    ({ then, now }) => (revisionOf(then, now) ?? 'none') === reason,
  ]),
  [
    `indicator=${CODE}&unit=${REVISED.unit}`,
    ({ measure, unitId }) => measure === CODE && unitId === REVISED.unit,
  ],
];

/** Every indicator of the catalogue, by its code. */
const indicatorsKnown = () =>
  new Map(
    catalogue.indicators.map(({ code, name, measure: kind }) => [code, { name, kind }] as const),
  );

/** Every indicator of which there are rows, and every node of the index, with the indicators below it. */
function rankedIn(rows: readonly { measure: string }[]) {
  const measured = new Set(rows.map(({ measure }) => measure));
  const own = catalogue.indicators.filter(
    ({ series, code }) => series === 'dvc' && measured.has(code),
  );
  const nodes = catalogue.indices
    .filter(({ series }) => series === 'dvc')
    .flatMap((each) => each.nodes);
  const below = (code: string): string[] => {
    const children = nodes.filter(({ parent }) => parent === code);
    const { indicator = null } = nodes.find((node) => node.code === code) ?? {};
    return indicator === null ? children.flatMap((child) => below(child.code)) : [indicator];
  };
  return [
    ...own.map(({ code, name: measure, measure: kind }) => ({
      code,
      measure,
      kind,
      reaching: [code],
    })),
    ...nodes
      .filter(({ measure }) => measured.has(measure))
      .map(({ code, measure, name }) => ({
        ...{ code: measure, measure: name, kind: 'score' },
        reaching: below(code),
      })),
  ];
}

/** A page in which one number after its head, of the table or of those that are the same, is another. */
function alteredEditions(page: string): [what: string, page: string][] {
  const start = page.indexOf('</h1>');
  const parts: [from: number, to: number][] = [
    [page.lastIndexOf(':', start), start],
    [page.indexOf('<tbody', start), page.indexOf('</tr>', page.indexOf('<tbody', start))],
  ];
  return parts.flatMap(([from, to]) =>
    from < 0
      ? []
      : [...page.slice(from, to).matchAll(/[>:][^<>]*\d[^<>]*(?=<|$)/g)].flatMap(
          ({ 0: said, index }) =>
            altered(said).map((other): [string, string] => [
              other,
              page.slice(0, from + index) + other + page.slice(from + index + said.length),
            ]),
        ),
  );
}

describe.each(LANGUAGES)('periods released again in %s', (language) => {
  it('are counted and told on the page of releases', async () => {
    expect(agains.length).toBeGreaterThan(1);
    for (const series of [...new Set(heads.map((head) => head.series))]) {
      // Why one was held at first opens from its cell, and is the guard's to say.
      const page = (await text(at(language, `/releases?series=${series}`))).replaceAll(
        /<details\b.*?<\/details>/gs,
        '',
      );
      const heading = { vi: 'Mọi bản', en: 'Every release' }[language];
      const list = sectionsOf(page).find((section) => section.heading.startsWith(heading));
      const latest = latestOf(heads);
      const seriesName = catalogue.series.find(({ id }) => id === latest?.series)?.name;
      if (!seriesName) throw new Error('the series has no name');
      const listed = heads.filter((head) => head.series === series);
      const facts = { heads, listed, agains, seriesName };
      const top = topOf(page);
      expect(releasesFaults(top, list, facts, language), series).toEqual([]);
      const others = [
        ...altered(top.headline).map((headline) => ({ ...top, headline })),
        ...altered(top.lead).map((lead) => ({ ...top, lead })),
      ];
      for (const other of others) {
        expect(releasesFaults(other, list, facts, language)).not.toEqual([]);
      }
      for (const [place, row] of list?.rows.entries() ?? []) {
        for (const change of altered(row[3] ?? '')) {
          const rows = list?.rows.with(place, row.with(3, change)) ?? [];
          const copy = list && { ...list, rows };
          expect(releasesFaults(top, copy, facts, language), change).not.toEqual([]);
        }
      }
    }
  });

  it('are told figure by figure, of all and of one unit, indicator or period', async () => {
    for (const [query, isTold] of WISHES) {
      const page = await text(at(language, `/corrections?${query}`));
      const { headline } = topOf(page);
      const sections = sectionsOf(page);
      expect(correctionsFaults(headline, sections, agains, isTold, language), query).toEqual([]);
      for (const other of altered(headline)) {
        expect(correctionsFaults(other, sections, agains, isTold, language)).not.toEqual([]);
      }
      const untold = sections.map((section) => ({ ...section, texts: [] }));
      const isOneEmpty = /\b0\b/.test(headline);
      expect(correctionsFaults(headline, untold, agains, isTold, language).length > 0).toBe(
        isOneEmpty,
      );
      const items = sections.map((section) => ({ ...section, items: section.items.slice(1) }));
      expect(correctionsFaults(headline, items, agains, isTold, language)).not.toEqual([]);
    }
  });

  it('are told line by line as both releases have them', async () => {
    const indicators = indicatorsKnown();
    for (const [query, isTold] of WISHES) {
      const page = await text(at(language, `/corrections?${query}`));
      const faultsIn = (copy: string) =>
        correctionLineFaults(sectionsOf(copy), agains, isTold, indicators, language);
      expect(faultsIn(page), query).toEqual([]);
      const copies = [...page.matchAll(/<tbody\b.*?<\/tr>/gs)].flatMap(({ 0: row, index }) =>
        [...row.matchAll(/>[^<>]*\d[^<>]*(?=<)/g)].flatMap(({ 0: said, index: place }) =>
          altered(said).map((other): [string, string] => {
            const start = index + place;
            return [other, page.slice(0, start) + other + page.slice(start + said.length)];
          }),
        ),
      );
      // The names of indicators hold levels.
      const figures = copies.filter(([what]) => !/mức độ|level/i.test(what));
      const isEmpty = !agains.some(({ after, changes }) =>
        changes.some((change) => isTold(change, after)),
      );
      expect(figures.length > 10).toBe(!isEmpty);
      const unnoticed = figures.filter(([, copy]) => faultsIn(copy).length === 0);
      expect(unnoticed.map(([what]) => what)).toEqual([]);
    }
  });

  it('are marked beside the results of a unit, with what stood there and why', async () => {
    const indicators = indicatorsKnown();
    let marked = 0;
    for (const again of agains.filter(({ after }) => after.series === 'dvc')) {
      for (const unit of [REVISED.unit, REVISED.late, NAMED.unit, 'p-01']) {
        const page = await text(at(language, `/units/${unit}?period=${again.after.period}`));
        const faultsIn = (copy: string) =>
          correctionMarkFaults(copy, again, unit, indicators, language);
        expect(faultsIn(page), unit).toEqual([]);
        const titles = [...page.matchAll(/ title="(?:Trước|Before): [^"]*\d[^"]*"/g)];
        marked += titles.length;
        for (const { 0: title } of titles) {
          for (const other of altered(title)) {
            expect(faultsIn(page.replace(title, other)), other).not.toEqual([]);
          }
        }
      }
    }
    expect(marked).toBeGreaterThan(0);
  });

  it('are told of each unit they concern, and of no other', async () => {
    for (const unit of [REVISED.unit, REVISED.late, NAMED.unit, 'p-01']) {
      const page = await text(at(language, `/units/${unit}?period=2020-Q4`));
      const changes = agains.flatMap((again) => again.changes);
      const n = changes.filter(({ unitId }) => unitId === unit).length;
      expect(n > 0).toBe(unit !== 'p-01');
      expect(ofUnitFaults(page, n, language), unit).toEqual([]);
      expect(ofUnitFaults(page, n + 1, language)).not.toEqual([]);
    }
  });

  it(
    'stand beside what was released first, of every indicator and of the index',
    async () => {
      for (const again of agains.filter(({ after }) => after.series === 'dvc')) {
        const { period } = again.after;
        const [then, now] = [await releasedIn(again.before), await releasedIn(again.after)];
        for (const ranked of rankedIn(now.rows)) {
          for (const group of NATION.filter((id) =>
            now.rows.some((row) => row.measure === ranked.code && row.group === id),
          )) {
            const path = `/rankings/${group}/${ranked.code}/editions?period=${period}`;
            const page = await text(at(language, path));
            const groupName = GROUPS[group]?.[language] ?? '';
            const asked = { ...ranked, group, groupName, period, again, then, now };
            expect(editionsFaults(page, asked, language), path).toEqual([]);
            for (const [what, copy] of alteredEditions(page)) {
              expect(editionsFaults(copy, asked, language), what).not.toEqual([]);
            }
          }
        }
      }
    },
    SLOW_MS,
  );

  it('are told on the first page where shares are told otherwise', async () => {
    const begin = { vi: 'Bản này nêu lại ', en: 'This release restates ' }[language];
    const shares = new Map(
      catalogue.indicators
        .filter(({ measure, series }) => measure === 'share' && series === 'dvc')
        .map(({ code, name }) => [code, name]),
    );
    const told: string[] = [];
    for (const again of agains.filter(({ after }) => after.series === 'dvc')) {
      const page = await text(at(language, `/?period=${again.after.period}`));
      const changes = sectionsOf(page).find(({ heading }) => CHANGE_HEADS[language].test(heading));
      const item = changes?.items.find((each) => each.includes(begin));
      const said = item?.slice(item.indexOf(begin)).replace(/(?<=\.)\s.*$/s, '');
      expect(toldFaults(said, again, { shares, units }, language), again.after.period).toEqual([]);
      for (const other of altered(said ?? '')) {
        expect(toldFaults(other, again, { shares, units }, language), other).not.toEqual([]);
      }
      if (said) told.push(said);
    }
    expect(told.length).toBeGreaterThan(0);
  });
});

describe.each(LANGUAGES)('the feed of figures told otherwise (%s)', (language) => {
  it('has an entry for each release that tells any so', async () => {
    const feed = await text(at(language, '/corrections/feed.xml'));
    expect(feedFaults(feed, agains, language)).toEqual([]);
    const titles = [...feed.matchAll(/(?<=<entry>.*?)<(title|updated)>([^<]*)/gs)];
    expect(titles.length).toBeGreaterThan(1);
    for (const { 0: said } of titles) {
      for (const other of altered(said)) {
        expect(feedFaults(feed.replace(said, other), agains, language), other).not.toEqual([]);
      }
    }
  });
});

describe('what staff see as known at a moment', () => {
  /** A quarter of which a figure came and no release. */
  const AHEAD = '2022-Q1';
  let staff: Browser;
  beforeAll(async () => {
    staff = await joinFirst(world, 'staff@example.vn');
    await gatherRevised(world.db, REVISED.unit, 'Quảng Nam', undefined, {
      ...{ period: AHEAD, at: '2022-04-05T06:00:00Z' },
    });
  });
  const groupName = (language: Language) => GROUPS['provinces']?.[language] ?? '';

  it.each(LANGUAGES)('stands beside the first release of its period (%s)', async (language) => {
    const again = agains.find(({ after }) => after.period === REVISED.period);
    if (!again) throw new Error('it was not released again');
    const { period } = again.after;
    const [then, now] = [await releasedIn(again.before), await releasedIn(again.after)];
    // Before anything came, between gathering and release, and once it was released.
    const moments: [knownAt: string, isThen: boolean][] = [
      ['2021-06-01T05:00:00Z', true],
      ['2021-06-01T12:00:00Z', false],
      ['2021-06-01T20:00:00Z', false],
      ['2021-06-03T05:00:00Z', false],
    ];
    const all = rankedIn(now.rows);
    const some = all.filter(
      ({ code, kind }, place) => code === CODE || kind !== 'share' || place === 1,
    );
    for (const [knownAt, isThen] of moments) {
      for (const ranked of some) {
        const asked = {
          ...{
            ...ranked,
            group: 'provinces',
            groupName: groupName(language),
            period,
            knownAt,
            then,
          },
          ...(isThen
            ? { now: then, again: { ...again, changes: [], movedOnly: 0 } }
            : { now, again }),
        };
        const path = `/rankings/provinces/${ranked.code}/editions?period=${period}&knownAt=${knownAt}`;
        const page = await (await staff.get(at(language, path))).text();
        expect(editionsFaults(page, asked, language), path).toEqual([]);
        const other = { ...asked, knownAt: '2021-05-01T05:00:00Z' };
        if (!isThen && ranked.code === CODE) {
          expect(editionsFaults(page, other, language), path).not.toEqual([]);
        }
      }
    }
  });

  it.each(LANGUAGES)('is nothing to compare where nothing was released (%s)', async (language) => {
    const path = `/rankings/provinces/${CODE}/editions?period=${AHEAD}&knownAt=2022-04-06`;
    const page = await (await staff.get(at(language, path))).text();
    const { name = { vi: '', en: '' } } = indicatorsKnown().get(CODE) ?? {};
    const asked = { measure: name, groupName: groupName(language), period: AHEAD };
    expect(unreleasedFaults(page, asked, language)).toEqual([]);
    expect(unreleasedFaults(page, { ...asked, period: '2021-Q4' }, language)).not.toEqual([]);
  });
});
