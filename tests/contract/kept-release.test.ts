// Where pages lead, over real HTTP: who reads one release stays with it, and no page leads to one that is
// not there.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { IDS, seedReleases } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));

/** Addresses in the page itself, without the frame around it. */
async function linksOf(path: string): Promise<URL[]> {
  const page = await world.text(path);
  const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  return [...main.matchAll(/href="([^"]+)"/g)].map(
    ([, href = '']) => new URL(href.replaceAll('&amp;', '&'), `${world.origin}${path}`),
  );
}

/** Pages that show a release, by the first part of their path. */
const OF_RELEASES = [
  '',
  'compare',
  'indicators',
  'nation',
  'platforms',
  'procedures',
  'rankings',
  'units',
];

/** Indicators and units that the release holds; there is none of others to lead to. */
const HELD = ['share_l4', 'm-bnv', 'm-btp', 'm-bhxh', 'p-01', 'p-48', 'p-68'];

/** Whether a link must lead on to the release that is read: not one to another period or series. */
function isOfRelease({ origin, pathname, searchParams }: URL): boolean {
  const [, first = '', second = ''] = pathname.split('/');
  const period = searchParams.get('period') ?? '2020-Q2';
  if (origin !== world.origin || !OF_RELEASES.includes(first) || period !== '2020-Q2') return false;
  if (['indicators', 'units'].includes(first) && second && !HELD.includes(second)) return false;
  return !searchParams.has('series');
}

describe('a page of a release that was replaced', () => {
  it.each([
    '/',
    '/rankings',
    '/rankings/provinces/share_l4',
    '/rankings/provinces/share_l4/editions',
    '/indicators',
    '/indicators/share_l4',
    '/units',
    '/units/p-68',
    '/units/p-68/services',
    '/compare?units=p-48,p-68',
    '/procedures',
  ])('%s leads on to that release', async (path) => {
    const asked = new URL(path, world.origin);
    asked.searchParams.set('release', IDS['2020-Q2']);
    const links = (await linksOf(asked.pathname + asked.search)).filter(isOfRelease);
    // This very page of what took its place is offered too.
    const others = links.filter(({ pathname }) => pathname !== asked.pathname);
    expect(others.filter(({ searchParams }) => !searchParams.has('release'))).toEqual([]);
    if (path !== '/procedures') expect(others.length).toBeGreaterThan(0);
  });
});

it('a ranking of a package leads to the list of all rankings, which has no period of its own', async () => {
  const links = await linksOf(`/rankings/provinces/d1?series=pkg&period=2020`);
  const list = links.find(({ pathname }) => pathname === '/rankings');
  expect((await world.get(list?.href.slice(world.origin.length) ?? '/none')).status).toBe(200);
});
