// The way in and the back rooms in a browser: by keyboard alone, without scripts, on phones, with axe.
import { connect } from '#lib/server/db/client.ts';
import { inviteFirstAdministrator } from '#lib/server/store/invitations.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, PHONE, test } from './page-test.ts';

test.describe.configure({ mode: 'serial' });

const EMAIL = 'first@example.vn';
const PASSWORD = 'ngựa đúng pin ghim';

async function firstAddress(): Promise<string> {
  const url = process.env.TIENDO_E2E_DATABASE;
  if (!url) throw new Error('tests/e2e/global-setup.ts has not run');
  const db = connect(url, { max: 1 });
  try {
    return `/invitations/${String(await inviteFirstAdministrator(db, new Date()))}`;
  } finally {
    await db.close();
  }
}

test('the first administrator joins by keyboard alone', async ({ page }) => {
  await page.goto(await firstAddress());
  await expectAccessible(page);
  await page.getByLabel('Họ và tên').focus();
  for (const text of ['Nguyễn Văn A', EMAIL, PASSWORD, PASSWORD]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('a person signs in, and out again', async ({ page }) => {
    await page.goto('/admin/people');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel('Thư điện tử').fill(EMAIL);
    await page.getByLabel('Mật khẩu').fill('sai mật khẩu rồi');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('Thư điện tử hoặc mật khẩu không đúng.');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/admin\/people$/);
    await page.locator('header details > summary').first().press('Enter');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await expect(page.getByRole('link', { name: 'Đăng nhập' }).first()).toBeVisible();
  });
});

test('the back rooms can be used by everybody, on a desk and on a phone', async ({ page }) => {
  await page.goto('/sign-in');
  await expectAccessible(page);
  await page.getByLabel('Thư điện tử').fill(EMAIL);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin$/);
  for (const path of ['/admin', '/admin/people', '/admin/tokens', '/admin/mail']) {
    await page.goto(path);
    await expectAccessible(page);
    await expect(page.locator('nav a[aria-current="page"]')).toHaveAttribute('href', path);
  }
  await page.setViewportSize(PHONE);
  for (const path of ['/admin', '/admin/people', '/admin/mail']) {
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  }
});
