// Five readers and what each came for, from the first page to the last: a story a test.
import type { Page } from '@playwright/test';
import { REVISED } from '../helpers/seed-revision.ts';
import { expect, PHONE, test } from './page-test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('the working group finds who is furthest behind, since when, who answers for it, and the evidence', async ({
  page,
}) => {
  await page.goto(`/?period=${REVISED.period}`);
  const list = page.getByRole('table').filter({ hasText: 'Chậm từ' }).last();
  const first = list.getByRole('row').nth(1);
  await expect(first).toContainText(/Quý \w+\/20\d\d/);
  const name = await first.getByRole('link').first().innerText();
  const missing = await first.getByRole('link').nth(1).innerText();

  await first.getByRole('link').first().click();
  await expect(heading(page)).toContainText(name);
  await expect(heading(page)).toContainText(`cần nâng thêm ${missing} dịch vụ`);
  await expect(page.locator('#who')).toContainText('Chủ tịch Ủy ban nhân dân');

  // The evidence: the very rows that a figure counts, as the province's portal sent them.
  await page.goto(`/units/${REVISED.unit}?period=${REVISED.period}`);
  const row = page.getByRole('row', { name: /trực tuyến mức độ 4/ }).first();
  await row.getByRole('link', { name: '30,0%' }).click();
  await expect(page.getByText('Đếm lại từ các dòng dưới đây: 18/60, khớp')).toBeVisible();
  await expect(page.getByRole('row', { name: /^[0-9a-f]{16}/ }).first()).toBeVisible();
});

test('a province learns why it moved, and keeps a plan that is there again by its address', async ({
  browser,
  baseURL,
  page,
}) => {
  await page.goto('/units/p-26?period=2020-Q1');
  await page.getByRole('link', { name: 'Vì sao', exact: true }).click();
  const why = page.locator('#why');
  await expect(why).toBeInViewport();
  await expect(why).toContainText('kết quả của các đơn vị khác làm giảm 1 bậc');

  await page.goto(`/units/${REVISED.unit}/services?period=${REVISED.period}`);
  // Ticks are links until somebody reaches for the page.
  await page.keyboard.press('Tab');
  await page
    .getByRole('checkbox', { name: /^Đưa vào phương án/ })
    .first()
    .check();
  await expect(page).toHaveURL(/with=\d+$/);
  const plan = page.locator('#plan');
  await expect(plan.locator('.found')).toContainText('Nâng 1 dịch vụ lên mức độ 4');
  const told = await plan.getByRole('table').innerText();

  // A colleague opens the link on another machine.
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  expect(await colleague.locator('#plan').getByRole('table').innerText()).toBe(told);
  await context.close();
});

test('an analyst gets the ranking as it was published last year, with its hash', async ({
  page,
  request,
}) => {
  const answer = await request.get('/api/v1/releases?series=dvc');
  const { releases } = (await answer.json()) as {
    releases: { id: string; period: string; number: number; hash: string; releasedAt: string }[];
  };
  const [latest, first] = releases
    .filter(({ period }) => period === REVISED.period)
    .toSorted((a, b) => b.number - a.number);
  expect(first?.hash).not.toBe(latest?.hash);

  const ranking = `/rankings/provinces/share_l4?period=${REVISED.period}`;
  await page.goto(ranking);
  await expect(page.getByRole('main')).toContainText(latest!.hash.slice(0, 12));
  await page.goto(`${ranking}&asOf=${first!.releasedAt.slice(0, 10)}T23:59:59Z`);
  await expect(page.getByRole('main')).toContainText(first!.hash.slice(0, 12));
  const asPublished = await page.getByRole('table').first().innerText();
  await page.goto(`/rankings/provinces/share_l4?release=${first!.id}`);
  expect(await page.getByRole('table').first().innerText()).toBe(asPublished);

  await page.goto('/verify');
  await page.getByRole('combobox', { name: /^Bản phát hành/ }).selectOption(first!.id);
  await page.getByRole('button', { name: 'Tính lại' }).click();
  await expect(page.getByRole('heading', { name: /^Khớp: / })).toBeVisible({ timeout: 30_000 });
});

test('a newcomer on a phone finds her province by its name without marks, and what a word means', async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: 'Tìm' }).click();
  // Its role is another one as soon as suggestions can come.
  const field = page.getByRole('main').getByRole('search').locator('input');
  await field.fill('vinh phuc');
  await field.press('Enter');
  await page.getByRole('main').getByRole('link', { name: 'Tỉnh Vĩnh Phúc' }).click();
  await expect(heading(page)).toContainText('Vĩnh Phúc xếp thứ');
  await page.locator('p.lead').getByRole('button').first().click();
  await expect(page.locator('[popover]:popover-open')).toBeVisible();
});

/** Goes on by Tab until the focus is where it is wanted. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const isThere = () =>
    page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted);
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error(`${wanted} is not reached by the keyboard`);
}
const MOST_STOPS = 150;

test('a reader without a mouse comes from the first page to every figure of a unit', async ({
  page,
}) => {
  await page.goto(`/?period=${REVISED.period}`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await tabTo(page, 'main td a[href*="/rankings/"], main th a[href*="/rankings/"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/rankings\//);

  await page.goto(`/units/${REVISED.unit}?period=${REVISED.period}`);
  const figures = page.locator('#results td a[href*="/figures/"]');
  const hrefs = await figures.evaluateAll((links) =>
    links.map((link) => link.getAttribute('href')),
  );
  expect(hrefs.length).toBeGreaterThan(5);
  for (const href of hrefs) await tabTo(page, `#results td a[href="${href ?? ''}"]`);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/figures\//);

  // What a picture shows stands below it as a table.
  await page.goto(`/units/${REVISED.unit}?period=${REVISED.period}`);
  await tabTo(page, 'figure summary');
  await page.keyboard.press('Enter');
  await expect(page.locator('figure details[open] table').first()).toBeVisible();
});
