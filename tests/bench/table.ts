// How long a table of as many rows as there are communes takes to be sorted and scrolled in a browser:
// the real DataTable, built as the product is, in Chromium. From the press or the scroll until the rows
// that belong there are painted; the longest time counts. Only the bench imports it.
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../helpers/chromium.ts';
import { print } from './telling.ts';

const ROWS = 11_000;
const LIMIT_MS = 100;
/** The page is nowhere but in the browser. */
const ORIGIN = 'http://bench.invalid';
const FOLDER = join(import.meta.dirname, 'table');

/** Script and styles of the page, minified. */
async function buildPage(): Promise<{ script: string; style: string }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
    resolve: {
      alias: {
        '$app/navigation': join(FOLDER, 'app-navigation.ts'),
        '$app/paths': join(FOLDER, 'app-paths.ts'),
        '$app/state': join(FOLDER, 'app-state.svelte.ts'),
      },
    },
    // A library would keep asking.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(FOLDER, 'page.ts'), formats: ['es'], fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [answer] = [built].flat();
  if (!answer || !('output' in answer)) throw new Error('the page was not built');
  const parts = { script: '', style: '' };
  for (const file of answer.output) {
    if (file.type === 'chunk') parts.script += file.code;
    else if (file.fileName.endsWith('.css')) parts.style += String(file.source);
  }
  return parts;
}

async function openPage(page: Page): Promise<void> {
  const { script, style } = await buildPage();
  const types: Record<string, [type: string, body: string]> = {
    '/page.js': ['text/javascript', script],
    '/page.css': ['text/css', style],
  };
  const html =
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css">' +
    '<body><script type="module" src="/page.js"></script>';
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const [contentType, body] = types[pathname] ?? ['text/html', html];
    return route.fulfill({ contentType: `${contentType}; charset=utf-8`, body });
  });
  await page.goto(`${ORIGIN}/?rows=${ROWS}`);
  await page.locator('tbody[data-part="0"] tr').first().waitFor();
  // Whoever presses has looked first; what the page still does meanwhile is over.
  await page.waitForTimeout(1_000);
}

/** From a press of a head until the first row is the one that the order puts there. */
const sortMs = (page: Page, head: string): Promise<number> =>
  page.evaluate(async (label) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('thead button')];
    const button = buttons.find(({ textContent }) => textContent.startsWith(label));
    const first = () => document.querySelector('tbody[data-part="0"] tr')?.id;
    const before = first();
    const begun = performance.now();
    button?.click();
    do await new Promise(requestAnimationFrame);
    while (first() === before);
    // The frame that shows it is painted when a message sent from its beginning arrives.
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    return performance.now() - begun;
  }, head);

/** From a jump to a part of the page until the middle of the window shows a row. */
const scrollMs = (page: Page, part: number): Promise<number> =>
  page.evaluate(async (share) => {
    const isRow = () =>
      document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('tr[id]') != null;
    const begun = performance.now();
    scrollTo(0, share * (document.documentElement.scrollHeight - innerHeight));
    do await new Promise(requestAnimationFrame);
    while (!isRow());
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    return performance.now() - begun;
  }, part);

const told = (name: string, times: readonly number[]): string =>
  `${name} ${Math.max(...times).toFixed(0)} ms at most of ${times.length}`;

/** Answers whether every time kept within the limit. */
export async function benchTable(): Promise<boolean> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath !== null && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1320, height: 900 } });
    await openPage(page);
    const sorted: number[] = [];
    for (const head of ['Unit', 'Unit', 'Share', 'Share', 'To go', 'To go', 'Unit', 'Rank']) {
      sorted.push(await sortMs(page, head));
    }
    const scrolled: number[] = [];
    for (const part of [0.5, 0.1, 0.9, 0.33, 0.75, 0.02, 0.6, 0.25, 1, 0]) {
      scrolled.push(await scrollMs(page, part));
    }
    const rows = ROWS.toLocaleString('en');
    print(
      `a table of ${rows} rows: ${told('sorts in', sorted)}, ${told('scrolls in', scrolled)} ` +
        `(limit: ${LIMIT_MS} ms)`,
    );
    return Math.max(...sorted, ...scrolled) <= LIMIT_MS;
  } finally {
    await browser.close();
  }
}
