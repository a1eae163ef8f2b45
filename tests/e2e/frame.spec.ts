// The frame of every page: light and dark, the order on phones, menu, search, terms, citation, the
// picture that goes with an address, and what is shown where a page is not there.
import { expect, expectAccessible, PHONE, test } from './page-test.ts';

const HELD = '/?period=2020-Q4';
const RANKING = '/rankings/provinces/share_l4?period=2020-Q1';
const UNIT = '/units/p-26?period=2020-Q1';

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });
  test('the page is dark', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(15, 21, 30)');
  });

  test('paper is white all the same', async ({ page }) => {
    await page.goto('/');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  });
});

test('a reader’s choice of look outlives the page and is nothing that the server knows', async ({
  page,
}) => {
  await page.goto('/glossary');
  const look = page.getByRole('group', { name: 'Giao diện' });
  await look.getByRole('button', { name: 'Tối' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/glossary', { waitUntil: 'commit' });
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(15, 21, 30)');
  expect(await (await page.request.get('/glossary')).text()).toContain('<html lang="vi">');
  await look.getByRole('button', { name: 'Theo máy' }).click();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});

test('back leads to what was shown before, also where the page was loaded anew meanwhile', async ({
  page,
}) => {
  await page.addInitScript("addEventListener('tiendo:started', () => (window.isStarted = true))");
  await page.goto(RANKING);
  const names = page.locator('tbody th[scope=row] a');
  const before = await names.allInnerTexts();
  await page.mouse.move(300, 300);
  await page.waitForFunction(() => 'isStarted' in window);
  await page
    .getByRole('columnheader', { name: /Đơn vị/ })
    .getByRole('button')
    .click();
  await expect(names).not.toHaveText(before);
  await page.reload();
  await page.goBack();
  await expect(page).toHaveURL(/period=2020-Q1$/);
  await expect(names).toHaveText(before);
});

const FOUND = ['/', HELD, RANKING, UNIT, '/indicators/share_l4', '/platforms', '/procedures'];

test('pages begin on a phone with their finding', async ({ page }) => {
  await page.setViewportSize(PHONE);
  for (const path of FOUND) {
    await page.goto(path);
    const header = await page.locator('header').first().boundingBox();
    const heading = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(heading!.y - (header!.y + header!.height), path).toBeLessThan(300);
  }
});

test('how a held release came out is one line below the lead, and unfolds', async ({ page }) => {
  await page.goto(HELD);
  const note = page.locator('details', { hasText: 'từng được giữ lại để xem xét' });
  const lead = await page.locator('p.lead').boundingBox();
  const box = await note.boundingBox();
  expect(box!.y).toBeGreaterThan(lead!.y);
  expect(box!.height).toBeLessThan(48);
  await note.locator('summary').click();
  await expect(note.getByText(/Lý do: /)).toBeVisible();
});

test('the search suggests while one types and is walked by the keyboard', async ({ page }) => {
  await page.goto('/');
  const field = page.getByRole('banner').getByRole('search').locator('input');
  await field.focus();
  await expect(field).toHaveRole('combobox');
  await field.pressSequentially('vinh');
  const options = page.getByRole('listbox').getByRole('option');
  await expect(options.first()).toContainText('Tỉnh Vĩnh');
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(field).toBeFocused();
  await field.pressSequentially(' phuc');
  await expect(options).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/units\/p-26$/);
  await expect(field).toHaveValue('');
});

test('Enter without a choice shows all that was found, and a page that is not there asks again', async ({
  page,
}) => {
  await page.goto('/khong-co');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Không tìm thấy trang này');
  const field = page.getByRole('main').getByRole('search').locator('input');
  await field.fill('mức độ 4');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('kết quả cho “mức độ 4”');
  await page.getByRole('main').getByRole('link', { name: 'Mức độ 4', exact: true }).click();
  await expect(page).toHaveURL(/\/glossary#level_4$/);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the search, the menu and the terms are all there', async ({ page }) => {
    await page.goto('/?period=2020-Q1');
    const term = page.locator('p.lead button', { hasText: 'điểm phần trăm' });
    const definition = page.locator('[popover]', { hasText: 'Hiệu của hai tỷ lệ' });
    await term.focus();
    await page.keyboard.press('Enter');
    await expect(definition).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(definition).toBeHidden();
    await expect(term).toBeFocused();
    await page.getByText('Thêm', { exact: true }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Thuật ngữ' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('thuật ngữ');
    const field = page.getByRole('banner').getByRole('search').locator('input');
    await field.fill('bldtbxh');
    await field.press('Enter');
    await page.getByRole('link', { name: 'Bộ Lao động - Thương binh và Xã hội' }).click();
    await expect(page).toHaveURL(/\/units\/m-bldtbxh$/);
  });
});

test('the menu of a phone holds every page, says where one is, and is put away by Esc', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/platforms');
  const opener = page.getByText('Mục lục');
  await opener.click();
  const menu = page.getByRole('navigation', { name: 'Các trang chính' });
  await expect(menu.getByRole('link', { name: 'Nền tảng' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  for (const name of ['Tổng quan', 'Thủ tục', 'Cả nước', 'Cách tính', 'Dữ liệu và API']) {
    await expect(menu.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await expectAccessible(page);
  await menu.getByRole('link', { name: 'Thủ tục' }).focus();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
});

test('another language is the same page at the same place, and going back leads to the first', async ({
  page,
}) => {
  const english = page.getByRole('banner').getByRole('link', { name: 'EN: English' });
  await page.goto('/glossary#lgsp');
  await english.click();
  await expect(page).toHaveURL(/\/en\/glossary#lgsp$/);
  await page.goBack();
  await expect(page).toHaveURL(/[^n]\/glossary#lgsp$/);
  await page.goto(`${RANKING}&sort=name`);
  await english.click();
  await expect(page).toHaveURL(/\/en\/rankings\/provinces\/share_l4\?period=2020-Q1&sort=name$/);
});

test('a citation names the very release, and leads to it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(RANKING);
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: 'Sao chép trích dẫn' }).click();
  await expect(page.getByRole('button', { name: 'Đã sao chép' })).toBeVisible();
  const cited = await page.evaluate(() => navigator.clipboard.readText());
  expect(cited).toMatch(/^Tiến Độ, Quý I\/2020 \(Bản minh họa\), mã [0-9a-f]{12}, http/);
  await page.goto(/http\S+/.exec(cited)![0]);
  await expect(page).toHaveURL(/release=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
});

test('a release is told to search engines as a set of data, without ending the element', async ({
  page,
}) => {
  await page.goto(UNIT);
  const told = await page.locator('script[type="application/ld+json"]').textContent();
  const dataset = JSON.parse(told ?? '') as Record<string, unknown>;
  expect(dataset).toMatchObject({ '@type': 'Dataset', spatialCoverage: 'Việt Nam' });
  expect(dataset.identifier).toMatch(/^[0-9a-f]{64}$/);
  expect((await page.request.get(String(dataset.url))).status()).toBe(200);
});

test('every page has a picture of its own headline', async ({ page }) => {
  const pictures = new Set<string>();
  for (const path of ['/', '/en', UNIT, '/glossary']) {
    await page.goto(path);
    const address = await page.locator('meta[property="og:image"]').getAttribute('content');
    const answer = await page.request.get(address!);
    expect(answer.headers()['content-type']).toBe('image/png');
    const body = await answer.body();
    expect([body.readUInt32BE(16), body.readUInt32BE(20)]).toEqual([1200, 630]);
    pictures.add(body.toString('base64'));
  }
  expect(pictures.size).toBe(4);
  for (const path of ['/cards/api/v1.png', '/cards/cards/index.png.png', '/cards/admin.png']) {
    expect((await page.request.get(path)).status()).toBe(404);
  }
});
