// One unit's page as its own department uses it, without scripts: another share, a place that is wanted,
// a message and a sheet to take along.
import { expect, PHONE, test } from './page-test.ts';

test('a department asks about another share and a place that it wants, without scripts', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/units/p-26?period=2020-Q1');
  const contents = page.getByRole('navigation', { name: 'Trong trang này' });
  await contents.getByRole('link', { name: 'Làm gì tiếp' }).click();
  await expect(page).toHaveURL(/#gap$/);

  await page.getByLabel('Muốn lên hạng').fill('40');
  await page.getByRole('button', { name: 'Tính', exact: true }).click();
  await expect(page).toHaveURL(/rank=40/);
  const gap = page.locator('#gap');
  await expect(gap).toContainText('Tới hạng 40');
  await expect(gap).toContainText(/thêm \d+ dịch vụ là bằng hoặc vượt .+, đang ở hạng 40/);

  await page
    .getByLabel('Giải thích theo chỉ tiêu')
    .selectOption({ label: 'Tỷ lệ hồ sơ giải quyết trực tuyến trên tổng số hồ sơ' });
  await page.getByRole('button', { name: 'Xem', exact: true }).last().click();
  await expect(page).toHaveURL(/measure=dossiers_online_all/);
  await expect(gap.getByRole('heading').first()).toContainText(/Thêm [\d.]+ hồ sơ để/);
  // The finding stays that of the headline's measure.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('cần nâng thêm 504 dịch vụ');

  const message = page.getByLabel('Tin để gửi');
  await expect(message).toHaveValue(
    /^Vĩnh Phúc, Quý I\/2020\n.*49\/63.*504.*\n.*5,4% \(110\/2\.045/s,
  );
  expect((await message.inputValue()).split('\n').length).toBeGreaterThanOrEqual(5);
  await context.close();
});

test('on a phone a unit is told in sentences, and what backs them unfolds, also by an address in it', async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  const [index, ends] = [page.locator('#index'), page.locator('#ends')];
  await page.goto('/units/p-26?period=2020-Q1');
  await expect(page.locator('#tasks')).toContainText('Đến hết quý I/2020 chưa có báo cáo quý nào');
  await expect(ends).toBeHidden();
  await page.goto('/units/p-26?period=2020-Q1#ends');
  await expect(ends).toBeVisible();

  await expect(index.getByRole('table')).toBeHidden();
  await index.locator('summary').click();
  await expect(index.getByRole('table')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#others').getByRole('table')).toBeVisible();
});

test('the summary of a unit is one sheet of paper', async ({ page }) => {
  await page.goto('/units/p-26/brief?period=2020-Q1');
  await expect(page.getByRole('row', { name: /đúng hạn/ })).toContainText('96,6%');
  const sheet = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
