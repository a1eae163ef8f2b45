// The catalogue's files against a real PostgreSQL: what they hold, that loading is repeatable, and
// that a broken file is refused with its place.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveCode } from '#lib/domain/unit.ts';
import type { Db } from '#lib/server/db/client.ts';
import { UsageError } from '#lib/server/errors.ts';
import { loadCatalogue, readDatedCodes } from '#lib/server/store/catalogue.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

const CATALOGUE = 'drizzle/catalogue';
const TABLES =
  'series region unit unit_group unit_code group_member unit_lineage unit_responsible indicator ' +
  'target target_basis target_not_loaded index_node national_fact published_rank press_fact';

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
  await loadCatalogue(test.db, CATALOGUE);
});
afterAll(() => test.drop());

async function membersOn(day: string): Promise<Record<string, number>> {
  const rows = await test.db.sql<{ group: string; n: number }[]>`
    select group_id as "group", count(*)::int as n from group_member
    where series_id = 'dvc' and valid_from <= ${day} and coalesce(valid_to, 'infinity') >= ${day}
    group by 1`;
  return Object.fromEntries(rows.map((row) => [row.group, row.n]));
}

async function rowTexts(db: Db, prefix: string): Promise<string[]> {
  const tables = await Promise.all(
    TABLES.split(' ').map((name) =>
      db.sql.unsafe<{ row: string }[]>(
        `select '${name}' || ${prefix} || t::text as row from "${name}" t order by 1`,
      ),
    ),
  );
  return tables.flat().map(({ row }) => row);
}

/** Every row with the transaction that wrote it: equal texts mean that nothing was written. */
const fingerprint = () => rowTexts(test.db, 't.xmin');

describe('the units of the catalogue', () => {
  it('are 22 ministries, 9 agencies and 63 provinces in 2020', async () => {
    expect(await membersOn('2020-12-31')).toEqual({ ministries: 22, agencies: 9, provinces: 63 });
  });

  it('are 17 ministries from 1 March 2025 and 34 provinces from 1 July 2025', async () => {
    expect(await membersOn('2025-02-28')).toMatchObject({ ministries: 22, provinces: 63 });
    expect(await membersOn('2025-03-01')).toMatchObject({ ministries: 17, provinces: 63 });
    expect(await membersOn('2025-06-30')).toMatchObject({ ministries: 17, provinces: 63 });
    expect(await membersOn('2025-07-01')).toEqual({ ministries: 17, agencies: 5, provinces: 34 });
  });

  it('each have somebody who answers for them, known by office and not by name', async () => {
    const [row] = await test.db.sql<{ without: number; named: number }[]>`
      select count(*) filter (where r.unit_id is null)::int as without,
        count(r.person)::int as named
      from unit u left join unit_responsible r on r.unit_id = u.id where u.kind <> 'nation'`;
    expect(row).toEqual({ without: 0, named: 0 });
  });

  it('leave nobody behind when they merge: every unit that ends has a successor of that day', async () => {
    const orphans = await test.db.sql<{ id: string }[]>`
      select u.id from unit u where u.valid_to is not null and not exists (
        select from unit_lineage l where l.from_unit_id = u.id and l.on_day = u.valid_to + 1)`;
    expect(orphans).toEqual([]);
  });
});

/** Code, the unit that bore it in 2020, and its name from 1 July 2025 where that is another. */
const CHANGED: [code: string, before: string, after?: string][] = [
  ['08', 'Tuyên Quang'],
  ['15', 'Yên Bái', 'Lào Cai'],
  ['19', 'Thái Nguyên'],
  ['24', 'Bắc Giang', 'Bắc Ninh'],
  ['25', 'Phú Thọ'],
  ['31', 'Hải Phòng'],
  ['33', 'Hưng Yên'],
  ['37', 'Ninh Bình'],
  ['44', 'Quảng Bình', 'Quảng Trị'],
  ['46', 'Thừa Thiên Huế', 'Huế'],
  ['48', 'Đà Nẵng'],
  ['51', 'Quảng Ngãi'],
  ['52', 'Bình Định', 'Gia Lai'],
  ['56', 'Khánh Hòa'],
  ['66', 'Đắk Lắk'],
  ['68', 'Lâm Đồng'],
  ['75', 'Đồng Nai'],
  ['79', 'Hồ Chí Minh'],
  ['80', 'Long An', 'Tây Ninh'],
  ['82', 'Tiền Giang', 'Đồng Tháp'],
  ['86', 'Vĩnh Long'],
  ['91', 'Kiên Giang', 'An Giang'],
  ['92', 'Cần Thơ'],
  ['96', 'Cà Mau'],
];

