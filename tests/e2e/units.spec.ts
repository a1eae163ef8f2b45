// Units: the list, one unit's page, and the way from a code to the unit that bore it.
import { expect, startScripts, test } from './page-test.ts';

interface Ranking {
  rows: {
    unitId: string;
    rank: number;
    previousRank: number | null;
    numerator: number;
    denominator: number;
    targetState: string;
  }[];
}

test('the headline of a unit is what the design worked out by hand', async ({ page }) => {
  await page.goto('/units/p-26?period=2020-Q1');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Vĩnh Phúc xếp thứ 49/63, giảm 1 bậc; cần nâng thêm 504 dịch vụ lên mức độ 4 để đạt chỉ tiêu 30%',
  );
  await expect(page.locator('p.lead')).toContainText(
    '5,4% (110/2.045 dịch vụ), tăng 0,2 điểm phần trăm so với quý IV/2019',
  );
  // Three quarters ahead no forecast had been tried often enough yet: the pace is told as a pace.
  await expect(page.locator('p.lead')).toContainText(
    'Giữ tốc độ trung bình 4 kỳ qua thì hết quý IV/2020 đạt khoảng 6,4%',
  );
});

test('headlines of units agree with the API: rank, of how many, and services missing', async ({
  page,
  request,
}) => {
  const answer = await request.get('/api/v1/rankings/share_l4?period=2020-Q1&group=ministries');
  const { rows } = (await answer.json()) as Ranking;
  expect(rows).toHaveLength(22);
  for (const row of rows.filter((_, at) => at % 4 === 0)) {
    await page.goto(`/units/${row.unitId}?period=2020-Q1`);
    const told = await page.getByRole('heading', { level: 1 }).innerText();
    expect(told).toContain(`thứ\u00A0${row.rank}/22`);
    // Thirty of a hundred, over whole numbers.
    const missing = Math.floor((row.denominator * 30 + 99) / 100) - row.numerator;
    if (missing > 0) expect(told).toContain(`cần nâng thêm ${missing} dịch vụ`);
    else expect(told).toContain('đã đạt chỉ tiêu 30%');
  }
});

test('a unit whose portal was silent says why, how long, and what was last known', async ({
  page,
}) => {
  await page.goto('/units/m-bca?period=2021-Q1');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Bộ Công an không có số liệu quý I/2021: cổng của đơn vị không trả lời',
  );
  const lead = page.locator('p.lead');
  await expect(lead).toContainText('Kỳ này không có số liệu.');
  await expect(lead).toContainText(/Giá trị gần nhất: \d+,\d% .*quý IV\/2020/);
  await expect(lead).toContainText('Thiếu số liệu không phải là 0');
  // What the platforms say of it still comes.
  await expect(page.getByRole('row', { name: /văn bản trao đổi/ })).toContainText(/\d+,\d%/);
});

test('a last place among fewer units is no rise, and an earlier target stays in sight', async ({
  page,
}) => {
  await page.goto('/units/p-38?period=2021-Q1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Thanh Hóa xếp thứ 60/60 (kỳ trước 63/63)',
  );
  await expect(page.locator('p.lead')).toContainText('Vẫn chưa đạt chỉ tiêu 30%, hạn 31/12/2020');
});

test('a figure that never came is told as asked for in vain, and has no version', async ({
  page,
}) => {
  await page.goto('/units/p-30?period=2020-Q2');
  const row = page.getByRole('row', { name: /trực tuyến mức độ 4/ }).first();
  await startScripts(page);
  await row.getByRole('link', { name: /^Nguồn gốc của số này/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('heading').first()).toContainText('chưa có số về');
  await expect(drawer).toContainText('không trả lời');
});

test('a body without public services is told as such, not as silent', async ({ page }) => {
  await page.goto('/units/m-vtv');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Đài Truyền hình Việt Nam không cung cấp dịch vụ công, không thuộc diện đo',
  );
  await expect(page.locator('main')).not.toContainText('kỳ liên tiếp');
});

test('a period that is not published leads to the latest one of the unit', async ({ page }) => {
  await page.goto('/units/p-15?period=2025-Q4');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Yên Bái tồn tại đến 30/6/2025; đơn vị kế thừa: Lào Cai (từ 1/7/2025)',
  );
  await page.getByRole('link', { name: 'quý IV/2021' }).click();
  await expect(page).toHaveURL(/\/units\/p-15\?period=2021-Q4/);
});

test('a result opens the version and release that it is of, beside it', async ({ page }) => {
  await page.goto('/units/p-68?period=2020-Q1');
  await startScripts(page);
  const row = page
    .locator('#results')
    .getByRole('row', { name: /trực tuyến mức độ 4/ })
    .first();
  await row.getByRole('link', { name: /^\d+,\d%$/ }).click();
  await expect(page.getByRole('dialog')).toContainText('bản số 1');
  await expect(page).toHaveURL(/figures\/share_l4\?.*release=[0-9a-f-]{36}/);
});

