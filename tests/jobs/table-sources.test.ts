// Sources that give a CSV or a workbook: what their rows become, and where each value stands.
import { createHash } from 'node:crypto';
import { writeXlsx, type CellValue } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { periodOf } from '#lib/domain/period.ts';
import { checkServices } from '#lib/domain/validate/service.ts';
import { SourceError } from '#lib/server/errors.ts';
import type { PortalClient, Reply } from '#lib/server/sources/fetch.ts';
import type { Page, Question } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { compileService, placesOf } from '#lib/server/sources/mapping.ts';
import {
  parseSources,
  type SourceConfig,
  type SourceConfigInput,
} from '#lib/server/sources/source.ts';
import { quickClient } from '../helpers/job-context.ts';
import { openSmallPortal } from '../helpers/small-portal.ts';

const HEADERS = [
  'Mã dịch vụ',
  'Mã TTHC',
  'Tên thủ tục',
  'Lĩnh vực',
  'Cơ quan',
  'Mức độ',
  'Đủ điều kiện',
  'Tiếp nhận',
  'Trực tuyến (nộp)',
  'Trực tuyến (xử lý)',
  'Đúng hạn',
] as const;
const FIELDS = {
  code: 'Mã dịch vụ',
  procedure: 'Mã TTHC',
  name: 'Tên thủ tục',
  field: 'Lĩnh vực',
  office: 'Cơ quan',
  level: { path: 'Mức độ', values: { 'Mức độ 4': 4, 'Mức độ 3': 3 } },
  eligible: { path: 'Đủ điều kiện', values: { Có: true, Không: false } },
  received: 'Tiếp nhận',
  filedOnline: 'Trực tuyến (nộp)',
  handledOnline: 'Trực tuyến (xử lý)',
  onTime: 'Đúng hạn',
};
const ROW = ['DV-1', '1.000042', 'Cấp phép', 'Đất đai', 'Sở', 'Mức độ 4', 'Có', 9, 8, 7, 6];

type Change = Record<string, unknown>;
const sourceOf = (kind: 'csv' | 'xlsx', change: Change = {}) => {
  const source = {
    id: 'table',
    unit: 'p-68',
    kind,
    origin: 'counted',
    nameVi: 'Bảng thử',
    nameEn: 'Test table',
    address: 'http://127.0.0.1:9',
    mapping: {
      produces: 'services',
      request: { path: '/table?period={period}' },
      fields: FIELDS,
      ...change,
    },
    schedule: '0 6 15 1,4,7,10 *',
    missedPolicy: 'all',
    firstSlot: '2020-04-15T06:00+07:00',
    frequency: 'quarter',
    reckoning: 'calendar',
    timeoutMs: 2_000,
    maxAttempts: 2,
    illustrative: false,
    indicators: ['share_l4'],
  } as SourceConfigInput;
  const [parsed] = parseSources([source]);
  if (!parsed) throw new Error('one source was given');
  return parsed;
};

const replyOf = (body: Uint8Array): Reply => ({
  url: 'http://127.0.0.1:9/table?period=2020-Q1',
  status: 200,
  contentType: '',
  body,
  hash: createHash('sha256').update(body).digest('hex'),
  receivedAt: new Date('2020-04-15T00:00:00Z'),
  etag: null,
  lastModified: null,
});

async function readPage(
  source: SourceConfig,
  client: PortalClient,
  stored: Reply[] | null,
): Promise<Page> {
  const question: Question = {
    source,
    period: periodOf('2020-Q1'),
    unitCode: '68',
    client,
    stored,
    signal: new AbortController().signal,
    onReply: () => undefined,
  };
  const pages: Page[] = [];
  for await (const page of kindOf(source).read(question)) pages.push(page);
  const [page] = pages;
  if (!page) throw new Error('one page was expected');
  return page;
}

/** Reads a table at hand; nobody is asked. */
async function read(
  kind: 'csv' | 'xlsx',
  body: Uint8Array | string,
  change: Change = {},
): Promise<{ page: Page; findings: [rule: string, place: string][]; records: unknown[] }> {
  const source = sourceOf(kind, change);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const client = { ask: () => Promise.reject(new Error('nobody is to be asked')) };
  const page = await readPage(source, client, [replyOf(bytes)]);
  if (source.mapping.produces !== 'services') throw new Error('services were expected');
  const { accepted, findings } = checkServices(
    page.rows.map(compileService(source.mapping.fields, placesOf(kind))),
  );
  const headerOf: Record<string, string> = { ...FIELDS, level: 'Mức độ', eligible: 'Đủ điều kiện' };
  return {
    page,
    records: accepted.map(({ record }) => record),
    findings: findings.map(({ rule, row, field }) => [
      rule.id,
      page.placeOf(row, field === null ? null : (headerOf[field] ?? null)),
    ]),
  };
}

const workbook = (rows: CellValue[][], more = {}): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name: 'Dịch vụ', rows, ...more }] });

const csvOf = (rows: readonly (readonly unknown[])[], mark = ','): string =>
  rows.map((row) => row.join(mark)).join('\r\n');

const RECORD = {
  code: 'DV-1',
  procedure: '1.000042',
  name: 'Cấp phép',
  field: 'Đất đai',
  office: 'Sở',
  level: 4,
  eligible: true,
  received: 9,
  filedOnline: 8,
  handledOnline: 7,
  onTime: 6,
};