describe('the 24 codes that change meaning', () => {
  const nameOn = async (code: string, day: string) => {
    const unitId = resolveCode(await readDatedCodes(test.db), code, day);
    const [row] = await test.db.sql<{ nameVi: string }[]>`
      select name_vi as "nameVi" from unit where id = ${unitId}`;
    return [unitId, row?.nameVi.replace(/^(Tỉnh|Thành phố) /, '')];
  };

  it.each(CHANGED)('%s is %s on 2020-12-31', async (code, before) => {
    expect(await nameOn(code, '2020-12-31')).toEqual([`p-${code}`, before]);
  });

  it.each(CHANGED)('%s, once %s, is still so on 2025-06-30, but for Huế', async (code, before) => {
    const expected = code === '46' ? ['p25-46', 'Huế'] : [`p-${code}`, before];
    expect(await nameOn(code, '2025-06-30')).toEqual(expected);
  });

  it.each(CHANGED)('%s, once %s, is the merged unit on 2025-09-30', async (code, before, after) => {
    expect(await nameOn(code, '2025-09-30')).toEqual([`p25-${code}`, after ?? before]);
  });

  it('are all that change: the other ten of 2025 keep their unit', async () => {
    const codes = await readDatedCodes(test.db);
    const changed = codes
      .filter(({ code }) => /^\d\d$/.test(code))
      .map(({ code }) => code)
      .filter((code) => {
        const after = resolveCode(codes, code, '2025-09-30');
        return after !== null && after !== resolveCode(codes, code, '2020-12-31');
      });
    expect([...new Set(changed)].toSorted()).toEqual(CHANGED.map(([code]) => code));
  });

  it('turn Thừa Thiên Huế into the city of Huế between two days', async () => {
    expect((await nameOn('46', '2024-12-31'))[0]).toBe('p-46');
    expect((await nameOn('46', '2025-01-01'))[0]).toBe('p25-46');
  });
});

describe('targets', () => {
  it('that two documents ask alike are one target with two bases', async () => {
    const rows = await test.db.sql<{ document: string; id: string }[]>`
      select b.document, t.id from target t join target_basis b on b.target_id = t.id
      where t.indicator_id = 'share_l4' and t.due = '2020-12-31' order by b.document_date`;
    expect(rows).toEqual([
      { document: '17/NQ-CP', id: 'share_l4:>=:0.3:ministries|provinces:2020-12-31' },
      { document: '929/BTTTT-THH', id: 'share_l4:>=:0.3:ministries|provinces:2020-12-31' },
    ]);
  });

  it('number 34 from 38 documented rows, and 24 more are listed with the reason', async () => {
    const [row] = await test.db.sql`
      select (select count(*)::int from target) as targets,
        (select count(*)::int from target_basis) as bases,
        (select count(*)::int from target_not_loaded where why <> '') as listed`;
    expect(row).toEqual({ targets: 34, bases: 38, listed: 24 });
  });
});

describe('loading', () => {
  it('twice changes no row', async () => {
    const before = await fingerprint();
    await loadCatalogue(test.db, CATALOGUE);
    expect(await fingerprint()).toEqual(before);
  });

  it('writes the same on the oldest PostgreSQL accepted', async () => {
    const old = await testDatabase({ server: '15' });
    try {
      await loadCatalogue(old.db, CATALOGUE);
      expect(await rowTexts(old.db, "' '")).toEqual(await rowTexts(test.db, "' '"));
    } finally {
      await old.drop();
    }
  });

  it('leaves out indices whose publishers keep their rights', async () => {
    const rows = await test.db.sql`
      select from published_rank where index_name in ('PCI', 'PAPI')`;
    expect(rows).toHaveLength(0);
  });
});