test('the own index is never shown without the words that it is no official ranking', async ({
  page,
}) => {
  await page.goto('/units/p-48?period=2020-Q1');
  const section = page.locator('section', { hasText: 'Chỉ số tiến độ dịch vụ công (thử nghiệm)' });
  await expect(section.last()).toContainText('Tham khảo, không phải xếp hạng chính thức');
});

test('published ranks of a unit stand with their sources, whole packages among them', async ({
  page,
}) => {
  await page.goto('/units/p-68');
  const section = page.locator('section', { hasText: 'Các xếp hạng khác của đơn vị' });
  await expect(section.getByRole('row', { name: /2017/ }).first()).toContainText('3/53');
  await page.goto('/units/p-48');
  await expect(section.getByRole('link').first()).toHaveAttribute('href', /^https?:\/\//);
});

/** The 24 codes that stand for another unit since 2025, and what each is at three moments. */
const CHANGED = [
  ...['08', '15', '19', '24', '25', '31', '33', '37', '44', '48', '51', '52', '56', '66'],
  ...['68', '75', '79', '80', '82', '86', '91', '92', '96'],
];
const MEANINGS: [code: string, period: string, unit: string][] = [
  ...CHANGED.flatMap((code): [string, string, string][] => [
    [code, '2020-Q1', `p-${code}`],
    [code, '2025-Q2', `p-${code}`],
    [code, '2025-Q3', `p25-${code}`],
  ]),
  // Huế became a centrally-run city half a year before the mergers.
  ['46', '2020-Q1', 'p-46'],
  ['46', '2025-Q2', 'p25-46'],
  ['46', '2025-Q3', 'p25-46'],
];

test('codes lead to the unit that bore them on the last day of the period', async ({ request }) => {
  for (const [code, period, unit] of MEANINGS) {
    const answer = await request.get(`/units/${code}?period=${period}`, { maxRedirects: 0 });
    expect(answer.status(), `${code} ${period}`).toBe(302);
    expect(answer.headers().location).toBe(`/units/${unit}?period=${period}`);
  }
});

test('a code without a period means the unit of the latest release, in either language', async ({
  request,
}) => {
  const answer = await request.get('/en/units/15', { maxRedirects: 0 });
  expect(answer.status()).toBe(302);
  expect(answer.headers().location).toBe('/en/units/p-15');
});

test('a unit that ended names its successor with day and law, and the other way round', async ({
  page,
}) => {
  await page.goto('/units/p-15');
  const after = page.locator('section', { hasText: 'Đơn vị kế thừa' });
  await expect(after).toContainText('từ 1/7/2025');
  await expect(after).toContainText('202/2025/QH15');
  await after.getByRole('link', { name: 'Lào Cai' }).click();
  await expect(page).toHaveURL(/\/units\/p25-15/);
  const before = page.locator('section', { hasText: 'Đơn vị tiền thân' });
  await expect(before).toContainText('Yên Bái');
  await expect(before).toContainText('đến 30/6/2025');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^Lào Cai xếp thứ\s\d+\/34 quý\sIV\/2025, theo cách đo mới$/,
  );
});

test('a unit that is nowhere is not found, and the page says what to try', async ({ page }) => {
  const response = await page.goto('/units/xyz');
  expect(response?.status()).toBe(404);
  await expect(page.locator('p.lead')).toContainText('Không có đơn vị “xyz”');
  // The page may take up the field, with what was asked for in it, between the two steps of filling it.
  const field = page.getByRole('main').getByRole('searchbox');
  await expect(async () => {
    await field.fill('da nang');
    await expect(field).toHaveValue('da nang', { timeout: 200 });
  }).toPass();
  await page.getByRole('main').getByRole('button', { name: 'Tìm' }).click();
  await expect(page.getByRole('link', { name: 'Đà Nẵng' })).toBeVisible();
});

test('the list is searched without marks and without scripts', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/units');
  await expect(page.getByRole('row')).toHaveCount(85 + 9 + 3);
  await page.getByLabel('Tìm đơn vị').fill('dak');
  await page.getByRole('main').getByRole('button', { name: 'Tìm' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await page.goto('/units?q=tp hcm');
  await expect(page.locator('tbody').getByRole('link')).toHaveText('TP. Hồ Chí Minh');
  await page.goto('/units?q=khong-co');
  await expect(page.getByText('Không có đơn vị nào khớp với “khong-co”')).toBeVisible();
  await context.close();
});

test('a unit page is whole without scripts, its picture too', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/units/p-26?period=2020-Q1');
  await expect(page.getByRole('row', { name: /đúng hạn/ })).toContainText('96,6%');
  await expect(page.locator('figure svg').first()).toContainText('49');
  await expect(page.locator('figure svg').first()).toContainText('Bản minh họa');
  await context.close();
});

test('a unit that alone is ranked in its group has no course of places', async ({ page }) => {
  await page.goto('/units/m-bhxh');
  await expect(page.getByText(/Nhóm chỉ có một đơn vị được xếp hạng/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: /từ thứ 1/ })).toHaveCount(0);
});
