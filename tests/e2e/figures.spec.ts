// Indicators, platforms, the nation, sources, method and downloads: what they say, and that anyone
// can read them.
import { expect, test } from './page-test.ts';

interface National {
  national: { value: number; numerator: number; denominator: number; counted: number };
}

const headingOf = (page: import('@playwright/test').Page) =>
  page.getByRole('heading', { level: 1 });

test('an indicator tells the national figure of the API, and what is asked by which document', async ({
  page,
  request,
}) => {
  const answer = await request.get('/api/v1/rankings/share_l4?period=2020-Q1');
  const { national } = (await answer.json()) as National;
  expect(national).toMatchObject({ numerator: 13077, denominator: 117496, counted: 85 });
  await page.goto('/indicators/share_l4?period=2020-Q1');
  await expect(headingOf(page)).toContainText('cả nước 11,1%, quý I/2020; 10/85 đơn vị đạt');
  await expect(page.locator('p.lead')).toContainText('13.077/117.496, tính từ 85/85');
  const targets = page.locator('section', { hasText: 'Mức phải đạt và văn bản' });
  await expect(targets.getByRole('row', { name: /từ 30%/ })).toContainText('17/NQ-CP');
  await expect(targets.getByRole('row', { name: /từ 30%/ })).toContainText('929/BTTTT-THH');
});

test('a document that is not verified is listed and judges nobody', async ({ page }) => {
  await page.goto('/indicators/docs_electronic?period=2020-Q1');
  await expect(page.getByText('chưa kiểm chứng, không dùng để đánh giá')).toBeVisible();
  await expect(headingOf(page)).not.toContainText('đạt chỉ tiêu');
});

test('promises that judge nobody are listed with the reason', async ({ page }) => {
  await page.goto('/indicators');
  const listed = page.locator('#not-loaded tbody tr');
  await expect(listed).toHaveCount(24);
  await expect(listed.filter({ hasText: '28/2018/QĐ-TTg' })).toContainText(
    'không nêu ngày phải đạt',
  );
});

test('an indicator that nobody gathers is defined and says so', async ({ page }) => {
  await page.goto('/indicators');
  await page
    .getByRole('link', { name: /mức độ hài lòng|hài lòng/i })
    .first()
    .click();
  await expect(headingOf(page)).toContainText('chưa có số liệu');
});

test('an unknown indicator is not found', async ({ page }) => {
  const response = await page.goto('/indicators/share_l9');
  expect(response?.status()).toBe(404);
});

const LGSP: [period: string, has: number][] = [
  ['2019-Q4', 23],
  ['2020-Q2', 70],
  ['2020-Q4', 85],
];
test('units with an LGSP are counted as published', async ({ page }) => {
  for (const [period, has] of LGSP) {
    await page.goto(`/platforms?period=${period}`);
    await expect(headingOf(page)).toContainText(
      has === 85 ? 'Cả 85 đơn vị đã có nền tảng LGSP' : `${has}/85 đơn vị có nền tảng LGSP`,
    );
    const lacking = page.getByText(`Chưa có LGSP: ${85 - has} đơn vị`, { exact: true });
    await expect(lacking).toBeVisible();
    await expect(page.locator('details', { has: lacking }).locator('li')).toHaveCount(85 - has);
  }
});

test('a platform tells since when a unit has it, also to those who do not see the mark', async ({
  page,
}) => {
  await page.goto('/platforms?period=2020-Q2');
  await expect(page.getByRole('row', { name: /^Vĩnh Phúc/ })).toContainText('có từ quý I/2020');
});

test('published national figures keep "more than" and lead to their sources', async ({ page }) => {
  await page.goto('/nation');
  await expect(headingOf(page)).toContainText('30,1%');
  await expect(headingOf(page)).toContainText('4,55%');
  await expect(page.getByRole('cell', { name: 'hơn 47.000' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'hơn 13.700.000' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'moitruongngaynay.vn' }).first()).toHaveAttribute(
    'href',
    /^https:\/\/moitruongngaynay\.vn\//,
  );
});

test('what is gathered stands apart from what was published, marked as illustrative', async ({
  page,
}) => {
  await page.goto('/nation');
  const own = page.locator('section', { hasText: 'Tổng tử số chia tổng mẫu số' });
  await expect(own).toContainText('Bản minh họa');
  await expect(own.getByRole('row', { name: /quý I\/2020/ })).toContainText('11,13%');
  // Pictures of published figures bear no mark of illustration.
  await expect(page.locator('figure svg').first()).not.toContainText('Bản minh họa');
});

test('sources name who has no figure and why', async ({ page }) => {
  await page.goto('/sources?period=2021-Q1');
  await expect(headingOf(page)).toContainText(
    '81/85 bộ, tỉnh có số liệu mức độ 4 quý I/2021; 4 đơn vị chưa đo được',
  );
  await expect(page.getByRole('row', { name: /^Bộ Công an/ })).toContainText(
    'cổng của đơn vị không trả lời',
  );
  await expect(page.getByRole('row', { name: /^Bộ Công an/ })).toContainText('quý IV/2020');
});

test('the method names every state and takes the weights of the index in force', async ({
  page,
}) => {
  await page.goto('/methodology');
  for (const state of ['Đúng tiến độ', 'Chậm tiến độ', 'Nguy cơ không đạt', 'Quá hạn, chưa đạt']) {
    await expect(page.getByRole('rowheader', { name: state })).toBeVisible();
  }
  await expect(page.getByRole('row', { name: 'Cung cấp dịch vụ 40' })).toBeVisible();
});

test('every address on the page of downloads answers', async ({ page, request }) => {
  await page.goto('/data');
  const links = await page.locator('main table a').all();
  // Some twenty kinds of answers, and an example of each series.
  expect(links.length).toBeGreaterThan(20);
  for (const link of links) {
    const href = await link.getAttribute('href');
    expect((await request.get(href ?? '')).status(), href ?? '').toBe(200);
  }
});
