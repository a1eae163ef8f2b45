// The ranking of a measure: order, search, choice and columns by mouse, by keyboard and without
// scripts; who is left out and why.
import { expect, PHONE, test } from './page-test.ts';

const SHARE = '/rankings/provinces/share_l4';
const names = 'tbody th[scope=row] a';

test('the leader and those short of the target head the page', async ({ page }) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Hải Dương vẫn đứng đầu; 58/63 tỉnh, thành phố chưa đạt 30% dịch vụ công trực tuyến mức độ 4',
  );
  await expect(page.getByRole('row', { name: /Vĩnh Phúc/ })).toContainText('110/2.045');
  await expect(page.getByRole('row', { name: /Vĩnh Phúc/ })).toContainText('504');
});

test('a click on a head orders the table and writes the address', async ({ page }) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  const head = page.getByRole('columnheader', { name: /Còn thiếu/ });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=-lacking/);
  await expect(page.locator(names).first()).toHaveText('Phú Thọ');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.locator('tbody td').filter({ hasText: 'đã đạt' }).first()).toBeVisible();
});

test('the keyboard orders the table as the mouse does', async ({ page }) => {
  await page.addInitScript("addEventListener('tiendo:started', () => (window.isStarted = true))");
  await page.goto(`${SHARE}?period=2020-Q1`);
  const head = page.getByRole('columnheader', { name: /Đơn vị/ });
  await head.getByRole('button').focus();
  // Whoever reaches for the page starts its scripts; before that a head sends the form.
  await page.waitForFunction(() => 'isStarted' in window);
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  // The Vietnamese order: An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang.
  await expect(page.locator(names).nth(2)).toHaveText('Bạc Liêu');
  await expect(page.locator(names).nth(3)).toHaveText('Bắc Giang');
  await expect(head.getByRole('button')).toBeFocused();
});

test('a search ignores marks and capitals', async ({ page }) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  await page.getByLabel('Tìm theo tên').fill('DAK');
  await expect(page.locator(names)).toHaveText(['Đắk Lắk', 'Đắk Nông']);
  await expect(page.getByRole('status')).toContainText('2/63 đơn vị');
  await expect(page).toHaveURL(/q=DAK/);
});

test('region and state narrow the table together', async ({ page }) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  await page.getByRole('combobox', { name: 'Vùng' }).selectOption({ label: 'Tây Nguyên' });
  await page.getByRole('combobox', { name: 'Tình trạng' }).selectOption({ label: 'Đạt' });
  await expect(page.locator(names)).toHaveText(['Lâm Đồng']);
  await page.getByRole('link', { name: 'Bỏ lọc' }).click();
  await expect(page.locator(names)).toHaveCount(63);
});

test('back widens the table again, and its choices say so', async ({ page }) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  const region = page.getByRole('combobox', { name: 'Vùng' });
  await region.selectOption({ label: 'Tây Nguyên' });
  await expect(page).toHaveURL(/region=/);
  await page.goBack();
  await expect(page.locator(names)).toHaveCount(63);
  await expect(region).toHaveValue('');
});

test('a province sees who leads, who is near and what lies between, pins one, and back unpins it', async ({
  page,
}) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  await page.getByLabel('Dẫn đầu và liền kề').selectOption({ label: 'Vĩnh Phúc' });
  await expect(page).toHaveURL(/near=p-26/);
  await expect(page.locator(names)).toHaveCount(10);
  await expect(page.locator(names).first()).toHaveText('Hải Dương');
  // 110 of 2,045 beside 807 of 1,833: ⌈0.4403 · 2,045⌉ = 901.
  await expect(page.getByRole('row', { name: /Hải Dương/ })).toContainText('kém 791');
  await page.getByLabel('Ghim lên đầu').selectOption({ label: 'Cà Mau' });
  await expect(page.locator(names).first()).toHaveText('Cà Mau');
  const shown = await page.locator(names).allInnerTexts();
  const address = page.url();
  // Whom a reader follows stays in sight on the next measure.
  const other = page.getByRole('link', { name: 'Hồ sơ giải quyết trực tuyến' }).first();
  await expect(other).toHaveAttribute('href', /dossiers_online_all\?.*near=p-26&pin=p-96/);
  await page.goBack();
  await expect(page).toHaveURL(/near=p-26$/);
  await expect(page.locator(names).first()).toHaveText('Hải Dương');
  await page.goto(address);
  await expect(page.locator(names)).toHaveText(shown);
});

