// Rankings as the API answers them, over real HTTP: as JSON and CSV (golden files), by period, moment and
// release, and the links of their page.
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRelease } from '#lib/domain/build-release.ts';
import { periodOf } from '#lib/domain/period.ts';
import { readWorkbook } from '#lib/server/spreadsheets/read-workbook.ts';
import { webWorld } from '../helpers/worlds.ts';
import { given, IDS, seedReleases, SMALL_RULES, write } from './seed.ts';

const world = webWorld();
beforeAll(() => seedReleases(world.db));
const { get, json, problem, text } = world;

const RANKING = '/api/v1/rankings/share_l4';

interface Row {
  unit: string;
  rank: number | null;
}
interface Answer {
  release: { id: string; number: number; illustrative: boolean };
  group: string | null;
  rows: (Row & { group?: string })[];
  unranked: (Row & { reason: string; reasonNote: string | null })[];
}
const answer = (path: string) => json<Answer>(path);

describe('the page of a ranking', () => {
  it.each([`release=${IDS['2020-Q2']}`, 'asOf=2020-07-31'])(
    'links with ?%s to the very release that it shows',
    async (query) => {
      const page = await text(`/rankings/provinces/share_l4?${query}`);
      const links = [...page.matchAll(/href="([^"]*share_l4[^"]*)"/g)].map(
        ([, href]) => href ?? '',
      );
      const csv = links.filter((href) => href.includes('.csv'));
      expect(csv).toEqual([expect.stringContaining(`release=${IDS['2020-Q2']}`)]);
      const byPeriod = links.filter((href) => href.includes('period='));
      expect(byPeriod.filter((href) => !href.includes('release='))).toEqual([]);
    },
  );
});

describe('a ranking', () => {
  it('has the shape that was promised', async () => {
    const body = await json<unknown>(`${RANKING}?period=2020-Q2&group=provinces`);
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

  it('is the same as a workbook, numbers as numbers', async () => {
    const response = await get(`${RANKING}.xlsx?period=2020-Q2&group=provinces`);
    expect(response.headers.get('content-disposition')).toContain('-minh-hoa.xlsx"');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const [sheet] = await readWorkbook(bytes, { sheets: { name: 'ranking' } });
    const csv = await text(`${RANKING}.csv?period=2020-Q2&group=provinces`);
    expect(sheet?.rows).toHaveLength(csv.trimEnd().split('\r\n').length);
    const value = sheet?.rows[1]?.cells.find(({ column }) => column === 12)?.value;
    expect(value).toBeTypeOf('number');
  });

  /** The lines of the sheet on which a ranking's workbook opens. */
  async function linesToRead(query: string): Promise<(string | number | boolean)[][]> {
    const response = await get(`/api/v1/rankings/${query}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const [sheet] = await readWorkbook(bytes, { sheets: 'first' });
    return (sheet?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value));
  }

  it('opens as a workbook on what people read: of what, by rank, and why a unit has no figure', async () => {
    const lines = await linesToRead('share_l4.xlsx?period=2020-Q2&group=provinces');
    expect(lines[0]?.[0]).toMatch(/, tỉnh, thành phố, quý II\/2020$/);
    expect(lines[1]?.[0]).toMatch(/^Chỉ tiêu từ 30%, hạn 31\/12\/2020 \(/);
    expect(lines[3]?.[0]).toContain('Bản minh họa');
    const units = lines
      .slice(5)
      .map((cells) => cells.find((value) => /^(Tỉnh|Thành)/.test(`${value}`)));
    expect(units).toEqual(['Tỉnh Lâm Đồng', 'Thành phố Hà Nội', 'Thành phố Đà Nẵng']);
    expect(lines.at(-1)).toContain('cổng của đơn vị không trả lời');
    // What is asked of each, what it lacks, and since when it is behind.
    const heads = lines[4] ?? [];
    expect(heads).toEqual(expect.arrayContaining(['Mức phải đạt', 'Còn thiếu (dịch vụ)']));
    expect(lines[5]?.[heads.indexOf('Mức phải đạt')]).toBe(0.3);
  });

  it('opens as a workbook in the language of its address', async () => {
    const response = await get(`/en${RANKING}.xlsx?period=2020-Q2&group=provinces`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const [sheet] = await readWorkbook(bytes, { sheets: 'first' });
    const lines = (sheet?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value));
    expect(lines[0]?.[0]).toMatch(/, provinces, Q2 2020$/);
    expect(lines.flat()).toContain('Lam Dong');
    // Its heads are printed on every page.
    const { 'xl/workbook.xml': workbook } = unzipSync(bytes);
    expect(strFromU8(workbook ?? new Uint8Array())).toContain(
      `localSheetId="0">'For readers'!$5:$5</definedName>`,
    );
  });

  it('says in the workbook what a unit lacks on other boundaries', async () => {
    const lines = await linesToRead('share_l4.xlsx?period=2020-Q1&group=provinces&boundaries=2025');
    expect(lines.flat()).toContain('thiếu số liệu của p-49');
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
        reasonNote: null,
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
    const body = await json<Record<string, unknown>>(path);
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

describe('a reason that is none of the listed ones', () => {
  const NOTE = 'Đang chuyển cổng sang địa chỉ mới';
  const EARLIER = `${RANKING}?period=2019-Q4&group=provinces`;

  beforeAll(async () => {
    const silent = { ...given('p-48', '2019-Q4', null), missing: 'other' as const };
    const content = buildRelease({
      ...{ rules: SMALL_RULES, period: periodOf('2019-Q4'), previous: null },
      observations: [{ ...silent, missingNote: NOTE }, given('p-01', '2019-Q4', [1, 4])],
      releasedOn: '2020-01-25',
    });
    const id = '01970000-0000-7000-8000-000000000030';
    await write(world.db, { id, content, at: '2020-01-25T00:00:00Z', previous: null });
  });

  it('comes with the words of the source, in the answer as in the file and on the page', async () => {
    const { unranked } = await answer(EARLIER);
    const told = unranked.map(({ unit, reason, reasonNote }) => [unit, reason, reasonNote]);
    expect(told).toContainEqual(['48', 'other', NOTE]);
    expect(told).toContainEqual(['68', 'not-connected', null]);
    const csv = await text(EARLIER.replace('?', '.csv?'));
    const lines = parse<Record<string, string>>(csv, { columns: true, bom: true });
    expect(lines.map(({ unit, reason_note: note }) => [unit, note]).toSorted()).toEqual([
      ['01', ''],
      ['48', NOTE],
      ['68', ''],
    ]);
    expect(await text('/rankings/provinces/share_l4?period=2019-Q4')).toContain(NOTE);
  });
});
