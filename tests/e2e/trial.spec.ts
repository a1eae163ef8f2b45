// Other weights tried on an index: worked out in the browser's worker by mouse or keyboard, by the server
// without scripts, both alike; kept in the address, and never taken for a ranking.
import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';

const INDEX = '/rankings/provinces/tiendo:tiendo?period=2020-Q1';
const TRIAL = `${INDEX}&w.provision=10&w.documents=60&w-move=40&w-scale=minmax`;

/** Trial ranks and intervals with their units, as the table tells them. */
const triedOn = (page: Page) =>
  page
    .locator('main table')
    .first()
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('th, td')]
          .slice(0, 4)
          .map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
      ),
    );

/** Everything that a browser complains of. */
function complaintsOf(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

test('a weight moved by the keyboard is worked out in a worker, which ends with the page', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.goto(INDEX);
  await expect(page.getByRole('columnheader', { name: 'Hạng thử' })).toHaveCount(0);
  await page.getByText('Thử trọng số khác').click();
  const [worker] = await Promise.all([
    page.waitForEvent('worker'),
    page.getByRole('slider', { name: 'Trọng số: Văn bản điện tử' }).press('ArrowRight'),
  ]);
  expect(new URL(worker.url()).origin).toBe(new URL(page.url()).origin);
  await expect(page.getByRole('columnheader', { name: 'Hạng thử' })).toBeVisible();
  await expect(page.getByText('Bản thử, không phải xếp hạng chính thức.')).toBeVisible();
  await expect(page.getByRole('spinbutton', { name: 'Văn bản điện tử' })).toHaveValue('21');
  await expect(page).toHaveURL(/w\.documents=21/);
  // The other parts of the page know of it.
  await expect(page.getByRole('link', { name: 'EN: English' }).first()).toHaveAttribute(
    'href',
    /w\.documents=21/,
  );
  const ended = worker.waitForEvent('close');
  await page.getByRole('link', { name: 'Xếp hạng', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Xếp hạng theo từng chỉ tiêu');
  await ended;
  expect(complaints).toEqual([]);
});

test('the address keeps a trial: a link shows the same, and back leads out of it', async ({
  page,
}) => {
  await page.goto(INDEX);
  await page.getByText('Thử trọng số khác').click();
  const field = page.getByRole('spinbutton', { name: 'Văn bản điện tử' });
  await field.fill('60');
  await field.press('Tab');
  await page.getByRole('spinbutton', { name: /dao động/ }).fill('40');
  await page.keyboard.press('Tab');
  await page.getByRole('combobox', { name: 'Thang điểm' }).selectOption('minmax');
  await page.getByRole('columnheader', { name: 'Hạng thử' }).getByRole('button').click();
  await expect(page).toHaveURL(/w\.documents=60&w-move=40&w-scale=minmax&sort=-trial$/);
  // The server works the linked trial out, the worker does it on the page: to the last place alike.
  const linked = await page.context().newPage();
  await linked.goto(page.url());
  const told = await triedOn(linked);
  await expect.poll(() => triedOn(page)).toEqual(told);
  await page.reload();
  expect(await triedOn(page)).toEqual(told);
  await page.goBack();
  await expect(page).toHaveURL(/w-scale=minmax$/);
  await page.goBack();
  await expect(page).toHaveURL(/w\.documents=60&w-move=40$/);
  await expect(page.getByRole('combobox', { name: 'Thang điểm' })).toHaveValue('');
  await page.goBack();
  await expect(page).toHaveURL(/w\.documents=60$/);
  // The page comes anew after its address: a step back before that would be lost.
  await expect(page.getByRole('spinbutton', { name: /dao động/ })).not.toHaveValue('40');
  await page.waitForLoadState();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${INDEX.replace(/[?]/, '\\?')}$`));
  await expect(page.getByRole('columnheader', { name: 'Hạng thử' })).toHaveCount(0);
  // The page was loaded anew on the way back, and nothing is tried on it.
  await page.getByText('Thử trọng số khác').click();
  await expect(field).toHaveValue('20');
});

test('a table ordered during a trial stays in it, and a trial leaves what is sought', async ({
  page,
}) => {
  await page.goto(TRIAL);
  await page.getByLabel('Tìm theo tên').fill('ha n');
  await expect(page).toHaveURL(/w\.documents=60.*q=ha\+n/);
  await page.getByRole('link', { name: 'Về như công bố' }).click();
  await expect(page).toHaveURL(/period=2020-Q1&q=ha\+n$/);
  await expect(page.getByRole('columnheader', { name: 'Hạng thử' })).toHaveCount(0);
  await expect(page.locator('tbody th[scope=row] a')).toHaveText(['Hà Nội', 'Hà Nam']);
});

test('a trial says whose it is and stands in its own order; its citation names no release', async ({
  page,
}) => {
  await page.goto(TRIAL);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Bản thử theo trọng số của người đọc',
  );
  const ranks = (await triedOn(page)).map(([rank = '']) => Number.parseInt(rank, 10));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  await expect(page.getByRole('columnheader', { name: 'Hạng công bố' })).toBeVisible();
  const cited = page.locator('footer .cite');
  await expect(cited).toContainText('không phải bản phát hành');
  await expect(cited).not.toContainText(/mã [\da-f]{12}/);
  const told = await page.getByText('Trọng số, quy về tổng 100%').textContent();
  const shares = [...(told ?? '').matchAll(/([\d,]+)% \(/g)].map(([, share = '']) =>
    Number(share.replace(',', '.')),
  );
  expect(shares).toHaveLength(4);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
});

for (const [query, said] of [
  ['w.use=-5', 'w.use là một số từ 0 đến 100.'],
  ['w.foo=3', /^Có thể đặt: w\.provision, w\.use, /],
  ['w-scale=no', /^w-scale là một trong: /],
] as const) {
  test(`an address that cannot be tried is told what it may say: ${query}`, async ({ page }) => {
    const answer = await page.goto(`${INDEX}&${query}`);
    expect(answer?.status()).toBe(400);
    await expect(page.getByText(said)).toBeVisible();
  });
}

test('weights of nought are told to be too little', async ({ page }) => {
  await page.goto(`${INDEX}&w.provision=0&w.use=0&w.documents=0&w.platforms=0`);
  await expect(page.getByText('Ít nhất một trọng số phải lớn hơn 0.')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Hạng thử' })).toHaveCount(0);
  await expect(page.getByText('quy về tổng 100%')).toHaveCount(0);
});

test('a counted share has no weights to try, nor has an index of one part', async ({ page }) => {
  for (const path of [
    '/rankings/provinces/share_l4?period=2020-Q1',
    '/rankings/provinces/it_application:it_application?series=it-application-2017',
  ]) {
    await page.goto(path);
    await expect(page.getByText('Thử trọng số khác')).toHaveCount(0);
  }
});

test('without scripts the server answers the form with the figures of the worker', async ({
  browser,
  page,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const plain = await context.newPage();
  await plain.goto(INDEX);
  await plain.getByText('Thử trọng số khác').click();
  await plain.getByRole('spinbutton', { name: 'Văn bản điện tử' }).fill('60');
  await plain.getByRole('button', { name: 'Tính thử' }).click();
  await expect(plain.getByRole('columnheader', { name: 'Hạng thử' })).toBeVisible();
  const served = await triedOn(plain);
  expect(served).toHaveLength(63);
  await context.close();

  await page.goto(INDEX);
  await page.getByText('Thử trọng số khác').click();
  await page.getByRole('spinbutton', { name: 'Văn bản điện tử' }).fill('60');
  await expect(page.getByRole('columnheader', { name: 'Hạng thử' })).toBeVisible();
  expect(await triedOn(page)).toEqual(served);
});
