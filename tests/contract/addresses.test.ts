// What the API answers beside rankings, over real HTTP: releases, units, indicators, sources, the list of
// its addresses, and whether it can answer at all.
import { beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '#lib/server/access/rules.ts';
import { webWorld } from '../helpers/worlds.ts';
import { IDS, seedReleases } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));
const { get, json } = world;

/** What stands in the place of a name in an address. */
const NAMED: Record<string, string> = {
  release: IDS['2020-Q2'],
  measure: 'share_l4',
  unit: 'p-68',
  indicator: 'share_l4',
};
/** Asks for a token before anything else. */
const CLOSED = '/api/v1/intakes/{number}';

describe('other addresses', () => {
  it('list the releases, the latest period first', async () => {
    const body = await json<unknown>('/api/v1/releases');
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/releases.json');
  });

  it('list the releases of one series and period', async () => {
    const { releases } = await json<{ releases: { id: string; current: boolean }[] }>(
      '/api/v1/releases?series=dvc&period=2020-Q2',
    );
    expect(releases.map(({ id, current }) => [id, current])).toEqual([
      [IDS['2020-Q2 corrected'], true],
      [IDS['2020-Q2'], false],
    ]);
  });

  it('list the units of a period with the codes that they bore', async () => {
    const unitsOf = async (query: string) => {
      const listed = await json<{ units: { unit: string; unitId: string }[] }>(
        `/api/v1/units?${query}`,
      );
      return listed.units;
    };
    expect(await unitsOf('period=2020-Q4&group=provinces')).toHaveLength(63);
    const after = await unitsOf('period=2025-Q3&group=provinces');
    expect(after).toHaveLength(34);
    expect(after.find(({ unit }) => unit === '15')?.unitId).toBe('p25-15');
  });

  it('are refused without the parameters that they are said to require, and only those', async () => {
    type Operation = { parameters: { name: string; in: string; required: boolean }[] };
    const { paths } = await json<{ paths: Record<string, { get: Operation }> }>(
      '/api/v1/openapi.json',
    );
    const required = Object.entries(paths).flatMap(([path, { get: asked }]) =>
      asked.parameters
        .filter((each) => each.in === 'query' && each.required)
        .map(({ name }) => [path, name]),
    );
    expect(required).toEqual([
      ['/api/v1/compare', 'units'],
      ['/api/v1/compare.csv', 'units'],
      ['/api/v1/search', 'q'],
    ]);
    for (const [path = '', name = ''] of required) {
      expect(await world.problem(path)).toMatchObject({ status: 400, parameter: name });
    }
  });

  it.each([
    ['15?period=2020-Q4', 'p-15'],
    ['15?period=2025-Q2', 'p-15'],
    ['15?period=2025-Q3', 'p25-15'],
    ['46?period=2024-Q4', 'p-46'],
    ['46?period=2025-Q2', 'p25-46'],
    ['01', 'p-01'],
    ['bnv', 'm-bnv'],
    ['p-15', 'p-15'],
  ])('name one unit: %s is %s', async (path, expected) => {
    const body = await json<{ unitId: string }>(`/api/v1/units/${path}`);
    expect(body.unitId).toBe(expected);
  });

  it('tell of a unit who answers for it, where it went, and its figures', async () => {
    const body = await json<unknown>('/api/v1/units/68?period=2020-Q2');
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/unit.json');
  });

  it('list what is measured, with promises and their documents', async () => {
    const { indicators } = await json<{
      indicators: { code: string; targets: { due: string; bases: { document: string }[] }[] }[];
    }>('/api/v1/indicators?series=dvc');
    expect(indicators).toHaveLength(17);
    const share = indicators.find(({ code }) => code === 'share_l4');
    const bases = share?.targets.map(({ due, bases }) => [due, bases.map((each) => each.document)]);
    expect(bases).toEqual([
      ['2020-12-31', ['17/NQ-CP', '929/BTTTT-THH']],
      ['2025-12-31', ['749/QĐ-TTg']],
      ['2030-12-31', ['749/QĐ-TTg']],
    ]);
  });

  it('list sources, of which there are none here', async () => {
    expect(await json('/api/v1/sources')).toEqual({ sources: [] });
  });

  it('say what the API offers: every address that may be read, each once', async () => {
    const { links } = await json<{ links: { href: string }[] }>('/api/v1');
    const offered = links.map(({ href }) => href);
    const routes = Object.entries(RULES)
      .filter(([route, line]) => /^\/api\/v1\/(?!\[\.)/.test(route) && !('POST' in line))
      .map(([route]) => route.replaceAll(/\[(\w+)\]/g, '{$1}'));
    expect(offered.toSorted()).toEqual([...routes, '/healthz'].toSorted());
  });

  it('take the parameters that are said of them, and no other', async () => {
    const { links } = await json<{ links: { href: string; parameters: object }[] }>('/api/v1');
    const asked = links.filter(({ href }) => href !== CLOSED);
    expect(asked.length).toBeGreaterThan(30);
    for (const { href, parameters } of asked) {
      const address = href.replaceAll(/\{(\w+)\}/g, (_, name: string) => NAMED[name] ?? name);
      const { parameter, allowed } = await world.problem(`${address}?colour=1`);
      expect({ href, parameter, allowed: allowed?.toSorted() }).toEqual({
        href,
        parameter: 'colour',
        allowed: Object.keys(parameters).toSorted(),
      });
    }
  });

  it('say whether the process can answer', async () => {
    const response = await get('/healthz');
    // No scheduler has ever looked here.
    const said = { status: 'ok', scheduler: { lastLookAt: null } };
    expect([response.status, await response.json()]).toEqual([200, said]);
  });
});
