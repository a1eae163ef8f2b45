// Every public page once, by its route: it can be read and used by everybody, bears a title, a picture
// and a citation. A route that stands in no line here fails.
import { readdir } from 'node:fs/promises';
import { GLOSSARY } from '#lib/server/glossary.ts';
import { REVISED } from '../helpers/seed-revision.ts';
import { expect, expectSound, test } from './page-test.ts';

const SHARE = '/rankings/provinces/share_l4';
/** Of the services that a province was seeded with. */
const PROCEDURE = '1.001001';
const FIGURE = `/units/${REVISED.unit}/figures/share_l4`;

/** Of each public route the addresses at which it looks different. */
const PAGES: Record<string, readonly string[]> = {
  '/': ['/?period=2021-Q1', '/?period=2020-Q4'],
  '/compare': ['/compare', '/compare?units=p-26,p-68,m-btp&period=2020-Q1'],
  '/corrections': ['/corrections'],
  '/data': ['/data'],
  '/data/push': ['/data/push'],
  '/embed/[name]': ['/embed/map?measure=share_l4&period=2020-Q1'],
  '/glossary': ['/glossary'],
  '/indicators': ['/indicators?period=2020-Q1'],
  '/indicators/[indicator]': ['/indicators/share_l4?period=2020-Q1'],
  '/methodology': ['/methodology'],
  '/methodology/rules': ['/methodology/rules'],
  '/nation': ['/nation'],
  '/platforms': ['/platforms?period=2020-Q2'],
  '/procedures': [`/procedures?period=${REVISED.period}`],
  '/procedures/[procedure]': [`/procedures/${PROCEDURE}?period=${REVISED.period}`],
  '/promises': ['/promises'],
  '/rankings': ['/rankings'],
  '/rankings/[group]/[measure]': [
    `${SHARE}?period=2021-Q1`,
    `${SHARE}?period=2020-Q1&boundaries=2025`,
    // With a unit's neighbours, one pinned, and columns of the reader's own.
    `${SHARE}?period=2020-Q1&near=p-26&pin=p-96&cols=counts&cols=state&cols=behind`,
    '/rankings/ministries/tiendo:tiendo?period=2020-Q4',
    '/rankings/ministries/lgsp_present?period=2020-Q1',
    // With weights of the reader's own.
    '/rankings/provinces/tiendo:tiendo?period=2020-Q1&w.provision=10&w.documents=60&w-move=40&w-scale=minmax',
  ],
  '/rankings/[group]/[measure]/editions': [`${SHARE}/editions?period=${REVISED.period}`],
  '/releases/difference': ['/releases/difference?from=2020-Q3&to=2020-Q4'],
  '/releases': ['/releases'],
  '/search': ['/search?q=hue', '/search?q=zzzz'],
  '/series/[series]': ['/series/lam-dong-ict?period=2021-Q2'],
  '/sign-in': ['/sign-in'],
  '/signs': ['/signs?period=2020-Q4', '/signs?unit=p-00'],
  '/sources': ['/sources', '/sources?period=2021-Q1'],
  '/sources/[source]': ['/sources/portal-p-48'],
  '/units': ['/units'],
  '/units/[unit]': [
    // With signs, an index, a move of rank and everything else that a province may have.
    '/units/p-24?period=2020-Q4',
    // With services to raise, each named.
    `/units/${REVISED.unit}?period=${REVISED.period}`,
    '/units/m-bca?period=2021-Q1',
    // With its parts, and both sides of the break.
    '/units/p25-33',
    // With bodies below it.
    '/units/p-68',
  ],
  '/units/[unit=body]': ['/units/lam-dong-ict:snv', '/units/lam-dong-ict:674?period=2021-Q2'],
  '/units/[unit]/figures/[indicator]': [
    `${FIGURE}?period=${REVISED.period}`,
    '/units/m-bca/figures/share_l4?period=2021-Q1',
  ],
  '/units/[unit]/brief': [`/units/${REVISED.unit}/brief?period=${REVISED.period}`],
  '/units/[unit]/services': [`/units/${REVISED.unit}/services?period=${REVISED.period}`],
  '/verify': ['/verify'],
};

/** What only those see whom it was sent to, or who sign in; tests of the back rooms look at them. */
const PRIVATE = /^\/(admin|report|compare-list|invitations|refused)(\/|$)/;
/** Stand in frames, or lead to what is not cited. */
const UNCITED = ['/embed/[name]', '/sign-in'];

test('every public route stands in the list', async () => {
  const files = await readdir('src/routes', { recursive: true });
  const routes = files
    .filter((file) => /(^|\/)\+page\.svelte$/.test(file))
    .map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`)
    .filter((route) => !PRIVATE.test(route));
  expect(Object.keys(PAGES).toSorted()).toEqual(routes.toSorted());
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

/** The first address of a route in both languages, further ones in one of them by turns. */
const inTurns = ([first = '', ...others]: readonly string[]): string[] => [
  first,
  `/en${first}`,
  ...others.map((path, at) => (at % 2 === 0 ? `/en${path}` : path)),
];

for (const address of Object.values(PAGES).flatMap(inTurns)) {
  test(`${address} can be read and used by everybody, on desks and on phones`, async ({ page }) => {
    await expectSound(page, address);
  });
}
