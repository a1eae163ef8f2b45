// Where a figure comes from, and what was said otherwise after it was released.
import { REVISED } from '../helpers/seed-revision.ts';
import { expect, startScripts, test } from './page-test.ts';

const UNIT = `/units/${REVISED.unit}`;

test('a figure of a unit leads to its versions, its reply and the services that it counts', async ({
  page,
}) => {
  await page.goto(`${UNIT}?period=${REVISED.period}`);
  const row = page.getByRole('row', { name: /mức độ 4, *chỉ tiêu|trực tuyến mức độ 4/ }).first();
  await expect(row).toContainText('đã điều chỉnh 2/6/2021');
  await startScripts(page);
  const figure = row.getByRole('link', { name: '30,0%' });
  await figure.click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('heading').first()).toContainText('30,0% (18/60)');
  await expect(page).toHaveURL(new RegExp(`${UNIT}/figures/share_l4`));
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(figure).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`${UNIT}\\?period`));
  await page.goForward();
  await drawer.getByRole('link', { name: 'Mở thành trang riêng' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('30,0% (18/60)');
  await expect(page.getByText('Đếm lại từ các dòng dưới đây: 18/60, khớp')).toBeVisible();
  const versions = page.getByRole('table').first().getByRole('row');
  await expect(versions).toHaveCount(3);
  await expect(versions.last()).toContainText('nguồn điều chỉnh số đã báo');
  await versions.nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('(84/1.686)');
});

test('a value in a ranking leads to where it comes from, in the same release', async ({ page }) => {
  await page.goto(`/rankings/provinces/share_l4?period=${REVISED.period}`);
  await page
    .getByRole('row', { name: /Quảng Nam/ })
    .getByRole('link', { name: '30,0%' })
    .click();
  await expect(page).toHaveURL(new RegExp(`${UNIT}/figures/share_l4\\?.*release=`));
});

test('corrections are listed apart from late figures, and narrowed by the address', async ({
  page,
}) => {
  await page.goto('/corrections');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '3 số liệu đã điều chỉnh sau khi phát hành, 3 số liệu về muộn',
  );
  await page.getByLabel('Lý do').selectOption('R1');
  await page.getByRole('button', { name: 'Áp dụng' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('0 số liệu về muộn');
  await expect(page.getByRole('row', { name: /Quảng Nam/ })).toHaveCount(3);
  await expect(page.getByRole('row', { name: /Hưng Yên/ })).toHaveCount(0);
});