test('a table is taken along as it stands: to the clipboard, as a workbook, as an address', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.setViewportSize(PHONE);
  await page.goto(`${SHARE}?period=2020-Q1&q=dak&cols=counts&cols=change&cols=lacking&cols=state`);
  // On a phone the columns that were chosen scroll, and the names stay.
  const frame = page.getByRole('region', { name: /Dịch vụ công/ });
  await frame.evaluate((box) => box.scrollTo({ left: 400 }));
  const left = await page.locator('tbody th').first().boundingBox();
  expect(left!.x).toBeGreaterThanOrEqual(0);
  await page.getByRole('button', { name: 'Sao chép bảng (2 dòng)' }).click();
  await expect(page.getByText('Đã sao chép 2 dòng').first()).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')[1]).toMatch(/^9\tĐắk Lắk\t17,9%\t321\/1\.798\t/);
  await page.getByRole('button', { name: 'Sao chép địa chỉ' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/q=dak&cols=counts/);
  const workbook = await page.getByRole('link', { name: /^Excel/ }).getAttribute('href');
  const answer = await page.request.get(workbook ?? '');
  expect(answer.headers()['content-disposition']).toMatch(/-minh-hoa\.xlsx"$/);
});

test('columns can be left out', async ({ page }) => {
  await page.goto(`${SHARE}?period=2020-Q1`);
  await page.locator('summary', { hasText: 'Cột hiển thị' }).click();
  await page.getByLabel('5 kỳ').uncheck();
  await expect(page.getByRole('columnheader', { name: '5 kỳ' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: '5 kỳ' })).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: /Còn thiếu/ })).toHaveCount(1);
});

test('without scripts the table is whole, and order and search work on the server', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto(`${SHARE}?period=2020-Q1`);
  await expect(page.locator(names)).toHaveCount(63);
  await page.getByRole('columnheader', { name: /Tỷ lệ/ }).getByRole('button').click();
  await page.getByRole('columnheader', { name: /Tỷ lệ/ }).getByRole('button').click();
  await expect(page.locator(names).first()).toHaveText('Long An');
  await page.getByLabel('Tìm theo tên').fill('ha n');
  await page.getByRole('button', { name: 'Áp dụng' }).click();
  await expect(page.locator(names)).toHaveText(['Hà Nam', 'Hà Nội']);
  await expect(page).toHaveURL(/period=2020-Q1/);
  await context.close();
});

test('a unit whose portal was silent stands below the table, with what was last known', async ({
  page,
}) => {
  await page.goto(`${SHARE}?period=2021-Q1`);
  const unranked = page.locator('section', { hasText: 'Chưa xếp hạng: 3 đơn vị' });
  await expect(unranked.getByRole('row', { name: /Hải Dương/ })).toContainText(
    /cổng của đơn vị không trả lời.*vắng 1 kỳ liên tiếp.*\(quý IV\/2020\)/s,
  );
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    '60/60 tỉnh, thành phố có số liệu chưa đạt',
  );
});

test('nobody is said to have passed a leader who was silent, and who was is named', async ({
  page,
}) => {
  await page.goto(`${SHARE}?period=2020-Q2`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Ninh Thuận đứng đầu; Hải Dương, kỳ trước đứng đầu, chưa có số liệu',
  );
  await expect(page.getByText('Kỳ này xếp hạng 61 đơn vị, kỳ trước 63')).toBeVisible();
  await page.getByLabel('Tìm theo tên').fill('hai duong');
  await expect(page.getByText('có 1 đơn vị ở phần chưa xếp hạng')).toBeVisible();
});

test('the own index says that it is no official ranking', async ({ page }) => {
  await page.goto('/rankings/provinces/tiendo:tiendo?period=2020-Q4');
  await expect(page.locator('p.lead')).toContainText('không phải xếp hạng chính thức');
});

test('equals share a rank in the published ranking of 2017, and the next rank is left out', async ({
  page,
}) => {
  await page.goto('/rankings/provinces/it_application:it_application?series=it-application-2017');
  const ranks = await page.locator('td .rank').allInnerTexts();
  expect(ranks.filter((rank) => rank === '17')).toHaveLength(2);
  expect(ranks).not.toContain('18');
  await expect(page.locator('h1')).not.toContainText('minh họa');
});

test('every link of the list of rankings leads to one', async ({ page }) => {
  test.slow();
  await page.goto('/rankings?period=2020-Q1');
  const links = await page
    .locator('main table a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(links.length).toBeGreaterThan(30);
  for (const link of links) expect((await page.request.get(link)).status(), link).toBe(200);
});
