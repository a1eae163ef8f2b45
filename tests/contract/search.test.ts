// The search over real HTTP: what it finds first, what it says of each, and what it refuses; and how many
// terms and rules there are.
import { beforeAll, describe, expect, it } from 'vitest';
import { webWorld } from '../helpers/worlds.ts';
import { foundFaults, type Found as Answer } from './sentences/found.ts';
import { LANGUAGES, plain, sectionsOf, termsOf, textFaults, topOf } from './sentences/text.ts';

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

  it.each(LANGUAGES)('says on its page how many it found, in %s', async (language) => {
    const totals = [];
    for (const q of ['zzzzqq', 'vinh phuc', '1.002809', '46', 'vinh', 't', 'bộ']) {
      const answer = await world.json<Answer>(`/api/v1/search?q=${encodeURIComponent(q)}&limit=50`);
      const prefix = language === 'en' ? '/en' : '';
      const page = await world.text(`${prefix}/search?q=${encodeURIComponent(q)}`);
      expect(foundFaults(page, q, answer, language), q).toEqual([]);
      for (const total of [0, 1, answer.total + 1, 70].filter((each) => each !== answer.total)) {
        const isUnseen = Math.min(total, answer.total) > 60;
        const faults = foundFaults(page, q, { ...answer, total }, language);
        expect(faults.length > 0, `${q}: ${total}`).toBe(!isUnseen);
      }
      totals.push(answer.total);
    }
    // None, one, some that are all listed, and more than are.
    expect(Math.min(...totals)).toBe(0);
    expect(totals).toContain(1);
    expect(totals.filter((total) => total > 1 && total < 50).length).toBeGreaterThan(1);
    expect(Math.max(...totals)).toBeGreaterThan(60);
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

describe.each(LANGUAGES)('a list of what holds on all pages, in %s', (language) => {
  const at = (path: string) => world.text(`${language === 'en' ? '/en' : ''}${path}`);

  it('of terms says how many there are, and the search finds each of them', async () => {
    const words = {
      vi: '{n} thuật ngữ dùng trên các trang này',
      en: '{n} terms used on these pages',
    };
    const page = await at('/glossary');
    const listed = [
      ...page.matchAll(/<div id="([^"]+)"[^>]*>\s*(?:<!--[^>]*>)*<dt[^>]*>(.*?)<\/dt>/gs),
    ];
    expect(listed.length).toBe(termsOf(page).length);
    expect(listed.length).toBeGreaterThan(20);
    const said = (n: number) => [{ words: words[language], values: { n } }];
    const { headline } = topOf(page);
    expect(textFaults(headline, said(listed.length), language)).toEqual([]);
    expect(textFaults(headline, said(listed.length + 1), language)).not.toEqual([]);
    for (const [, code = '', name = ''] of listed) {
      expect(await pathsOf(plain(name)), name).toContain(`/glossary#${code}`);
    }
  });

  it('of rules says how many there are, in headline and lead', async () => {
    const words = {
      vi: {
        head: '{n} quy tắc kiểm tra số liệu trước khi được tính',
        lead: 'Mọi số liệu thu thập đều qua {n} quy tắc dưới đây. Chỉ những gì tự mâu thuẫn hoặc không đọc được mới bị giữ lại; điều khó tin nhưng có thể đúng thì được tính và đánh dấu.',
      },
      en: {
        head: '{n} rules that figures pass before they count',
        lead: 'Every figure that is gathered passes the {n} rules below. Only what contradicts itself or cannot be read is set aside; what is hard to believe and may be true counts and is marked.',
      },
    }[language];
    const page = await at('/methodology/rules');
    const rules = sectionsOf(page).flatMap(({ rows }) => rows);
    expect(new Set(rules.map(([rule]) => rule)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThan(50);
    const { headline, lead } = topOf(page);
    for (const [said, text] of [
      [headline, words.head],
      [lead, words.lead],
    ] as const) {
      const of = (n: number) => textFaults(said, [{ words: text, values: { n } }], language);
      expect(of(rules.length)).toEqual([]);
      expect(of(rules.length + 1)).not.toEqual([]);
    }
  });
});
