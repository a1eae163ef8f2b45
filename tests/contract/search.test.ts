// The search over real HTTP: what it finds first, what it says of each, and what it refuses.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';

const world = webWorld();

beforeAll(async () => {
  await world.db.sql`insert into procedure (code, name_vi, field) values
    ('1.002809', 'Đổi Giấy phép lái xe do ngành Giao thông vận tải cấp', 'Đường bộ'),
    ('2.000001', 'Cấp đổi giấy phép lái xe', 'Đường bộ')`;
  await world.db.sql`insert into series values ('own', 'Gói', 'Package', 'year', 'package', 9)`;
  await world.db
    .sql`insert into unit (id, series_id, parent_id, kind, name_vi, name_en, short_vi, slug,
      provides_services, source, verified)
    values ('own:vl', 'own', 'p-45', 'district', 'Huyện Vĩnh Linh', 'Vinh Linh District', 'Vĩnh Linh',
      'vinh-linh', false, '', '')`;
});

interface Found {
  total: number;
  results: { kind: string; path: string; name: { vi: string; en: string }; note: unknown }[];
}
const find = (q: string, rest = '') =>
  world.json<Found>(`/api/v1/search?q=${encodeURIComponent(q)}${rest}`);
const pathsOf = async (q: string) => (await find(q)).results.map(({ path }) => path);

describe('the search', () => {
  it.each([
    ['vinh phuc', '/units/p-26'],
    ['26', '/units/p-26'],
    ['bldtbxh', '/units/m-bldtbxh'],
    ['MOLISA', '/units/m-bldtbxh'],
    ['share_l4', '/indicators/share_l4'],
    ['mẫu số', '/glossary#denominator'],
    ['nen tang', '/platforms'],
    ['cap doi giay phep lai xe', '/procedures/2.000001'],
    ['1.002809', '/procedures/1.002809'],
  ])('finds by "%s" first %s', async (q, path) => {
    expect((await pathsOf(q))[0]).toBe(path);
  });

  it('finds by the number of a document the indicators that it sets targets for', async () => {
    const found = await pathsOf('17/nq-cp');
    expect(found).toContain('/indicators/share_l4');
    expect(found.filter((path) => !path.startsWith('/indicators/'))).toEqual([]);
    expect(await pathsOf('17/NQ')).toContain('/indicators/share_l4');
  });

  it('tells two units of one code apart by their days', async () => {
    const { results } = await find('46');
    expect(results.map(({ path, note }) => [path, note])).toEqual([
      ['/units/p-46', { vi: 'đến 31/12/2024', en: 'until 31 December 2024' }],
      ['/units/p25-46', { vi: 'từ 1/1/2025', en: 'from 1 January 2025' }],
    ]);
  });

  it('names bodies of a province under it, behind the provinces', async () => {
    const { results } = await find('vinh');
    expect(results.map(({ kind, path }) => [kind, path])).toEqual([
      ['unit', '/units/p-26'],
      ['unit', '/units/p-86'],
      ['unit', '/units/p25-86'],
      ['unit', '/units/p-84'],
      ['body', '/units/own:vl'],
    ]);
    expect(results.at(-1)?.note).toEqual({ vi: 'thuộc Tỉnh Quảng Trị', en: 'of Quang Tri' });
  });

  it('gives as many as asked for and says how many there are', async () => {
    const { total, results } = await find('bộ', '&limit=3');
    expect(results).toHaveLength(3);
    expect(total).toBeGreaterThan(20);
  });

  it('offers no page that is not there', async () => {
    const { PAGES } = await import('#lib/server/search/pages.ts');
    for (const { path } of PAGES) {
      const response = await world.get(path, { redirect: 'manual' });
      // Some ask who one is first.
      expect(response.status, path).toBeOneOf([200, 303, 307, 401]);
    }
  });

  it.each([
    ['/api/v1/search', 'missing-parameter', 'q'],
    ['/api/v1/search?q=', 'bad-parameter', 'q'],
    ['/api/v1/search?q=hue&limit=51', 'bad-parameter', 'limit'],
    ['/api/v1/search?q=hue&page=2', 'unknown-parameter', 'page'],
  ])('refuses %s: %s', async (path, code, parameter) => {
    expect(await world.problem(path)).toMatchObject({
      status: 400,
      type: `urn:tiendo:problem:${code}`,
      parameter,
    });
  });
});
