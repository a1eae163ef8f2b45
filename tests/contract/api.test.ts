// The API's contract over real HTTP: shapes (golden files), marks of made-up figures, errors, refused
// parameters, caching, and attempts to inject.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { startWeb, type WebServer } from '../helpers/web-server.ts';
import { IDS, seedReleases } from './seed.ts';

let database: TestDatabase;
let web: WebServer;

beforeAll(async () => {
  database = await testDatabase();
  await loadCatalogue(database.db, 'drizzle/catalogue');
  await seedReleases(database.db);
  web = await startWeb(database.url);
}, 300_000);
afterAll(async () => {
  await web.stop();
  await database.drop();
});

const get = (path: string, init?: RequestInit) => fetch(`${web.origin}${path}`, init);

interface Problem {
  type: string;
  status: number;
  detail: string;
  instance: string;
  parameter?: string;
  allowed?: string[];
  see?: string;
}

async function problem(path: string, init?: RequestInit): Promise<Problem> {
  const response = await get(path, init);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const body = (await response.json()) as Problem;
  expect(body.status).toBe(response.status);
  return body;
}

const RANKING = '/api/v1/rankings/share_l4';

interface Row {
  unit: string;
  rank: number | null;
}
interface Answer {
  release: { id: string; number: number; illustrative: boolean };
  group: string | null;
  rows: (Row & { group?: string })[];
  unranked: (Row & { reason: string })[];
}
const answer = async (path: string) => (await (await get(path)).json()) as Answer;

describe('the page of a ranking', () => {
  it.each([`release=${IDS['2020-Q2']}`, 'asOf=2020-07-31'])(
    'links with ?%s to the very release that it shows',
    async (query) => {
      const page = await (await get(`/rankings/provinces/share_l4?${query}`)).text();
      const links = [...page.matchAll(/href="([^"]*share_l4[^"]*)"/g)].map(
        ([, href]) => href ?? '',
      );
      const csv = links.filter((href) => href.includes('.csv'));
      expect(csv).toEqual([expect.stringContaining(`release=${IDS['2020-Q2']}`)]);
      expect(links.filter((href) => href.includes('period='))).toEqual([]);
    },
  );
});

