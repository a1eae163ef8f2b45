// What the pages read of the catalogue, from a real PostgreSQL.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unitId } from '#lib/domain/unit.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import {
  readLineage,
  readNationalFacts,
  readPressFacts,
  readPublishedRanks,
  readResponsible,
  readTargetsNotLoaded,
  readUnits,
} from '#lib/server/store/facts.ts';
import { readIndicators, readTargets } from '#lib/server/store/rules.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
  await loadCatalogue(test.db, 'drizzle/catalogue');
});
afterAll(() => test.drop());

it('reads the national share of level 4 in the order of time', async () => {
  const facts = await readNationalFacts(test.db);
  const shares = facts.filter(({ measure }) => measure === 'national_share_l4_percent');
  expect(shares.map(({ day, value }) => [day, value])).toEqual([
    ['2018-12-31', 4.55],
    ['2019-12-31', 10.76],
    ['2020-03', 11.13],
    ['2020-08-26', 15.9],
    ['2020-12-31', 30.1],
  ]);
});

it('keeps "more than" beside the number', async () => {
  const facts = await readNationalFacts(test.db);
  expect(facts).toContainEqual(
    expect.objectContaining({ measure: 'accounts', value: 47000, qualifier: '>' }),
  );
});

it('reads the published ranks of one unit alone', async () => {
  const ranks = await readPublishedRanks(test.db, unitId('p-62'));
  expect(ranks).toEqual([
    {
      indexName: 'EGOV',
      year: 2018,
      unitId: 'p-62',
      component: 'overall',
      score: null,
      rank: 62,
      ofN: 63,
      rankBasis: 'listed_order',
      sourceVi: expect.stringMatching(/^http/) as string,
      sourceEn: expect.stringMatching(/^http/) as string,
    },
  ]);
  expect(await readPublishedRanks(test.db)).toHaveLength(235);
});

it('reads what the press says of Lâm Đồng in both languages', async () => {
  const facts = await readPressFacts(test.db, unitId('p-68'));
  expect(facts).toContainEqual(
    expect.objectContaining({
      day: '2016-02',
      factVi: 'Số dịch vụ công trực tuyến mức độ 4',
      factEn: 'level-4 online public services',
      value: '30',
      unitId: 'p-68',
      subjectVi: 'Tỉnh Lâm Đồng',
      subjectEn: 'Lam Dong Province',
      sourceVi: 'Báo Lâm Đồng, 15/2/2016: “Chính phủ điện tử - Chính phủ gần dân”',
      sourceEn: 'Báo Lâm Đồng, 15 February 2016: “Chính phủ điện tử - Chính phủ gần dân”',
    }),
  );
  expect(new Set(facts.map((fact) => fact.unitId))).toEqual(new Set(['p-68']));
});

/** Letters that Vietnamese alone has; a text of several words without one is hardly Vietnamese. */
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;

it('tells Vietnamese readers everything in Vietnamese', async () => {
  const [facts, ranks, press, promises, indicators, targets] = await Promise.all([
    readNationalFacts(test.db),
    readPublishedRanks(test.db),
    readPressFacts(test.db),
    readTargetsNotLoaded(test.db),
    Promise.all(['dvc', 'reference'].map((series) => readIndicators(test.db, series))),
    readTargets(test.db, 'dvc'),
  ]);
  const texts = [
    ...[...facts, ...ranks, ...press, ...promises].map(({ sourceVi }) => sourceVi),
    ...targets.flatMap(({ bases }) => bases.map(({ sourceVi }) => sourceVi)),
    ...indicators.flat().flatMap((each) => [each.numeratorVi, each.denominatorVi]),
    ...indicators.flat().flatMap((each) => [each.legalBasisVi, each.sourceVi]),
  ];
  const words = texts.map((text) => text.replace(/https?:\/\/\S+/g, '').trim());
  expect(words.filter((text) => / \w/.test(text) && !VIETNAMESE.test(text))).toEqual([]);
});

it('gives the reasons of a promise that is not loaded one by one', async () => {
  const rows = await readTargetsNotLoaded(test.db);
  const rank = rows.find(({ indicator }) => indicator === 'un_egdi_rank_gain');
  expect(rank?.why).toEqual(['no-indicator', 'not-one-number', 'not-of-a-unit']);
});

it('names the office that answers for a province, and no person', async () => {
  expect(await readResponsible(test.db, unitId('p-48'))).toEqual([
    expect.objectContaining({
      roleVi: 'Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng',
      person: null,
      validTo: '2025-06-30',
    }),
  ]);
});

it('tells both sides of a merger', async () => {
  const links = await readLineage(test.db, unitId('p25-48'));
  expect(links.map(({ fromUnitId, onDay }) => [fromUnitId, onDay])).toEqual([
    ['p-48', '2025-07-01'],
    ['p-49', '2025-07-01'],
  ]);
  const [first] = links;
  expect(first?.sourceVi).toMatch(/^Nghị quyết số 202\/2025\/QH15: https:/);
  expect(first?.sourceEn).toMatch(/^Resolution 202\/2025\/QH15: https:/);
});

it('lists units of all times with their last code and group', async () => {
  const units = await readUnits(test.db);
  expect(units).toHaveLength(125);
  expect(units.find(({ id }) => id === 'p25-15')).toMatchObject({
    code: '15',
    groupId: 'provinces',
    nameVi: 'Tỉnh Lào Cai',
    validFrom: '2025-07-01',
    population: null,
  });
});
