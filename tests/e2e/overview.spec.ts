// The first page: what was published about its quarters, its map, and the ways to other quarters. That every
// sentence is true of every quarter tests/contract/overview-sentences.test.ts holds.
import { expect, PHONE, test } from './page-test.ts';

const overviewOf = (period: string) => `/?period=${period}`;

test('the first quarter of 2020 says what was published about it', async ({ page }) => {
  await page.goto(overviewOf('2020-Q1'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Mới có 5/22 bộ, cơ quan ngang bộ và 5/63 tỉnh, thành phố đạt chỉ tiêu 30% dịch vụ công trực tuyến mức độ 4',
  );
  const lead = page.locator('p.lead');
  await expect(lead).toContainText('Tính chung cả nước: 11,13% (13.077/117.496 dịch vụ)');
  await expect(lead).toContainText('tăng 0,37 điểm phần trăm so với quý IV/2019');
  await expect(lead).toContainText('cần tăng bình quân 6,29 điểm phần trăm mỗi quý');
  await expect(lead).toContainText('5 bộ và 14 tỉnh còn dưới 5%');
});

const PUBLISHED: [period: string, told: string][] = [
  ['2019-Q4', '10,76%'],
  ['2020-Q3', '15,90%'],
  ['2020-Q3', '8 bộ và 25 tỉnh còn dưới 10%'],
  ['2020-Q4', '30,10%'],
];
test('what was published about a quarter is told of it', async ({ page }) => {
  for (const [period, told] of PUBLISHED) {
    await page.goto(overviewOf(period));
    await expect(page.locator('p.lead')).toContainText(told);
  }
});

test('where the nation meets a target and its units do not, both are told', async ({ page }) => {
  await page.goto(overviewOf('2020-Q4'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^Hết hạn 31\/12\/2020, cả nước đạt chỉ tiêu 30%.*tính riêng từng đơn vị, 13\/22 bộ.*và 33\/63 tỉnh.* đạt$/,
  );
});

test('units whose portal was silent are named with reason and last figure', async ({ page }) => {
  await page.goto(overviewOf('2021-Q1'));
  const silent = page.locator('section', { hasText: 'Đơn vị không có số liệu kỳ này' });
  for (const name of ['Bộ Công an', 'Phú Thọ', 'Hải Dương', 'Bến Tre']) {
    await expect(silent.getByRole('row', { name: new RegExp(name) })).toContainText(
      /cổng của đơn vị không trả lời,\s+vắng 1 kỳ, từ quý I\/2021.*gần nhất/s,
    );
  }
  await expect(page.locator('p.lead')).toContainText('tính trên 81/85 đơn vị có số liệu');
});

test('the period is chosen by a form that needs no script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Chọn kỳ').selectOption('2019-Q4');
  await page.getByRole('button', { name: 'Xem' }).click();
  await expect(page.locator('p.lead')).toContainText('10,76%');
  await expect(page.locator('figure svg').first()).toContainText('Chỉ tiêu 30%');
  await context.close();
});

test('the keyboard goes through the periods, and leaves the page only by the button', async ({
  page,
}) => {
  await page.goto(overviewOf('2020-Q1'));
  const periods = page.getByLabel('Chọn kỳ');
  await periods.focus();
  await page.keyboard.press('ArrowDown');
  await expect(periods).toBeFocused();
  await expect(page).toHaveURL(/period=2020-Q1$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/period=2019-Q4$/);
});

test('a target that was missed stays when a later one is in force', async ({ page }) => {
  await page.goto(overviewOf('2021-Q1'));
  const due = page.locator('section', { hasText: 'Quá hạn, sắp đến hạn' });
  await expect(due.getByRole('listitem').filter({ hasText: 'từ 30%' })).toContainText(
    /Vẫn chưa đạt, chỉ tiêu sau đã có hiệu lực:\s*6 bộ,\s*19 tỉnh/,
  );
  await due.getByRole('link', { name: '19 tỉnh' }).click();
  await expect(page.getByLabel('Chưa đạt chỉ tiêu trước')).toHaveValue(/./);
  await expect(page.getByRole('main')).toContainText('19/60 đơn vị');
  await expect(page.getByRole('main')).toContainText('tính theo chỉ tiêu đang xét: từ 80%');
});

test('changes worth noting say their numbers and lead to where they stand', async ({ page }) => {
  await page.goto(overviewOf('2020-Q4'));
  const changes = page.locator('section', { hasText: 'thay đổi đáng chú ý' });
  await expect(changes.getByRole('listitem')).toHaveCount(5);
  await changes.getByRole('link', { name: 'Mới đạt chỉ tiêu' }).first().click();
  await expect(page).toHaveURL(/\/rankings\/\w+\/\w+\?period=2020-Q4$/);
});

test('the map follows the address, indicator and boundaries, without a script', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto(overviewOf('2020-Q4'));
  const map = page.locator('#map');
  await expect(map).toContainText('63 tỉnh');
  await map.getByRole('link', { name: 'Ranh giới năm 2025' }).click();
  await expect(page).toHaveURL(/period=2020-Q4&boundaries=2025#map$/);
  await expect(map).toContainText('ranh giới 34 tỉnh');
  // What has no counts to add is there on the boundaries of its time alone.
  await map.getByRole('link', { name: /^Có trung tâm giám sát/ }).click();
  await expect(page).toHaveURL(/period=2020-Q4&map=soc_present#map$/);
  await expect(map.getByRole('heading')).toHaveText('55/63 tỉnh, thành phố đạt chỉ tiêu');
  await context.close();
});

test('illustrative figures are marked on the page and inside the picture', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('complementary', { name: 'Bản minh họa' })).toBeVisible();
  await expect(page.locator('figure svg').first()).toContainText('Bản minh họa');
});

test('a period that was never published is not found, in words', async ({ page }) => {
  const response = await page.goto(overviewOf('2031-Q1'));
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Kỳ “Quý I/2031” chưa có số liệu',
  );
  await expect(page.locator('p.lead')).toContainText('từ quý I/2019 đến quý IV/2021');
  await page.getByLabel('Chọn kỳ').selectOption('2020-Q1');
  await page.getByRole('button', { name: 'Xem' }).click();
  await expect(page.locator('p.lead')).toContainText('11,13%');
});

test('the menu opens on a phone without a script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: PHONE,
    baseURL: baseURL ?? '',
  });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByText('Mục lục').click();
  await page.getByRole('link', { name: 'Xếp hạng', exact: true }).click();
  await expect(page).toHaveURL(/\/rankings$/);
  await context.close();
});
