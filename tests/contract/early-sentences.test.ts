// What the first page and the pages of units say of the first quarters of a series: of one that nobody answered
// in, of one that no target judges, where nothing changed, and where the quarter before is not there. Held
// against the API.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { EARLY, EARLY_PERIODS, seedEarly } from './seed-early.ts';
import { smallWorldIn, topFactsIn } from './small-world.ts';
import { courseFaults, isCourseHead } from './sentences/course.ts';
import { firstPageFaults } from './sentences/first-page.ts';
import type { World } from './sentences/nation-facts.ts';
import { LANGUAGES, sectionsOf, topOf, type Language } from './sentences/text.ts';
import { topFaults, type Published } from './sentences/unit-top.ts';

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
