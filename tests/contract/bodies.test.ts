// A province's own index over real HTTP: its bodies answer by their own series, stand in the province's
// answer and page, and take part in nothing national.
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPackage } from '../../jobs/load-package.ts';
import { jobContext } from '../helpers/job-context.ts';
import { webWorld } from '../helpers/worlds.ts';
import { seedReleases } from './seed.ts';

const world = webWorld();
const { get, json, text } = world;
const PACKAGE = 'tests/portals/illustrative/bodies-lam-dong';
const BODY = 'lam-dong-ict:snv';

beforeAll(async () => {
  await seedReleases(world.db);
  await loadPackage(jobContext(world.db, '2022-02-01T00:00:00Z'), { path: PACKAGE });
}, 120_000);

interface Named {
  unitId: string;
  name: { vi: string; en: string };
}
interface UnitAnswer extends Named {
  unit: string | null;
  series: string | null;
  parent: Named | null;
  bodies: (Named & { group: string; series: string })[];
  figures: { measure: string; rank: number | null }[];
}

describe('the answer on a unit', () => {
  it('names the bodies below a province, and the province above a body', async () => {
    const province = await json<UnitAnswer>('/api/v1/units/p-68');
    expect([province.series, province.parent]).toEqual([null, null]);
    expect(province.bodies).toHaveLength(32);
    expect(province.bodies[0]).toMatchObject({ group: 'departments', series: 'lam-dong-ict' });
    const body = await json<UnitAnswer>(`/api/v1/units/${BODY}`);
    expect(body.parent).toEqual({ unitId: 'p-68', name: { vi: 'Tỉnh Lâm Đồng', en: 'Lam Dong' } });
    expect([body.unit, body.series, body.bodies]).toEqual(['snv', 'lam-dong-ict', []]);
    expect(body.figures.find(({ measure }) => measure === 'ict:ict')?.rank).toBe(7);
  });

  it('of a province without a series of its own names nobody', async () => {
    expect((await json<UnitAnswer>('/api/v1/units/p-48')).bodies).toEqual([]);
  });
});

describe('an explanation of a body', () => {
  it.each(['explanation', 'interval', 'gap', 'forecast', 'signs', 'past', 'figures/proc_l4'])(
    '%s is about its own series where none is named',
    async (kind) => {
      const response = await get(`/api/v1/units/${BODY}/${kind}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ unitId: BODY });
    },
  );

  it.each([
    ['explanation', 'measure', 'ict:ict'],
    ['interval', 'measure', 'ict:ict'],
    ['gap', 'measure', 'ict:ict'],
  ])('%s takes the index that ranks it', async (kind, key, measure) => {
    const answer = await json<Record<string, unknown>>(`/api/v1/units/${BODY}/${kind}`);
    expect(answer[key]).toBe(measure);
    const named = await json<Record<string, unknown>>(
      `/api/v1/units/${BODY}/${kind}?series=lam-dong-ict&measure=proc_l4`,
    );
    expect(named[key]).toBe('proc_l4');
  });

  it('has its parts: why it moved, what each leaf brought, how sure it is', async () => {
    const why = await json<{ move: { places: number }; contributions: unknown[] }>(
      `/api/v1/units/${BODY}/explanation`,
    );
    expect(why.move.places).toBe(-1);
    expect(why.contributions).toHaveLength(1 + 5 + 11);
    const sure = await json<{ interval: { rank: number } }>(`/api/v1/units/${BODY}/interval`);
    expect(sure.interval.rank).toBe(7);
  });
});

describe('nothing national', () => {
  it.each(['/api/v1/units', '/api/v1/units?period=2020-Q1', '/api/v1/units?group=provinces'])(
    '%s lists no body',
    async (path) => {
      const { units } = await json<{ units: Named[] }>(path);
      expect(units.length).toBeGreaterThan(0);
      expect(units.filter(({ unitId }) => unitId.includes(':'))).toEqual([]);
    },
  );

  it.each([
    '/units',
    '/units?q=da lat',
    '/',
    '/platforms',
    '/rankings/provinces/share_l4',
    '/nation',
  ])('%s shows no body', async (path) => {
    const page = await text(path);
    expect(page).toContain('</main>');
    expect(page).not.toContain('lam-dong-ict');
  });

  it('does not count the province as connected for the source of its own index', async () => {
    const counts = async () =>
      [...(await text('/sources')).matchAll(/>(\d+\/\d+)<\/td>/g)].map(([, count]) => count);
    const before = await counts();
    expect(before).toContain('0/3');
    await world.db.sql`update source set active = true where id = 'package-lam-dong-ict'`;
    await world.db.sql`update source set unit_id = 'p-68' where id = 'package-lam-dong-ict'`;
    expect(await counts()).toEqual(before);
  });
});

describe('the pages', () => {
  it('of a province lead to its series, and those to each body and back', async () => {
    const province = await text('/units/p-68?period=2020-Q2');
    expect(province).toContain('Sở, ngành và địa phương trực thuộc');
    expect(province).toContain('/series/lam-dong-ict?period=2020-Q2');
    const series = await text('/series/lam-dong-ict?period=2020-Q2');
    expect(series).toContain(`/units/${BODY}?period=2020-Q2`);
    const body = await text(`/units/${BODY}?period=2020-Q2`);
    expect(body).toContain('href="/units/p-68?period=2020-Q2"');
    expect(body).not.toContain('Đầu mối và nền tảng');
  });

  it('are not there for what nobody knows', async () => {
    for (const path of ['/series/none', '/series/dvc', '/units/lam-dong-ict:none']) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  it('of a series of provinces themselves stand for themselves', async () => {
    const page = await text('/series/pkg');
    expect(page).toContain('dẫn đầu 2 tỉnh, thành phố');
    expect(page).not.toContain('Chỉ số riêng của');
  });
});
