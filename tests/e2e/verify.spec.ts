// A release worked out again in the reader's browser: from a button, from a file, and by the keyboard.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from './page-test.ts';

test('a release comes out with its published hash, by the keyboard alone', async ({ page }) => {
  await page.goto('/rankings/provinces/share_l4?period=2020-Q1');
  await page.getByRole('link', { name: 'Kiểm tra lại bản này' }).click();
  // It comes with the scripts; who tabs before goes past it.
  const button = page.getByRole('button', { name: 'Tính lại' });
  await expect(button).toBeVisible();
  await page.getByRole('combobox', { name: /^Bản phát hành/ }).focus();
  await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Khớp: / })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Quý I\/2020, bản số \d+\.$/)).toBeVisible();
});

test('a package in which a figure was altered is told row by row', async ({ page, request }) => {
  await page.goto('/rankings/provinces/share_l4?period=2020-Q1');
  await page.getByRole('link', { name: 'Kiểm tra lại bản này' }).click();
  const href = await page.getByRole('link', { name: /^Tải gói/ }).getAttribute('href');
  const files = unzipSync(await (await request.get(href ?? '')).body());
  const text = strFromU8(files['observations.csv'] ?? new Uint8Array());
  const manifest = strFromU8(files['datapackage.json'] ?? new Uint8Array());
  const [period = ''] = /(?<="period": ")[^"]+/.exec(manifest) ?? [];
  const line = new RegExp(`^(26,share_l4,${period}),[^,]+,(\\d+),`, 'm');
  const altered = text.replace(
    line,
    (_, subject: string, n: string) => `${subject},,${Number(n) + 9},`,
  );
  expect(altered).not.toBe(text);
  const buffer = Buffer.from(zipSync({ ...files, 'observations.csv': strToU8(altered) }));
  await page
    .getByLabel(/chọn tệp \.zip/)
    .setInputFiles({ name: 'altered.zip', mimeType: 'application/zip', buffer });
  await expect(page.getByRole('heading', { name: /^Không khớp/ })).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByRole('rowheader', { name: 'share_l4 · provinces · 26', exact: true }),
  ).toBeVisible();
  await page
    .getByLabel(/chọn tệp \.zip/)
    .setInputFiles({ name: 'no.zip', mimeType: 'application/zip', buffer: Buffer.from('no') });
  await expect(page.getByText('Tệp này không đọc được')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says which command verifies a release', async ({ page }) => {
    await page.goto('/verify');
    await expect(page.getByText('npm run load -- release.zip --check')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Tính lại' })).toHaveCount(0);
    const choice = page.getByRole('combobox', { name: /^Bản phát hành/ });
    const [release = ''] = await choice.selectOption({ label: 'Quý I/2020, bản số 1' });
    await page.getByRole('button', { name: 'Chọn bản này' }).click();
    await expect(choice).toHaveValue(release);
    await expect(
      page.getByRole('link', { name: 'Tải gói Quý I/2020, bản số 1 (.zip)' }),
    ).toHaveAttribute('href', `/api/v1/releases/${release}.zip`);
  });
});
