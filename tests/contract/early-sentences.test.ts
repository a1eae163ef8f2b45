// What the first page and the pages of units say of the first quarters of a series: of one that nobody answered
// in, of one that no target judges, where nothing changed, and where the quarter before is not there; and what
// pages say of what no release tells. Held against the API.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { EARLY, EARLY_PERIODS, seedEarly } from './seed-early.ts';
import { smallWorldIn, topFactsIn } from './small-world.ts';
import { courseFaults, isCourseHead } from './sentences/course.ts';
import { firstPageFaults } from './sentences/first-page.ts';
import type { Name, Ranking } from './sentences/facts.ts';
import type { World } from './sentences/nation-facts.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { topFaults, type Published } from './sentences/unit-top.ts';
import {
  followedFaults,
  noPlatformsFaults,
  noProcedureFaults,
  noServicesFaults,
  sourcesHeadFaults,
  unitThenFaults,
  unreleasedFaults,
} from './sentences/unreleased.ts';

const small = webWorld();
let world: World;
let releasedOn: ReadonlyMap<string, string>;

beforeAll(async () => {
  await seedEarly(small.db);
  world = await smallWorldIn(small, EARLY_PERIODS);
  const { releases } = await small.json<{
    releases: { period: string; firstReleasedAt: string }[];
  }>('/api/v1/releases?series=dvc');
  releasedOn = new Map(
    releases.map(({ period, firstReleasedAt }) => [period, firstReleasedAt.slice(0, 10)]),
  );
});

const pageOf = (period: string, language: Language): Promise<string> =>
  small.text(`${language === 'en' ? '/en' : '/'}?period=${period}`);
const faultsIn = (page: string, period: string, language: Language): string[] =>
  firstPageFaults(page, world, { period, releasedOn: releasedOn.get(period) ?? '' }, language);

describe.each(LANGUAGES)('the first page, early on, in %s', (language) => {
  it.each(Object.entries(EARLY))('says what is true of the quarter %s (%s)', async (_, period) => {
    expect(faultsIn(await pageOf(period, language), period, language)).toEqual([]);
  });
});

/** What each quarter alone says, and what would be untrue in its place. */
const ALTERED: [period: string, said: string, untrue: string][] = [
  [EARLY.unheard, 'Chưa có số liệu dịch vụ công', 'Đã có số liệu dịch vụ công'],
  [EARLY.unheard, 'chưa có số liệu kỳ nào', 'vắng 1 kỳ, từ quý III/2018'],
  [EARLY.unheard, 'Chưa có kỳ liền trước', 'Có kỳ liền trước'],
  [EARLY.untargeted, 'Cả nước có 16,90%', 'Cả nước có 16,80%'],
  [EARLY.untargeted, 'chưa có chỉ tiêu<', 'đã có chỉ tiêu<'],
  [EARLY.untargeted, '1 bộ, 1 cơ quan thuộc Chính phủ, 1 tỉnh', '3 cơ quan thuộc Chính phủ'],
  [EARLY.untargeted, 'Cao nhất: Hà Nội', 'Cao nhất: Đà Nẵng'],
  [EARLY.unchanged, 'không có thay đổi nào', 'có thay đổi'],
  [EARLY.unchanged, 'không có đơn vị nào tăng', 'có đơn vị tăng'],
  [EARLY.unchanged, 'không còn đơn vị nào thiếu', 'còn đơn vị thiếu'],
  [EARLY.unchanged, 'đều có số liệu.', 'chưa có số liệu.'],
  [EARLY.afterGap, 'Chưa có kỳ liền trước', 'So với quý I/2019, chưa có kỳ liền trước'],
  [EARLY.afterGap, 'ba quý qua', 'hai quý qua'],
];

it.each(ALTERED)('%s is found out where "%s" is "%s"', async (period, said, untrue) => {
  const page = await pageOf(period, 'vi');
  // Where the page states it, not what pages are passed on by.
  const body = page.indexOf('<h1');
  const copy = page.slice(0, body) + page.slice(body).replace(said, untrue);
  expect(copy).not.toBe(page);
  expect(faultsIn(copy, period, 'vi')).not.toEqual([]);
});

/** Two that answered, one that answered alone of its group, one that nobody asked. */
const UNITS = {
  'p-01': 'provinces',
  'p-48': 'provinces',
  'm-bnv': 'ministries',
  'm-btp': 'ministries',
};

const factsOf = topFactsIn(small);

const publishedBefore = (period: string): Published => ({
  first: EARLY.unheard,
  earlier: EARLY_PERIODS.filter((each) => each < period),
});

