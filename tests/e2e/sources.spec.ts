// How sources stand, as every reader meets it: in the list, on the page of one, on desks and telephones.
import { expect, test } from './page-test.ts';

test('the list names who is down, since when and why', async ({ page }) => {
  await page.goto('/sources');
  const row = page.getByRole('row', { name: /Cổng Đà Nẵng/ });
  await expect(row).toContainText('không trả lời kịp thời');
  await expect(row.getByRole('img')).toHaveAccessibleName(/3 kỳ gần nhất: 1 trả lời; 2 không/);
  await expect(page.getByRole('row', { name: /Cổng Bộ Tư pháp/ })).toContainText(
    'cổng đang nâng cấp',
  );
});

test('the list is narrowed and ordered by its address, without scripts as with them', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/sources?state=paused');
  await expect(page.getByRole('link', { name: 'Cổng Bộ Tư pháp' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Cổng Lâm Đồng' })).toHaveCount(0);
  await context.close();
});

test('a report that has not come is named with its unit', async ({ page }) => {
  await page.goto('/sources');
  const reports = page.locator('section', { hasText: 'Ai đã gửi báo cáo' });
  await reports.getByText('đơn vị chưa gửi').click();
  await expect(reports.getByRole('link', { name: /Hà Nội/ })).toBeVisible();
});

test('one source tells its incidents, its runs and what it was told to do', async ({ page }) => {
  await page.goto('/sources/portal-p-68');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cổng Lâm Đồng: bình thường');
  await expect(page.getByRole('row', { name: /Quý II\/2020/ })).toContainText(
    'không trả lời kịp thời',
  );
  await expect(page.getByRole('row', { name: /nguồn đã trả lời/ })).toContainText('15/7/2020');
  await expect(page.getByText('Cấu hình nguồn')).toHaveCount(0);
});
