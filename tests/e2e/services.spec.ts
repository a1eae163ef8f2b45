// A province works out a plan on its services: by ticks, by a number, without scripts; the browser, the
// server and the API say the same of it, and its address keeps it.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { REVISED } from '../helpers/seed-revision.ts';
import { expect, test } from './page-test.ts';

const PERIOD = `period=${REVISED.period}`;
const PAGE = `/units/${REVISED.unit}/services?${PERIOD}`;

const outcomeOn = (page: Page) =>
  page
    .locator('#plan tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) =>
          cell.textContent.replace(/\s+/g, ' ').trim(),
        ),
      ),
    );
/** Scripts start where a reader reaches for the page. */
async function reach(page: Page): Promise<void> {
  await page.mouse.move(200, 300);
  await page.mouse.move(210, 310);
}
const rankOn = async (page: Page): Promise<string> => (await outcomeOn(page))[1]?.at(-1) ?? '';

test('a province ticks services, sees its place move, and finds the plan again by its address', async ({
  browser,
  baseURL,
  page,
  request,
}) => {
  await page.goto(PAGE);
  const before = await outcomeOn(page);
  await reach(page);
  const ticks = page.getByRole('checkbox', { name: /^Đưa vào phương án/ });
  for (const at of [0, 2, 4]) await ticks.nth(at).check();
  await expect(page).toHaveURL(/with=\d+(?:%2C\d+){2}$/);
  await expect(page.locator('#plan .found')).toContainText('Nâng 3 dịch vụ lên mức độ 4');
  const told = await outcomeOn(page);
  expect(told).not.toEqual(before);

  await page.reload();
  await reach(page);
  expect(await outcomeOn(page)).toEqual(told);
  await expect(ticks.nth(2)).toBeChecked();

  const query = new URL(page.url()).search.slice(1);
  const answer = await request.get(`/api/v1/units/${REVISED.unit}/plan?${query}`);
  const { outcome } = (await answer.json()) as {
    outcome: { rank: number; ranked: number; raised: number };
  };
  expect(outcome.raised).toBe(3);
  expect(await rankOn(page)).toBe(`${outcome.rank}/${outcome.ranked}`);

  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const plain = await context.newPage();
  await plain.goto(page.url());
  expect(await outcomeOn(plain)).toEqual(told);
  await plain
    .getByRole('link', { name: /^Bỏ khỏi phương án/ })
    .first()
    .click();
  await expect(plain.locator('#plan .found')).toContainText('Nâng 2 dịch vụ');
  await context.close();

  await page.getByRole('spinbutton', { name: 'Số dịch vụ đầu danh sách' }).fill('2');
  await page.keyboard.press('Tab');
  await page.getByRole('radio', { name: /theo đà/ }).check();
  await expect(page).toHaveURL(/raise=2&others=moving$/);
  const moving = await outcomeOn(page);
  await page.reload();
  expect(await outcomeOn(page)).toEqual(moving);
  await page.goBack();
  await expect(page).toHaveURL(/raise=2$/);
});

test('services are narrowed by what is typed, and a plan stays while they are', async ({
  page,
}) => {
  await page.goto(`${PAGE}&raise=4`);
  const list = page.locator('#list');
  await list.getByLabel('Tìm tên').fill('thu tuc 1020');
  await list.getByRole('button', { name: 'Áp dụng' }).click();
  await expect(list.locator('tbody tr')).toHaveCount(1);
  await expect(page).toHaveURL(/raise=4/);
  await list.locator('tbody th a').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Thủ tục 1020');
});

test('the services of a plan are listed alone, whole, and leave as a file', async ({ page }) => {
  const rows = page.locator('#list tbody tr');
  const downloaded = async (): Promise<string> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^Tải .*CSV/ }).click(),
    ]);
    return readFile(await file.path(), 'utf8');
  };
  await page.goto(`${PAGE}&raise=40`);
  await expect(rows).toHaveCount(50);
  const all = parse(await downloaded(), { bom: true });
  expect(all).toHaveLength(1 + REVISED.services);

  await page.getByRole('link', { name: /40 dịch vụ của phương án/ }).click();
  await expect(page.locator('#list h2')).toHaveText('Dịch vụ của phương án');
  await expect(rows).toHaveCount(40);
  expect(parse(await downloaded(), { bom: true })).toHaveLength(1 + 40);
  // The list follows the plan.
  await reach(page);
  await page.getByRole('spinbutton', { name: 'Số dịch vụ đầu danh sách' }).fill('30');
  await page.keyboard.press('Tab');
  await expect(rows).toHaveCount(30);
  await page.goBack();
  await expect(rows).toHaveCount(40);

  await page.goto(`${PAGE}&raise=40&q=thu+tuc+1020`);
  await page.getByRole('link', { name: /40 dịch vụ của phương án/ }).click();
  await expect(rows).toHaveCount(40);
  await page.goto(`${PAGE}&raise=nhiều`);
  await expect(page.locator('#plan .found')).toContainText('“nhiều” không phải là số dịch vụ');
});