describe.each(LANGUAGES)('the page of a unit, early on, in %s', (language) => {
  it.each(Object.entries(UNITS))('says what is true of %s', async (unitId, group) => {
    let altered = 0;
    for (const period of EARLY_PERIODS) {
      const facts = await factsOf(unitId, group, period);
      const path = `${language === 'en' ? '/en' : ''}/units/${unitId}?period=${period}`;
      const page = await small.text(path);
      const top = topOf(page);
      const faultsOf = (said: typeof top) =>
        topFaults(said, facts, publishedBefore(period), language);
      const course = sectionsOf(page).find(({ heading }) => isCourseHead(heading));
      const quarters = [...publishedBefore(period).earlier, period];
      const faults = [
        ...(await faultsOf(top)),
        ...(await courseFaults(course, facts, quarters, language)),
      ];
      expect(faults, period).toEqual([]);
      for (const [part, text] of Object.entries(top)) {
        for (const { 0: digit, index } of text.matchAll(/\d(?!\d|[.,]\d)/g)) {
          const other = String((Number(digit) + 3) % 10);
          const said = text.slice(0, index) + other + text.slice(index + 1);
          altered += 1;
          expect(await faultsOf({ ...top, [part]: said }), said).not.toEqual([]);
        }
      }
    }
    expect(altered).toBeGreaterThan(4);
  });
});

/** Between the quarters that are out, and before the first. */
const UNRELEASED = { period: '2019-Q2', moment: '2018-01-31' };

describe.each(LANGUAGES)('what no release tells, in %s', (language) => {
  const at = (path: string) => small.text(`${language === 'en' ? '/en' : ''}${path}`);

  it.each([
    [`period=${UNRELEASED.period}`, UNRELEASED.period, false],
    [`asOf=${UNRELEASED.moment}`, null, true],
    [`period=${EARLY.unheard}&asOf=${UNRELEASED.moment}`, EARLY.unheard, true],
  ])('is told of what the address asks for, not of all: ?%s', async (query, period, isThen) => {
    const { indicators } = await small.json<{ indicators: unknown[] }>('/api/v1/indicators');
    const asked = { period, isThen };
    const pages = {
      ...{ units: await at(`/units?q=hue&${query}`), platforms: await at(`/platforms?${query}`) },
      indicators: await at(`/indicators?${query}`),
    };
    expect(unreleasedFaults(pages, asked, indicators.length, language)).toEqual([]);
    expect(sourcesHeadFaults(await at(`/sources?${query}`), asked, language)).toEqual([]);
    const others = [
      { period: null, isThen: false },
      { period: EARLY.unchanged, isThen },
      { period, isThen: !isThen },
    ];
    for (const other of others) {
      expect(unreleasedFaults(pages, other, indicators.length, language)).not.toEqual([]);
    }
  });

  it('is told of the services of a unit: the quarter is not out, or its release lacks the unit', async () => {
    for (const unitId of ['p-26', 'm-btp', 'p-01']) {
      const { name } = await small.json<{ name: Name }>(`/api/v1/units/${unitId}`);
      for (const period of [UNRELEASED.period, EARLY.unchanged]) {
        const { figures } = await small.json<{ figures: unknown[] }>(
          `/api/v1/units/${unitId}?period=${period}`,
        );
        const isReleased = period !== UNRELEASED.period;
        // Those that a release holds are told otherwise.
        const isHeld = figures.length > 0;
        const page = await at(`/units/${unitId}/services?period=${period}`);
        const faults = noServicesFaults(page, { name, period, isReleased }, language);
        expect(faults.length > 0, `${unitId} ${period}`).toBe(isHeld);
      }
    }
  });

  it('is told of a unit and its services as of the moment that the address asks for', async () => {
    const { name, release } = await small.json<{ name: Name; release: { period: string } }>(
      '/api/v1/units/p-01',
    );
    const latest = release.period;
    for (const period of [null, EARLY.unheard]) {
      const query = `asOf=${UNRELEASED.moment}${period === null ? '' : `&period=${period}`}`;
      const read = async (more: string) => ({
        unit: await at(`/units/p-01?${more}`),
        services: await at(`/units/p-01/services?${more}`),
      });
      const pages = await read(query);
      expect(unitThenFaults(pages, { name, period, latest }, language)).toEqual([]);
      const other = period === null ? EARLY.unheard : null;
      expect(unitThenFaults(pages, { name, period: other, latest }, language)).not.toEqual([]);
      const now = await read(`period=${UNRELEASED.period}`);
      expect(
        unitThenFaults(now, { name, period: UNRELEASED.period, latest }, language),
      ).not.toEqual([]);
    }
  });

  it('is told of platforms that nobody was asked about, and of a procedure that is not there', async () => {
    const page = await at(`/platforms?period=${EARLY.unchanged}`);
    expect(noPlatformsFaults(page, EARLY.unchanged, language)).toEqual([]);
    expect(noPlatformsFaults(page, EARLY.afterGap, language)).not.toEqual([]);
    const code = '9.999999';
    expect((await small.get(`/api/v1/procedures/${code}`)).status).toBe(404);
    expect(noProcedureFaults(await at(`/procedures/${code}`), code, language)).toEqual([]);
  });

  it('is told of units without a target: how many there are, also where a search finds nobody', async () => {
    const { rows, unranked } = await small.json<Ranking>(
      `/api/v1/rankings/share_l4?period=${EARLY.untargeted}`,
    );
    const all = rows.length + unranked.length;
    for (const sought of [null, 'zzzz']) {
      const query = sought === null ? '' : `&q=${sought}`;
      const page = await at(`/units?period=${EARLY.untargeted}${query}`);
      expect(followedFaults(page, { all, sought }, language)).toEqual([]);
      expect(followedFaults(page, { all: all + 1, sought }, language)).not.toEqual([]);
    }
  });
});