describe('a table of services', () => {
  it.each([
    ['a CSV', 'csv', () => Promise.resolve(csvOf([HEADERS, ROW]))],
    ['a CSV with semicolons', 'csv', () => Promise.resolve(csvOf([HEADERS, ROW], ';'))],
    ['a workbook', 'xlsx', () => workbook([[...HEADERS], ROW])],
  ] as const)('is read by its headers from %s', async (_what, kind, make) => {
    expect((await read(kind, await make())).records).toEqual([RECORD]);
  });

  it('is read under headers that stand lower down, reach over two rows and hold line breaks', async () => {
    const top: CellValue[] = [...HEADERS];
    top[7] = 'Tiếp\nnhận';
    top[8] = 'Trong đó';
    top[9] = null;
    const low: CellValue[] = HEADERS.map((header, place) =>
      place === 8 || place === 9 ? header : null,
    );
    const body = await workbook([['BÁO CÁO'], [], top, low, ROW, [], ROW.with(0, 'DV-2')], {
      merges: [...HEADERS.keys().filter((place) => place !== 8 && place !== 9)].map((column) => ({
        startRow: 2,
        endRow: 3,
        startCol: column,
        endCol: column,
      })),
    });
    const { records, page } = await read('xlsx', body, { headerRow: 4, sheet: 'Dịch vụ' });
    expect(records).toEqual([RECORD, { ...RECORD, code: 'DV-2' }]);
    expect(page.placeOf(1, 'Mức độ')).toBe('sheet "Dịch vụ", row 7, cell F7');
  });

  it('gives the place of what is wrong, as a person finds it in the file', async () => {
    const wrong = ROW.with(5, 'Mức độ 5').with(7, '1.234');
    expect((await read('xlsx', await workbook([[...HEADERS], [], wrong]))).findings).toEqual([
      ['level', 'sheet "Dịch vụ", row 3, cell F3'],
      ['not-a-whole-number', 'sheet "Dịch vụ", row 3, cell H3'],
    ]);
    expect((await read('csv', csvOf([HEADERS, ROW, wrong]))).findings).toEqual([
      ['repeated-code', 'line 2, column "Mã dịch vụ"'],
      ['level', 'line 3, column "Mức độ"'],
      ['not-a-whole-number', 'line 3, column "Tiếp nhận"'],
      ['repeated-code', 'line 3, column "Mã dịch vụ"'],
    ]);
  });

  it('refuses a code typed as a number with a fraction, which may have lost digits', async () => {
    const { findings } = await read('xlsx', await workbook([[...HEADERS], ROW.with(1, 1.00123)]));
    expect(findings).toEqual([['number-for-code', 'sheet "Dịch vụ", row 2, cell B2']]);
  });

  it.each([
    ['a column is gone', csvOf([HEADERS.slice(0, 10), ROW.slice(0, 10)]), {}, 'shape'],
    [
      'a column stands twice',
      csvOf([
        [...HEADERS, 'Mức độ'],
        [...ROW, 3],
      ]),
      {},
      'shape',
    ],
    ['there is no row', csvOf([HEADERS]), {}, 'empty'],
    [
      'a row is about another period',
      csvOf([
        [...HEADERS, 'Kỳ'],
        [...ROW, '2019-Q4'],
      ]),
      { expect: { period: 'Kỳ' } },
      'wrong-period',
    ],
    [
      'a row is about another unit',
      csvOf([
        [...HEADERS, 'Đơn vị'],
        [...ROW, '79'],
      ]),
      { expect: { unit: 'Đơn vị' } },
      'wrong-unit',
    ],
  ])('is refused whole where %s', async (_what, body, change, code) => {
    await expect(read('csv', body, change)).rejects.toThrow(
      expect.objectContaining({ code }) as SourceError,
    );
  });

  it('is refused where the workbook has not the sheet that is read', async () => {
    const body = await workbook([[...HEADERS], ROW]);
    await expect(read('xlsx', body, { sheet: 'Quý I' })).rejects.toThrow(/only "Dịch vụ"/);
  });
});

describe('a table that a portal gives whole', () => {
  /** A CSV of as many rows as a table may have, and of more than 12 MB. */
  const large = () => {
    const rows = Array.from({ length: 19_999 }, (_, at) =>
      ROW.with(0, `DV-${at}`).with(2, 'Cấp phép '.repeat(45)),
    );
    return Buffer.from(csvOf([HEADERS, ...rows]));
  };

  it('may be larger than one page of JSON', async () => {
    const body = large();
    expect(body.byteLength).toBeGreaterThan(12_000_000);
    const portal = await openSmallPortal((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/csv' }).end(body),
    );
    const { hostname: host, port } = new URL(portal.url);
    const source = {
      ...sourceOf('csv'),
      address: portal.url,
      allow: [{ host, port: Number(port), addresses: ['127.0.0.1'] }],
      timeoutMs: 20_000,
    } as SourceConfig;
    try {
      expect((await readPage(source, quickClient(), null)).rows).toHaveLength(19_999);
    } finally {
      await portal.close();
    }
  }, 40_000);
});
