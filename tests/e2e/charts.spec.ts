// Charts as readers reach for them: by keyboard, by touch, without scripts, in a frame.
import { expect, expectAccessible, PHONE, test } from './page-test.ts';

const PAGE = '/indicators/share_l4?period=2020-Q1';
const SPREAD = '#spread-share_l4';

test('costs a page nothing until somebody reaches for a chart', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await page.goto(PAGE, { waitUntil: 'networkidle' });
  expect(scripts).toEqual([]);
  const [spread, nation] = [page.locator(SPREAD), page.locator('#nation-share_l4')];
  await spread.locator('.drawing').hover();
  await expect(spread.locator('[data-mark]').first()).toBeAttached();
  const reached = scripts.length;
  await nation.locator('.drawing').hover();
  await expect(nation.locator('[data-mark]').first()).toBeAttached();
  expect(scripts).toHaveLength(reached);
});

test('tells every unit to a reader without a mouse, in the order of the figures', async ({
  page,
}) => {
  await page.goto(PAGE, { waitUntil: 'networkidle' });
  const drawing = page.locator(`${SPREAD} .drawing`);
  const said = drawing.locator('[role="status"]');
  await page.keyboard.press('Tab');
  await expect(drawing).toHaveAttribute('tabindex', '0');
  await drawing.focus();
  await expect(said).toBeAttached();
  const before = await drawing.locator('.desk svg').boundingBox();
  await page.keyboard.press('Home');
  await expect(said).toHaveText(/: \d+,\d% \(1\/85\)$/);
  await expect(drawing.locator('.chart-tip')).toBeVisible();
  const first = await said.textContent();
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(/\(2\/85\)$/);
  await page.keyboard.press('ArrowLeft');
  await expect(said).toHaveText(first ?? '');
  await page.keyboard.press('End');
  await expect(said).toHaveText(/\(85\/85\)$/);
  expect(await drawing.locator('.desk svg').boundingBox()).toEqual(before);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(drawing.locator('.chart-tip')).toBeHidden();
  await expect(drawing).toBeFocused();
});

test('tells what a pointer rests on, once and not twice', async ({ page }) => {
  await page.goto(PAGE, { waitUntil: 'networkidle' });
  const drawing = page.locator('#nation-share_l4 .drawing');
  const words = await drawing.locator('.desk svg title').allTextContents();
  await drawing.hover();
  await expect(drawing.locator('[data-mark]').first()).toBeAttached();
  await drawing.locator('.desk [data-mark]').last().hover();
  await expect(drawing.locator('.chart-tip')).toHaveText(words.at(-1) ?? '');
  await expect(drawing.locator('title')).toHaveCount(0);
  await page.mouse.move(0, 0);
  await expect(drawing.locator('.chart-tip')).toBeHidden();
});

test.describe('by touch', () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test('a finger near a mark is told it, one elsewhere ends it', async ({ page }) => {
    await page.goto(PAGE, { waitUntil: 'networkidle' });
    const drawing = page.locator(`${SPREAD} .drawing`);
    await drawing.scrollIntoViewIfNeeded();
    const mark = drawing.locator('.phone path:has(title)').nth(3);
    const { x, y } = (await mark.boundingBox()) ?? { x: 0, y: 0 };
    await page.touchscreen.tap(x + 3, y + 3);
    const tip = drawing.locator('.chart-tip');
    await expect(tip).toHaveText(/: \d+,\d%$/);
    const box = await tip.boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= PHONE.width).toBe(true);
    await expectAccessible(page);
    await page.locator('h1').tap();
    await expect(tip).toBeHidden();
  });
});

test('a map leads from province to province and to their pages', async ({ page }) => {
  await page.goto('/?period=2020-Q1', { waitUntil: 'networkidle' });
  const drawing = page.locator('#map-share_l4 .drawing');
  await drawing.locator('a').first().focus();
  await expect(drawing.locator('.chart-tip')).toHaveText(/^Hà Giang: /);
  await page.keyboard.press('ArrowRight');
  await expect(drawing.locator('.chart-tip')).toHaveText(/^Cao Bằng: /);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/units\/p-04\?period=2020-Q1$/);
});

test('takes a drawing along to the next page and back without sending it twice', async ({
  page,
}) => {
  await page.goto('/units/p-48?period=2020-Q1', { waitUntil: 'networkidle' });
  const drawn = await page.locator('#rank-p-48-share_l4 .desk svg').innerHTML();
  await page.goto('/units', { waitUntil: 'networkidle' });
  await page.goBack({ waitUntil: 'networkidle' });
  expect(await page.locator('#rank-p-48-share_l4 .desk svg').innerHTML()).toBe(drawn);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a chart has its table, its files and its code by plain links', async ({
    page,
    request,
  }) => {
    await page.goto(PAGE);
    const figure = page.locator(SPREAD);
    await figure.getByText('Bảng số liệu').click();
    await expect(figure.getByRole('row')).toHaveCount(86);
    await figure.getByText('Tải về, nhúng, chép liên kết').click();
    for (const [name, type] of [
      [/^CSV/, 'text/csv; charset=utf-8'],
      ['Ảnh PNG', 'image/png'],
      ['Ảnh SVG', 'image/svg+xml; charset=utf-8'],
    ] as const) {
      const href = await figure.getByRole('link', { name }).first().getAttribute('href');
      const reply = await request.get(href ?? '');
      expect(reply.headers()['content-type']).toBe(type);
      expect(reply.headers()['content-disposition']).toContain('minh-hoa');
    }
    const codes = figure.getByRole('textbox');
    await expect(codes).toHaveCount(2);
    await expect(codes.first()).toHaveValue(/<iframe src="http[^"]+\/embed\/spread\?[^"]*release=/);
    await expect(codes.last()).not.toHaveValue(/release=/);
  });
});

test('a chart in a frame answers as on its page, and fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto('/embed/spread?measure=share_l4&period=2020-Q1', { waitUntil: 'networkidle' });
  await expect(page.getByRole('link', { name: 'Xem trên Tiến Độ' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.locator('.drawing')).toHaveAttribute('tabindex', '0');
  await page.locator('.drawing').focus();
  await page.keyboard.press('End');
  await expect(page.locator('.chart-tip')).toBeVisible();
  await expectAccessible(page);
});
