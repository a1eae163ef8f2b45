// Pages to be read: text first, then fonts, and scripts where a reader reaches for the page. What a reader
// did until they had come is not lost.
import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';

const RANKING = '/rankings/provinces/share_l4?period=2020-Q1';
const INDEX = '/rankings/provinces/tiendo:tiendo?period=2020-Q4';
const names = 'tbody th[scope=row] a';

/** Scripts that were asked for wait until they are let through. */
async function holdScripts(page: Page): Promise<() => void> {
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  return letThrough;
}

test('no script is asked for before a reader reaches for the page, and no font before a frame has all of it', async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  // What is drawn when is the machine's business; in what order things begin is the page's.
  await page.addInitScript(() =>
    addEventListener('load', () => requestAnimationFrame(() => performance.mark('whole-frame'))),
  );
  await page.goto(RANKING);
  await page.waitForFunction(() => document.fonts.check("16px 'Be Vietnam Pro'"));
  const { frame, font } = await page.evaluate(() => ({
    frame: performance.getEntriesByName('whole-frame')[0]?.startTime ?? Infinity,
    font: Math.min(
      ...performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.woff2'))
        .map(({ startTime }) => startTime),
    ),
  }));
  expect(font).toBeGreaterThan(frame);
  expect(scripts).toEqual([]);
  await page.mouse.move(200, 300);
  await expect.poll(() => scripts.length).toBeGreaterThan(5);
});

test('a page after the first one is drawn in its fonts at once', async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if ('fonts' in document.documentElement.dataset) Object.assign(window, { hasWaited: true });
    }).observe(document, { attributes: true, subtree: true });
  });
  const hasWaited = () => page.evaluate(() => 'hasWaited' in window);
  await page.goto('/glossary');
  expect(await hasWaited()).toBe(true);
  await expect(page.locator('html')).not.toHaveAttribute('data-fonts');
  await page.goto(RANKING);
  expect(await hasWaited()).toBe(false);
});

test('a long page is set in its fonts over several frames, so many elements in each', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const inFrames: number[] = [];
    Object.assign(window, { inFrames });
    new MutationObserver((changes) => {
      const set = changes.flatMap(({ target }) =>
        target instanceof Element && target.getAttribute('data-fonts') === 'here' ? [target] : [],
      );
      const sizes = set.map((part) => 1 + part.getElementsByTagName('*').length);
      if (set.length > 0) inFrames.push(sizes.reduce((sum, size) => sum + size, 0));
    }).observe(document, { attributeFilter: ['data-fonts'], subtree: true });
  });
  await page.goto('/');
  await expect(page.locator('html')).not.toHaveAttribute('data-fonts');
  const [elements, inFrames] = await page.evaluate(
    () =>
      [
        document.body.getElementsByTagName('*').length,
        (window as unknown as { inFrames: number[] }).inFrames,
      ] as const,
  );
  expect(inFrames.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(elements * 0.8);
  expect(inFrames.length).toBeGreaterThan(2);
  expect(Math.max(...inFrames)).toBeLessThanOrEqual(400);
  await expect(page.locator('[data-fonts]')).toHaveCount(0);
});

test('what was typed and chosen before scripts had come is sought and chosen once they have', async ({
  page,
}) => {
  const letThrough = await holdScripts(page);
  await page.goto(RANKING);
  const field = page.getByLabel('Tìm theo tên');
  await field.pressSequentially('lam');
  const region = page.getByRole('combobox', { name: 'Vùng' });
  await region.selectOption({ label: 'Tây Nguyên' });
  await expect(page.locator(names)).toHaveCount(63);
  letThrough();
  await expect(page.locator(names)).toHaveText(['Lâm Đồng']);
  await expect(field).toHaveValue('lam');
  await expect(region.locator('option:checked')).toHaveText('Tây Nguyên');
  await expect(page).toHaveURL(/q=lam/);
});

test('what was unfolded and pressed before scripts had come is open and done once they have', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const letThrough = await holdScripts(page);
  await page.goto(INDEX);
  const started = page.evaluate(
    () => new Promise<void>((done) => addEventListener('tiendo:started', () => done())),
  );
  const panel = page.locator('details', { hasText: 'Thử trọng số khác' });
  await panel.locator('summary').click();
  await page.getByRole('button', { name: 'Sao chép địa chỉ' }).click();
  letThrough();
  await started;
  await expect(panel).toHaveAttribute('open');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(INDEX);
});