describe('a changed catalogue', () => {
  const withCopy = async (file: string, change: (text: string) => string) => {
    const folder = await mkdtemp(join(tmpdir(), 'tiendo-catalogue-'));
    try {
      await cp(CATALOGUE, folder, { recursive: true });
      const path = join(folder, file);
      await writeFile(path, change(await readFile(path, 'utf8')));
      return await loadCatalogue(test.db, folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const withoutLine = (start: string) => (text: string) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith(start))
      .join('\n');

  it('loses the rows that left its files, and gets them back', async () => {
    const count = async () =>
      (await test.db.sql`select from press_fact where id = 'aita-2020-03'`).length;
    await withCopy('press_facts.csv', withoutLine('aita-2020-03,'));
    expect(await count()).toBe(0);
    await loadCatalogue(test.db, CATALOGUE);
    expect(await count()).toBe(1);
  });

  it('keeps a row that left its file while something still names it, and then lets it go', async () => {
    const count = async () =>
      (await test.db.sql`select from indicator where id = 'docs_sent'`).length;
    await test.db.sql`insert into series values ('pkg', 'Gói', 'Package', 'year', 'package', 9)`;
    await test.db.sql`
      insert into index_node (series_id, index_code, version, node, indicator_id, name_vi, name_en, sort)
      values ('pkg', 'pkg', '1', 'leaf', 'docs_sent', 'Lá', 'Leaf', 1)`;
    await withCopy('indicators.csv', withoutLine('reference,docs_sent,'));
    expect(await count()).toBe(1);
    await test.db.sql`delete from index_node where series_id = 'pkg'`;
    await withCopy('indicators.csv', withoutLine('reference,docs_sent,'));
    expect(await count()).toBe(0);
    await loadCatalogue(test.db, CATALOGUE);
  });

  it.each([
    ['units.csv', 'p-68,province', 'p-68,kingdom', 'units.csv:77 kind: "kingdom"'],
    ['unit_codes.csv', 'p-02,02,2008-08-01', 'p-02,02,2008-02-31', 'valid_from: "2008-02-31"'],
    ['unit_codes.csv', 'p-02,02,', 'p-02,01,', 'code 01 is still borne by p-01'],
    ['targets.csv', ',>=,0.3,', ',>=,30%,', 'value: "30%" is not a number'],
    ['indicators.csv', 'dvc,share_l4,', 'dvc,share_l3,', 'says the same as line 2'],
    ['index.csv', 'provision,tiendo,40', 'provision,use,40', '"use" does not stand above'],
    ['groups.csv', 'id,name_vi', 'id,ten', 'groups.csv:1 name_vi: the column is missing'],
    ['national_facts.csv', '@un-survey', '@un-surveys', '"@un-surveys" is not in citations.csv'],
    ['press_facts.csv', '@press-36a', 'A newspaper', '"A newspaper" stands in one language'],
    ['press_facts.csv', ',almost-all,', ',nearly,', 'value: "nearly" is not known'],
    [
      'indicators.csv',
      ',Có giao diện cho thiết bị di động: có hoặc chưa,',
      ',,',
      'numerator_vi: is empty',
    ],
    ['lineage.csv', 'm-bnv,', 'm-none,', 'lineage.csv:2 from: "m-none" is not in units.csv'],
  ])('is refused with file, line and column: %s', async (file, good, bad, message) => {
    const before = await fingerprint();
    const loading = withCopy(file, (text) => text.replace(good, bad));
    await expect(loading).rejects.toThrow(UsageError);
    await expect(withCopy(file, (text) => text.replace(good, bad))).rejects.toThrow(message);
    expect(await fingerprint()).toEqual(before);
  });
});
