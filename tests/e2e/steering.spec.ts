// Sources, runs and trials in a browser: with axe, on a desk and on a phone, by forms alone, and live.
import { tellProgress } from '#lib/server/store/run-progress.ts';
import { expect, expectAccessible, join, openDatabase, signIn, test } from './page-test.ts';
import type { Page } from '@playwright/test';

test.describe.configure({ mode: 'serial' });

const EMAIL = 'steering@example.vn';

/** The first link in the table of a page. */
const firstIn = (page: Page, path: string) => page.locator(`tbody th a[href^="${path}"]`).first();

async function addressOfFirst(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return (await firstIn(page, `${path}/`).getAttribute('href')) ?? '';
}

test('an administrator joins', async ({ page }) => {
  await join(page, { role: 'administrator', unitId: 'vn', email: EMAIL });
});

test('a run under way shows how far it is, and that it has ended', async ({ page }) => {
  await signIn(page, EMAIL);
  await page.goto('/admin/runs');
  await expect(page.getByText('Đang theo dõi trực tiếp')).toBeVisible({ timeout: 30_000 });
  const href = (await firstIn(page, '/admin/runs/').getAttribute('href')) ?? '';
  const runId = href.split('/').at(-1) ?? '';
  const db = openDatabase();
  try {
    const told = { runId, sourceId: 's', period: '2020-Q1', pages: 3, rows: 1_200, at: '' };
    await tellProgress(db, { ...told, step: 'fetch' });
    await expect(page.getByText('đang tải: 3 trang, 1.200 dòng')).toBeVisible();
    await tellProgress(db, { ...told, step: 'done' });
    await expect(page.getByText('đang tải')).toBeHidden();
  } finally {
    await db.close();
  }
});

const OWN_TEXT = '{"id": "cong-moi", "kind": "csv"}';

/** Types a configuration, leaves by a link or by a button of the form, and comes back. */
async function expectKeptOnBack(page: Page, leave: () => Promise<void>): Promise<void> {
  await page.goto('/admin/sources/new?kind=csv');
  const field = page.getByLabel('Cấu hình (JSON)');
  await field.fill(OWN_TEXT);
  await leave();
  await page.goBack();
  await expect(page).toHaveURL(/\/new\?kind=csv$/);
  await expect(field).toHaveValue(OWN_TEXT);
}

/** Leaves the page of a new source by a link, and then by a check that finds faults. */
async function expectNothingTypedIsLost(page: Page): Promise<void> {
  await signIn(page, EMAIL);
  await expectKeptOnBack(page, async () => {
    await page.getByRole('link', { name: 'Tất cả nguồn', exact: true }).click();
    await expect(page).toHaveURL(/\/admin\/sources$/);
  });
  await expectKeptOnBack(page, async () => {
    await page.getByRole('button', { name: 'Kiểm tra và xem khác biệt' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('Cấu hình (JSON)')).toHaveValue(OWN_TEXT);
    // The fields beside it stay those of the kind.
    await expect(page.locator('.chips [aria-current]')).toHaveAttribute('href', /kind=csv$/);
  });
}

test('what is typed for a new source outlives a failed check and the way back', async ({
  page,
}) => {
  await expectNothingTypedIsLost(page);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('a source is checked, seen and saved, and its old version shown again', async ({ page }) => {
    await signIn(page, EMAIL);
    await page.goto(await addressOfFirst(page, '/admin/sources'));
    const field = page.getByLabel('Cấu hình (JSON)');
    const before = await field.inputValue();
    await field.fill(before.replace(/"timeoutMs": \d+/, '"timeoutMs": "x"'));
    await page.getByRole('button', { name: 'Kiểm tra và xem khác biệt' }).click();
    await expect(page.getByRole('alert')).toContainText('timeoutMs: sai kiểu, phải là number');
    await field.fill(before.replace(/"timeoutMs": \d+/, '"timeoutMs": 7777'));
    await page.getByRole('button', { name: 'Kiểm tra và xem khác biệt' }).click();
    await expect(page.getByRole('cell', { name: '7777' }).first()).toBeVisible();
    await page.getByLabel('Lý do (bắt buộc').last().fill('cổng chậm');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(page.getByRole('status')).toHaveText('Đã lưu phiên bản 2.');
    await page.getByRole('link', { name: 'Dùng lại phiên bản này' }).click();
    await expect(page.getByLabel('Cấu hình (JSON)')).toHaveValue(before);
  });

  test('what is typed for a new source outlives a failed check and the way back', async ({
    page,
  }) => {
    await expectNothingTypedIsLost(page);
  });

  test('a trial is asked for, and waits for the scheduler', async ({ page }) => {
    await signIn(page, EMAIL);
    await page.goto(await addressOfFirst(page, '/admin/sources'));
    await page.getByRole('button', { name: 'Thử', exact: true }).click();
    await expect(page).toHaveURL(/\/admin\/trials\//);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Đang chờ thử');
  });
});

test('what is told of faults, differences and a trial can be used by everybody', async ({
  page,
}) => {
  await signIn(page, EMAIL);
  await page.goto(await addressOfFirst(page, '/admin/sources'));
  const field = page.getByLabel('Cấu hình (JSON)');
  const before = await field.inputValue();
  for (const wrongOrRight of ['"x"', '8888']) {
    await field.fill(before.replace(/"timeoutMs": \d+/, `"timeoutMs": ${wrongOrRight}`));
    await page.getByRole('button', { name: 'Kiểm tra và xem khác biệt' }).click();
    await expect(page.getByText('timeoutMs').first()).toBeVisible();
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Thử', exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/trials\//);
  await expectAccessible(page);
});
