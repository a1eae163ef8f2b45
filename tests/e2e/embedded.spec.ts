// The code that puts a chart on another's page, as that page shows it: without a script of ours or theirs.
import { expect, test } from './page-test.ts';

test.use({ javaScriptEnabled: false });

/** Pages that have every kind of chart between them. */
const PAGES = [
  '/?period=2020-Q1',
  '/nation?period=2020-Q4',
  '/en/nation?period=2020-Q4',
  '/units/p-48?period=2020-Q1',
  '/en/units/p25-33',
  '/indicators/share_l4?period=2020-Q4',
  '/platforms?period=2020-Q4',
  '/compare?units=p-26,p-68&period=2020-Q4',
];
const WIDTHS = [360, 480, 671, 672, 700, 760, 761, 1100];

for (const path of PAGES) {
  test(`frames from ${path} hold their charts whole, and little else`, async ({ page }) => {
    await page.goto(path);
    // The first code of each chart is of what the page shows; a later release may have more to draw.
    const codes = await page
      .locator('figure')
      .evaluateAll((figures) =>
        figures.flatMap((figure) => figure.querySelector('textarea')?.value ?? []),
      );
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width: width + 100, height: 600 });
        await page.setContent(`<div style="display:flex;width:${width}px">${code}</div>`);
        const frame = page.frameLocator('iframe');
        const [outer, inner] = [page.locator('iframe'), frame.locator('main')];
        const [room, chart] = [await outer.boundingBox(), await inner.boundingBox()];
        const [given, needed] = [room?.height ?? 0, chart?.height ?? 0];
        expect(room?.width).toBe(width);
        const what = `${code} at ${width}: ${given} for ${needed}`;
        expect(given, what).toBeGreaterThanOrEqual(needed);
        // Frames of phones are as high as the highest of them needs.
        expect(given, what).toBeLessThan(needed * (width > 760 ? 1.45 : 1.7));
      }
    }
  });
}