describe('a ranking', () => {
  it('has the shape that was promised', async () => {
    const body: unknown = await (await get(`${RANKING}?period=2020-Q2&group=provinces`)).json();
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/ranking.json');
  });

  it('is the same as CSV, marked as made up on every line and in the file name', async () => {
    const response = await get(`${RANKING}.csv?period=2020-Q2&group=provinces`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="tiendo-dvc-share_l4-2020-Q2-provinces-2-minh-hoa.csv"',
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    await expect(bytes.toString('utf8')).toMatchFileSnapshot('golden/ranking.csv');
  });

  it('of a silent unit gives it a reason and what was known last, and no rank', async () => {
    const { rows, unranked } = await answer(`${RANKING}?period=2020-Q2&group=provinces`);
    expect(rows.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['68', 1],
      ['01', 2],
    ]);
    expect(unranked).toEqual([
      {
        unit: '48',
        unitId: 'p-48',
        name: { vi: 'Thành phố Đà Nẵng', en: 'Da Nang' },
        reason: 'no-reply',
        lastKnown: { period: '2020-Q1', value: 0.4, numerator: 200, denominator: 500 },
      },
    ]);
  });

  it('without a group holds all groups, each row with its own, ranked apart', async () => {
    const { group, rows } = await answer(`${RANKING}?period=2020-Q1`);
    expect(group).toBeNull();
    expect(rows.map((row) => [row.group, row.unit, row.rank])).toEqual([
      ['ministries', 'btp', 1],
      ['ministries', 'bnv', 2],
      ['agencies', 'bhxh', 1],
      ['provinces', '48', 1],
      ['provinces', '01', 2],
      ['provinces', '68', 3],
    ]);
  });

  it('without a period is the latest, as now corrected', async () => {
    const { release } = await answer(`${RANKING}?group=provinces`);
    expect(release).toMatchObject({ id: IDS['2020-Q2 corrected'], number: 2 });
  });

  it.each([
    ['2020-07-25T00:00:00Z', '2020-Q2'],
    ['2020-07-31', '2020-Q2'],
    ['2020-08-01', '2020-Q2 corrected'],
    ['2020-07-24T23:59:59Z', '2020-Q1'],
  ] as const)('as of %s is the release that was current then', async (asOf, expected) => {
    const { release } = await answer(`${RANKING}?asOf=${asOf}`);
    expect(release.id).toBe(IDS[expected]);
  });

  it('can be had exactly as it was released', async () => {
    const { release, rows } = await answer(`${RANKING}?group=provinces&release=${IDS['2020-Q2']}`);
    expect(release.number).toBe(1);
    expect(rows.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['01', 1],
      ['68', 1],
    ]);
  });

  it('stands beside its first release with what differs, and why', async () => {
    const path = '/api/v1/rankings/share_l4/editions?period=2020-Q2&group=provinces';
    const body = (await (await get(path)).json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      before: { id: IDS['2020-Q2'], number: 1 },
      after: { id: IDS['2020-Q2 corrected'], number: 2 },
      unchanged: 1,
      rows: [
        { unitId: 'p-68', ownFigures: true, reasons: ['R1'], placesWon: 0 },
        { unitId: 'p-01', ownFigures: false, reasons: [], placesWon: -1, scoreChange: 0 },
      ],
    });
    const page = await get('/rankings/provinces/share_l4/editions?period=2020-Q2');
    expect(page.status).toBe(200);
    expect(await problem('/api/v1/rankings/share_l4/editions')).toMatchObject({
      status: 400,
      parameter: 'group',
    });
  });

  it('comes on the boundaries of another year, with the parts, or with those that are missing', async () => {
    const path = `${RANKING}?period=2020-Q1&group=provinces&boundaries=2025`;
    const { rows, unranked, ...rest } = await answer(path);
    expect(rest).toMatchObject({ boundaries: { year: '2025', day: '2025-12-31' } });
    expect(rows).toEqual([
      expect.objectContaining({ unitId: 'p-01', parts: ['p-01'], numerator: 119, rank: 1 }),
    ]);
    expect(unranked).toContainEqual(
      expect.objectContaining({ unitId: 'p25-48', reason: 'part-missing', units: ['p-49'] }),
    );
    expect(await problem(`${RANKING}?period=2020-Q1&boundaries=2020`)).toMatchObject({
      status: 404,
      parameter: 'boundaries',
      allowed: ['2025'],
    });
    const csv = await get(path.replace('?', '.csv?'));
    expect(csv.headers.get('content-disposition')).toContain('-boundaries-2025-');
    expect(await csv.text()).toContain('part-missing');
  });

  it('of an index finds its series by itself', async () => {
    const { release, rows } = await answer('/api/v1/rankings/pkg:pkg');
    expect(release).toMatchObject({ id: IDS.package, illustrative: false });
    expect(rows.map(({ unit }) => unit)).toEqual(['01', '48']);
  });

  it('with formulas for names comes as text that no spreadsheet runs, its numbers as numbers', async () => {
    const response = await get('/api/v1/rankings/d1.csv?series=pkg');
    const text = await response.text();
    expect(text).toContain(`,"'=HYPERLINK(""http://x.test"")",'@SUM(A1:A9),5.5,`);
    expect(text).toContain(`,'-2+3,'＝1+1,-1,`);
    expect(response.headers.get('content-disposition')).not.toContain('minh-hoa');
  });
});

