// Every public page once, by its route: it can be read and used by everybody, bears a title, a picture
// and a citation. A route that stands in no line here fails.
import type { Page } from '@playwright/test';
import { GLOSSARY } from '#lib/server/glossary.ts';
import { PAGES } from '../looks/addresses.ts';
import { expect, expectSound, routesOf, test, visitsOf } from './page-test.ts';

/** Stand in frames, or lead to what is not cited. */
const UNCITED = ['/embed/[name]', '/sign-in'];

test('every public route stands in the list', async () => {
  expect(Object.keys(PAGES).toSorted()).toEqual(await routesOf('everybody'));
});

test('every public page says what it is to whoever is sent its address', async ({ request }) => {
  test.setTimeout(120_000);
  for (const [route, [path = '']] of Object.entries(PAGES)) {
    if (UNCITED.includes(route)) continue;
    for (const address of [path, `/en${path}`]) {
      const html = await (await request.get(address)).text();
      const meta = (name: string) =>
        new RegExp(`<meta (?:name|property)="${name}" content="([^"]+)"`).exec(html)?.[1] ?? '';
      const told = ['description', 'og:title', 'og:description', 'og:image'].map(meta);
      expect(
        told.filter((text) => text === ''),
        address,
      ).toEqual([]);
      expect(html, address).toContain(`<title>${meta('og:title')} · Tiến Độ</title>`);
      expect(html.match(/rel="alternate" hreflang/g), address).toHaveLength(2);
      expect(html, address).toMatch(/class="cite/);
      if (address !== path) continue;
      const picture = await request.get(meta('og:image').replaceAll('&amp;', '&'));
      expect(picture.headers()['content-type'], address).toBe('image/png');
    }
  }
});

/** Words of the glossary that mean other things in other places: part of, a place in a ranking. */
const AMBIGUOUS = ['part_online', 'tier'];

/** What a reader sees of the page itself, in small letters, and the terms that can be opened on it. */
function readText(html: string): { text: string; codes: Set<string> } {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? '';
  const codes = [...main.matchAll(/href="[^"]*\/glossary#([a-z0-9_]+)"/g)].map(([, code]) => code);
  const text = main
    .replaceAll(/<span[^>]* popover[^>]*>.*?<\/span>|<(svg|script|style)\b.*?<\/\1>/gs, '')
    .replaceAll(/<!--.*?-->|<[^>]*>/gs, '')
    .toLowerCase();
  return { text, codes: new Set(codes.map(String)) };
}

/** "Dịch vụ công trực tuyến (DVCTT)" is written in two ways. */
const waysToWrite = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[(),]/)
    .flatMap((way) => way.trim() || []);

test('every term of the glossary that a page uses can be opened on it', async ({ request }) => {
  test.setTimeout(120_000);
  const terms = GLOSSARY.flatMap((group) => group.terms).filter(
    ({ code }) => !AMBIGUOUS.includes(code),
  );
  const left: Record<string, string[]> = {};
  for (const [route, [path = '']] of Object.entries(PAGES)) {
    if (route === '/glossary' || UNCITED.includes(route)) continue;
    for (const locale of ['vi', 'en'] as const) {
      const address = locale === 'vi' ? path : `/en${path}`;
      const { text, codes } = readText(await (await request.get(address)).text());
      const isUsed = (name: string) =>
        waysToWrite(name).some((way) => new RegExp(`(?<!\\p{L})${way}(?!\\p{L})`, 'u').test(text));
      const missed = terms
        .filter(({ code, name }) => isUsed(name({}, { locale })) && !codes.has(code))
        .map(({ code }) => code);
      if (missed.length > 0) left[address] = missed;
    }
  }
  expect(left).toEqual({});
});

/** One for all visits: what the browser has loaded and compiled it keeps from one to the next. */
let page: Page;

test.beforeAll(async ({ browser, baseURL, locale, timezoneId }) => {
  page = await browser.newPage({ baseURL, locale, timezoneId });
});
test.afterAll(() => page.close());

for (const { path, looks } of Object.values(PAGES).flatMap(visitsOf)) {
  test(`${path} can be read and used by everybody, on desks and on phones`, async () => {
    await expectSound(page, path, looks);
  });
}

/** What is shown where there is nothing, and to whom something is not shown. */
const ERRORS = { '/khong-co': 404, '/refused?why=forbidden&at=/admin': 403 };

for (const [turn, [address, status]] of Object.entries(ERRORS).entries()) {
  for (const { path, looks } of visitsOf([address], turn)) {
    test(`the error at ${path} can be read by everybody, on desks and on phones`, async () => {
      await expectSound(page, path, { ...looks, status });
    });
  }
}
