// What the first page says of the first quarters of a series: of one that nobody answered in, of one that no
// target judges, where nothing changed, and where the quarter before is not there. Held against the API.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { EARLY, EARLY_PERIODS, seedEarly } from './seed-early.ts';
import { smallWorldIn } from './small-world.ts';
import { firstPageFaults } from './sentences/first-page.ts';
import type { World } from './sentences/nation-facts.ts';
import { LANGUAGES, type Language } from './sentences/text.ts';

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
