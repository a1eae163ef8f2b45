// `npm run looks -- [--base ADDRESS] [--out FOLDER] [--only PART]`: draws every public page in both
// languages at 320, 768 and 1320 px and on A4, writes the pictures into a folder for a person to look at, and
// tells what is cut, lies on something else or leaves the window. Ends with 1 where there is such a thing.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import setup from '../e2e/global-setup.ts';
import { ensureChromium } from '../helpers/chromium.ts';
import { ADDRESSES } from './addresses.ts';
import { faultsOf, type Fault } from './faults.ts';

interface Look {
  name: string;
  width: number;
  isPaper: boolean;
}
/** A4 less a centimetre on each side, at 96 dots an inch. */
const A4_WIDTH = 718;
const LOOKS: readonly Look[] = [
  ...[320, 768, 1320].map((width) => ({ name: String(width), width, isPaper: false })),
  { name: 'a4', width: A4_WIDTH, isPaper: true },
];
const HEIGHT = 900;
const WAIT_MS = 60_000;

const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    out: { type: 'string', default: join(tmpdir(), 'tiendo-looks') },
    only: { type: 'string', default: '' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const fileOf = (address: string, look: Look): string =>
  join(
    values.out,
    `${address.replaceAll(/[^\w-]+/g, '_').replace(/^_/, '') || 'home'}.${look.name}.png`,
  );

/** Draws a page once and looks at it in each way. */
async function lookAt(page: Page, address: string): Promise<number> {
  let count = 0;
  const answer = await page.goto(`${values.base ?? ''}${address}`, { timeout: WAIT_MS });
  await page.waitForFunction(() => document.fonts.check("16px 'Be Vietnam Pro'"));
  for (const look of LOOKS) {
    await page.emulateMedia({ media: look.isPaper ? 'print' : 'screen' });
    await page.setViewportSize({ width: look.width, height: HEIGHT });
    const faults = await faultsOf(page);
    await page.screenshot({ path: fileOf(address, look), fullPage: true });
    count += faults.length;
    if (faults.length > 0) say(`\n${address} at ${look.name} (${answer?.status() ?? 'no answer'})`);
    for (const { kind, where, more } of faults satisfies Fault[])
      say(`  ${kind}: ${where} | ${more}`);
  }
  return count;
}

async function lookAtAll(browser: Browser): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1320, height: HEIGHT } });
  let count = 0;
  for (const address of ADDRESSES.flatMap((each) => [each, `/en${each === '/' ? '' : each}`])) {
    if (!address.includes(values.only)) continue;
    try {
      count += await lookAt(page, address);
    } catch (error) {
      count += 1;
      say(`\n${address}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  return count;
}

const close = values.base === undefined ? await setup() : () => Promise.resolve();
values.base ??= process.env.TIENDO_E2E_ORIGIN ?? '';
await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const count = await lookAtAll(browser);
  say(`\n${count} faults; pictures in ${values.out}`);
  process.exitCode = count === 0 ? 0 : 1;
} finally {
  await browser.close();
  await close();
}
