// What every browser test needs: the server's address, and checks that hold for every page.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

export const test = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const origin = process.env.TIENDO_E2E_ORIGIN;
    if (!origin) throw new Error('tests/e2e/global-setup.ts has not run');
    await use(origin);
  },
});
export { expect };

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No rule of WCAG 2.2 AA that a machine can judge is broken. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`);
  expect(told).toEqual([]);
}

/** The page is no wider than its window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(widths.page).toBeLessThanOrEqual(widths.window);
}

export const DESK = { width: 1320, height: 900 };
export const PHONE = { width: 360, height: 740 };
export const SMALLEST = { width: 320, height: 640 };

/** Each of these addresses keeps the rules of access and fits its window, on desks and on phones. */
export function testLook(paths: readonly string[]): void {
  for (const path of paths) {
    for (const viewport of [DESK, PHONE, SMALLEST]) {
      test(`${path} breaks no rule of access and fits ${viewport.width} px`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  }
}
