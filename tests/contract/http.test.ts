// How the API speaks HTTP: one shape of errors with what may be asked for instead, methods that it
// refuses, answers that any page may read, and tags that spare a reader what did not change.
import { beforeAll, describe, expect, it } from 'vitest';
import { startWeb } from '../helpers/web-server.ts';
import { webWorld } from '../helpers/worlds.ts';
import { IDS, seedReleases } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));
const { get, problem } = world;

const RANKING = '/api/v1/rankings/share_l4';

describe('errors', () => {
  it.each([
    [`${RANKING}?perod=2020-Q1`, 400, 'unknown-parameter', 'perod'],
    [`${RANKING}.csv?Group=provinces`, 400, 'unknown-parameter', 'Group'],
    ['/api/v1/units?page=2', 400, 'unknown-parameter', 'page'],
    ['/api/v1/sources?x=1', 400, 'unknown-parameter', 'x'],
    ['/api/v1/indicators?group=provinces', 400, 'unknown-parameter', 'group'],
    ['/healthz?deep=1', 400, 'unknown-parameter', 'deep'],
    [`${RANKING}?period=2020-Q1&period=2020-Q2`, 400, 'repeated-parameter', 'period'],
    [`${RANKING}?group=`, 400, 'bad-parameter', 'group'],
    [`${RANKING}?period=2020-Q5`, 400, 'bad-period', 'period'],
    [`${RANKING}?period=Q1/2020`, 400, 'bad-period', 'period'],
    [`${RANKING}?asOf=yesterday`, 400, 'bad-moment', 'asOf'],
    [`${RANKING}?asOf=2020-02-30`, 400, 'bad-moment', 'asOf'],
    [`${RANKING}?asOf=2099-01-01`, 400, 'bad-parameter', 'asOf'],
    [
      `${RANKING}?release=${IDS['2020-Q1']}&period=2020-Q1`,
      400,
      'conflicting-parameters',
      'release',
    ],
    [`${RANKING}?period=2021-Q1`, 404, 'unknown-period', 'period'],
    [`${RANKING}?group=cities`, 404, 'unknown-group', 'group'],
    [`${RANKING}?series=none`, 404, 'unknown-series', 'series'],
    [`${RANKING}?release=not-a-uuid`, 404, 'unknown-release', 'release'],
    [`${RANKING}?release=${IDS.package.replace('4', '9')}`, 404, 'unknown-release', 'release'],
    [`${RANKING}?asOf=2019-01-01`, 404, 'unknown-release', 'asOf'],
    ['/api/v1/compare?units=1,2,3,4,5,6,7,8,9,10,11,12,13', 400, 'bad-parameter', 'units'],
    ['/api/v1/rankings/share_l5', 404, 'unknown-measure', 'measure'],
    ['/api/v1/rankings/share_l5.csv', 404, 'unknown-measure', 'measure'],
    ['/api/v1/rankings/pkg:none?series=pkg', 404, 'unknown-measure', 'measure'],
    ['/api/v1/units/99', 404, 'unknown-unit', 'unit'],
    ['/api/v1/units/10?period=2025-Q3', 404, 'unknown-unit', 'unit'],
    ['/api/v1/units/15', 400, 'ambiguous-unit', 'unit'],
    ['/api/v1/nothing/here', 404, 'unknown-address', undefined],
  ])('GET %s is %i %s', async (path, status, code, parameter) => {
    const body = await problem(path);
    expect(body).toMatchObject({ status, type: `urn:tiendo:problem:${code}` });
    expect(body.parameter).toBe(parameter);
    expect(body.instance).toBe(new URL(path, world.origin).pathname);
    expect(body.detail.length).toBeGreaterThan(10);
  });

  it('say what may be asked for instead', async () => {
    const [period, group, unknown, unit] = await Promise.all([
      problem(`${RANKING}?period=2021-Q1`),
      problem(`${RANKING}?group=cities`),
      problem(`${RANKING}?perod=2020-Q1`),
      problem('/api/v1/units/15'),
    ]);
    expect(period).toMatchObject({ allowed: ['2020-Q1', '2020-Q2'], see: '/api/v1/releases' });
    expect(group.allowed).toEqual(['ministries', 'agencies', 'provinces']);
    expect(unknown.allowed).toEqual(['period', 'group', 'release', 'series', 'asOf', 'boundaries']);
    expect(unit.allowed).toEqual(['p-15', 'p25-15']);
  });

  it('have one shape', async () => {
    const body = await problem(`${RANKING}?group=cities`);
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/problem.json');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is not allowed', async (method) => {
    const response = await get(RANKING, { method, headers: { origin: world.origin } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await response.json()).toMatchObject({ type: 'urn:tiendo:problem:method-not-allowed' });
  });

  it('of a database that is away are told without its address', async () => {
    const cut = await startWeb('postgres://tiendo:geheim@127.0.0.1:1/tiendo');
    try {
      const [health, ranking] = await Promise.all([
        fetch(`${cut.origin}/healthz`),
        fetch(`${cut.origin}${RANKING}`),
      ]);
      expect([health.status, ranking.status]).toEqual([503, 500]);
      const said = (await health.text()) + (await ranking.text());
      expect(said).not.toMatch(/geheim|127\.0\.0\.1|ECONNREFUSED/);
    } finally {
      await cut.stop();
    }
  });
});

describe('pages', () => {
  const SHARE = '/rankings/provinces/share_l4';

  it.each([
    [`${SHARE}?state=foo`, 400, 'Địa chỉ có “state=foo”', 'state là một trong: met, met_late'],
    [`${SHARE}?near=p-999`, 400, '“near=p-999”', 'near là một trong: '],
    [`${SHARE}?boundaries=1999`, 400, '“boundaries=1999”', 'boundaries là một trong: '],
    [`${SHARE}?release=abc`, 404, 'Không có bản công bố nào mang mã “abc”', 'Các lần công bố'],
    ['/rankings/provinces/nope', 404, 'Không có số liệu “nope”', 'mọi chỉ tiêu'],
    ['/units/p-68?period=2021-13', 404, '“2021-13” không phải là một kỳ', '2021-Q3'],
    ['/?period=2021-13', 404, '“2021-13” không phải là một kỳ', 'Mời chọn một kỳ'],
    ['/?asOf=2099-01-01', 400, 'chưa tới', '2020-04-30'],
    ['/signs?period=foo', 400, '“period=foo”', 'period là một trong'],
    ['/promises?state=foo', 400, '“state=foo”', 'state là một trong: '],
    ['/releases?series=foo', 400, '“series=foo”', 'series là một trong: dvc'],
    ['/embed/rank', 404, 'Không vẽ được biểu đồ', '“unit”'],
  ])(
    '%s is %i and says which word is wrong, and what may stand there',
    async (at, status, ...said) => {
      const response = await get(at);
      const page = (await response.text()).replaceAll(/<!--.*?-->/g, '');
      expect([response.status, ...said.filter((words) => !page.includes(words))]).toEqual([status]);
    },
  );

  it('are found by an id in capitals, and the API without its version', async () => {
    const at = async (path: string) => {
      const response = await get(path, { redirect: 'manual' });
      return [response.status, response.headers.get('location')];
    };
    expect(await at('/units/P-68')).toEqual([302, '/units/p-68']);
    expect(await at('/api')).toEqual([307, '/api/v1']);
  });
});

describe('headers', () => {
  it('let any page read the figures', async () => {
    const response = await get(RANKING, { headers: { origin: 'https://example.test' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await get(RANKING, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
  });

  it('spare a reader what did not change, and tell one release from another', async () => {
    const path = `${RANKING}?period=2020-Q2`;
    const first = await get(path);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toContain(IDS['2020-Q2 corrected']);
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const again = await get(path, { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await get(`${RANKING}?period=2020-Q1`, { headers: { 'if-none-match': tag } });
    expect(other.status).toBe(200);
  });

  it('come alone where HEAD is asked', async () => {
    const response = await get(`${RANKING}.csv`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).not.toBeNull();
    expect(await response.text()).toBe('');
  });
});

it('keeps idle connections longer than a proxy before it does, so that none closes under a request', async () => {
  expect((await get('/healthz')).headers.get('keep-alive')).toBe('timeout=65');
});
