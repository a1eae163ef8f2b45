// What every browser test needs: the server's address, and checks that hold for every page.
import { readdir } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import type { HeldRole } from '#lib/server/access/person.ts';
import { connect, inTransaction, type OpenDb } from '#lib/server/db/client.ts';
import { invitePerson } from '#lib/server/store/invitations.ts';
import { PASSWORD } from '../helpers/staff.ts';

export const test = base.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const origin = process.env.TIENDO_E2E_ORIGIN;
    if (!origin) throw new Error('tests/e2e/global-setup.ts has not run');
    await use(origin);
  },
});
export { expect };

/** What only those see whom it was sent to, or who sign in. */
const PRIVATE = /^\/(admin|report|compare-list|invitations|refused)(\/|$)/;

/** The routes of all pages, in their order. */
export async function routesOf(whom: 'everybody' | 'staff'): Promise<string[]> {
  const files = await readdir('src/routes', { recursive: true });
  return files
    .filter((file) => /(^|\/)\+page\.svelte$/.test(file))
    .map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`)
    .filter((route) => PRIVATE.test(route) === (whom === 'staff'))
    .toSorted();
}

/** The database that the pages read. */
export function openDatabase(): OpenDb {
  const url = process.env.TIENDO_E2E_DATABASE;
  if (!url) throw new Error('tests/e2e/global-setup.ts has not run');
  return connect(url, { max: 1 });
}

/** Invites somebody, and says by which address they join. */
export async function inviteTo(invited: HeldRole & { email: string }): Promise<string> {
  const db = openDatabase();
  try {
    const { token } = await inTransaction(db, (tx) =>
      invitePerson(tx, invited, 'test', new Date()),
    );
    return `/invitations/${token}`;
  } finally {
    await db.close();
  }
}

/** Somebody is invited, joins, and is signed in. */
export async function join(page: Page, invited: HeldRole & { email: string }): Promise<void> {
  await page.goto(await inviteTo(invited));
  await page.getByLabel('Họ và tên').fill('Trần Thị B');
  for (const field of await page.locator('input[type="password"]').all()) {
    await field.fill(PASSWORD);
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin$/);
}

/** Signs somebody in who has joined, and leads to the back rooms. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Thư điện tử').fill(email);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin$/);
}

/** Scripts start where a reader reaches for the page; this one does, and waits until they have. */
export async function startScripts(page: Page): Promise<void> {
  const started = page.evaluate(
    () => new Promise<void>((done) => addEventListener('tiendo:started', () => done())),
  );
  await page.mouse.move(200, 300);
  await started;
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a look of its own can break. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * None of our pages holds another, so that all is asked in the page itself, and what is well not told. Its
 * half a megabyte is read once a page.
 */
async function axe(page: Page): Promise<AxeBuilder> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  const builder = new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) });
  return builder.options({ resultTypes: ['violations'] }).setLegacyMode();
}

/** No rule of WCAG 2.2 AA that a machine can judge is broken. */
export const expectAccessible = async (page: Page): Promise<void> =>
  expectNone((await axe(page)).withTags(WCAG));

/** The same in the dark, where colours alone are other ones. */
async function expectAccessibleInTheDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNone((await axe(page)).withRules(OF_COLOUR));
  await page.emulateMedia({ colorScheme: 'light' });
}

async function expectNone(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`);
  expect(told).toEqual([]);
}

/** The page is no wider than its window. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(widths.page).toBeLessThanOrEqual(widths.window);
}

const DESK = { width: 1320, height: 900 };
const TABLET = { width: 768, height: 1024 };
export const PHONE = { width: 360, height: 740 };
/** A desk at 200 %. */
const ZOOMED = { width: 660, height: 450 };
const SMALLEST = { width: 320, height: 640 };

/** The heading of a page as it comes from the server, before a script has run. */
const headingOf = (html: string): string =>
  (/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '').replaceAll(/<[^>]*>/g, '').trim();

/** The first stops of the keyboard differ, and each shows that it has the focus. */
async function expectKeyboard(page: Page): Promise<void> {
  const stops = new Set<string>();
  for (let stop = 0; stop < KEYBOARD_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const { where, isShown } = await page.evaluate(() => {
      const at = document.activeElement;
      const { outlineStyle, boxShadow } = getComputedStyle(at ?? document.body);
      const all = [...document.querySelectorAll('*')];
      return {
        where: String(at && all.indexOf(at)),
        isShown: at?.matches(':focus-visible') && (outlineStyle !== 'none' || boxShadow !== 'none'),
      };
    });
    expect(isShown, `stop ${stop} of the keyboard`).toBe(true);
    stops.add(where);
  }
  expect(stops.size).toBe(KEYBOARD_STOPS);
}
const KEYBOARD_STOPS = 6;

/** Of everything that a reader may unfold the first of its kind, by what it is called, is in sight. */
const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const kinds = new Set<string>();
    for (const each of document.querySelectorAll('main details')) {
      const kind = (each.querySelector('summary')?.textContent ?? '').replaceAll(/[\d\s]/g, '');
      each.toggleAttribute('open', !kinds.has(kind));
      kinds.add(kind);
    }
  });

export interface Looks {
  /** Whether it is looked at in the dark too: colours are the same in both languages. */
  dark: boolean;
  /** What the server answers it with; 200 where it is left out. */
  status?: number;
}

/**
 * What holds for every page, in one visit: it is there without scripts, in the language of its address,
 * goes by keyboard, keeps the rules of access, and fits its window on desks and on phones.
 */
export async function expectSound(
  page: Page,
  path: string,
  { dark, status = 200 }: Looks,
): Promise<void> {
  await page.setViewportSize(DESK);
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(status);
  expect(headingOf((await answer?.text()) ?? '')).not.toBe('');
  const language = /^\/en\b/.test(path) ? 'en' : 'vi';
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expectKeyboard(page);
  await unfold(page);
  for (const size of [DESK, TABLET, ZOOMED, PHONE, SMALLEST]) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
    if (size !== DESK && size !== PHONE) continue;
    await expectAccessible(page);
    if (dark) await expectAccessibleInTheDark(page);
  }
}

/** The first address of a page in both languages, further ones in one of them; each once in the dark. */
export const visitsOf = (
  [first = '', ...others]: readonly string[],
  turn: number,
): { path: string; looks: Looks }[] => [
  { path: first, looks: { dark: turn % 2 === 0 } },
  { path: `/en${first}`, looks: { dark: turn % 2 === 1 } },
  ...others.map((path, at) => ({
    path: at % 2 === 0 ? `/en${path}` : path,
    looks: { dark: true },
  })),
];