describe('other addresses', () => {
  it('list the releases, the latest period first', async () => {
    const body: unknown = await (await get('/api/v1/releases')).json();
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/releases.json');
  });

  it('list the releases of one series and period', async () => {
    const response = await get('/api/v1/releases?series=dvc&period=2020-Q2');
    const { releases } = (await response.json()) as {
      releases: { id: string; current: boolean }[];
    };
    expect(releases.map(({ id, current }) => [id, current])).toEqual([
      [IDS['2020-Q2 corrected'], true],
      [IDS['2020-Q2'], false],
    ]);
  });

  it('list the units of a period with the codes that they bore', async () => {
    const unitsOf = async (query: string) => {
      const { units } = (await (await get(`/api/v1/units?${query}`)).json()) as {
        units: { unit: string; unitId: string }[];
      };
      return units;
    };
    expect(await unitsOf('period=2020-Q4&group=provinces')).toHaveLength(63);
    const after = await unitsOf('period=2025-Q3&group=provinces');
    expect(after).toHaveLength(34);
    expect(after.find(({ unit }) => unit === '15')?.unitId).toBe('p25-15');
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
    const body = (await (await get(`/api/v1/units/${path}`)).json()) as { unitId: string };
    expect(body.unitId).toBe(expected);
  });

  it('tell of a unit who answers for it, where it went, and its figures', async () => {
    const body: unknown = await (await get('/api/v1/units/68?period=2020-Q2')).json();
    await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot('golden/unit.json');
  });

  it('list what is measured, with promises and their documents', async () => {
    const body = (await (await get('/api/v1/indicators?series=dvc')).json()) as {
      indicators: { code: string; targets: { due: string; bases: { document: string }[] }[] }[];
    };
    expect(body.indicators).toHaveLength(17);
    const share = body.indicators.find(({ code }) => code === 'share_l4');
    const bases = share?.targets.map(({ due, bases }) => [due, bases.map((each) => each.document)]);
    expect(bases).toEqual([
      ['2020-12-31', ['17/NQ-CP', '929/BTTTT-THH']],
      ['2025-12-31', ['749/QĐ-TTg']],
      ['2030-12-31', ['749/QĐ-TTg']],
    ]);
  });

  it('list sources, of which there are none here', async () => {
    expect(await (await get('/api/v1/sources')).json()).toEqual({ sources: [] });
  });

  it('say what the API offers', async () => {
    const { links } = (await (await get('/api/v1')).json()) as { links: { href: string }[] };
    expect(links.map(({ href }) => href)).toContain('/api/v1/rankings/{measure}.csv');
  });

  it('say whether the process can answer', async () => {
    const response = await get('/healthz');
    // No scheduler has ever looked here.
    const said = { status: 'ok', scheduler: { lastLookAt: null } };
    expect([response.status, await response.json()]).toEqual([200, said]);
  });
});

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
    expect(body.instance).toBe(new URL(path, web.origin).pathname);
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
    const response = await get(RANKING, { method, headers: { origin: web.origin } });
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

describe('injection', () => {
  const PAYLOADS = [
    "' OR '1'='1",
    "'; DROP TABLE release; --",
    '1 UNION SELECT password FROM pg_shadow',
    '$1',
    '../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '<script>alert(1)</script>',
    '{{7*7}}',
    '${7*7}',
    'a\u0000b',
    'a\r\nset-cookie: x=1',
    '\u202egnp.exe',
    'x'.repeat(5000),
    '__proto__',
  ];
  const shown = (payload: string) => JSON.stringify(payload).slice(0, 30);

  it.each(PAYLOADS.map((payload) => [shown(payload), payload]))(
    'in any parameter is refused: %s',
    async (_, payload) => {
      const text = encodeURIComponent(payload);
      const paths = [
        ...['period', 'group', 'series', 'release', 'asOf'].map(
          (name) => `${RANKING}?${name}=${text}`,
        ),
        `${RANKING}?${text}=1`,
        `/api/v1/rankings/${text}`,
        `/api/v1/units/${text}`,
      ];
      for (const path of paths) {
        const response = await get(path);
        expect(response.status, path).toBeGreaterThanOrEqual(400);
        expect(response.status, path).toBeLessThan(500);
        expect(response.headers.get('set-cookie')).toBeNull();
        expect(response.headers.get('content-type')).toMatch(
          /^(application\/problem\+json|text\/html)/,
        );
        expect(await response.text()).not.toContain('<script>alert');
      }
    },
  );

  it('leaves the releases as they were', async () => {
    const { releases } = (await (await get('/api/v1/releases')).json()) as { releases: unknown[] };
    expect(releases).toHaveLength(4);
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
