// The way in and the back rooms in a browser: by keyboard alone, without scripts, on phones, with axe.
import { inviteFirstAdministrator } from '#lib/server/store/invitations.ts';
import { PASSWORD } from '../helpers/staff.ts';
import {
  expect,
  expectAccessible,
  expectSound,
  join,
  openDatabase,
  signIn,
  test,
} from './page-test.ts';

test.describe.configure({ mode: 'serial' });

const EMAIL = 'first@example.vn';

async function firstAddress(): Promise<string> {
  const db = openDatabase();
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
    const account = page.getByRole('banner').locator('summary', { hasText: 'Tài khoản' });
    await account.filter({ visible: true }).press('Enter');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await expect(page.getByRole('link', { name: 'Đăng nhập' }).first()).toBeVisible();
  });
});

test('what waits for a decision can be read and decided by everybody', async ({ page }) => {
  test.slow();
  await signIn(page, EMAIL);
  await expectSound(page, '/en/admin/releases', { dark: false });
  await expectSound(page, '/admin/releases', { dark: true });
  await page.goto('/admin/releases');
  const held = page.locator('section', { hasText: 'Quý I/2022' }).first();
  await held.getByLabel('Lý do').fill('Chỉ một đơn vị có số liệu');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('không được phát hành');
  await expect(page.getByText('Chỉ một đơn vị có số liệu')).toBeVisible();
});

test('a reporter finds what the unit was asked, and answers', async ({ page }) => {
  test.slow();
  await join(page, { role: 'unit_reporter', unitId: 'p-24', email: 'p24@example.vn' });
  await page.getByRole('link', { name: /Bắc Giang: Nhiều đơn vị dồn sát/ }).click();
  await expect(page).toHaveURL(/\/admin\/signs\?sign=/);
  await expectSound(page, '/admin/signs', { dark: true });
  await page.goto('/admin/signs');
  const asked = page.locator('article', { hasText: 'Nhiều đơn vị dồn sát' }).first();
  await asked.getByLabel('Trả lời').fill('Nâng theo kế hoạch của tỉnh');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Đã ghi nhận');
});
