// The stand-ins over real HTTP: every dialect read by the mapping it is registered with, pages that
// add up, silence where a report is missing, and the control address.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIALECTS, dialectOf } from './dialects/index.ts';
import { readFigures } from './figures.ts';
import type { Source } from './sources.ts';
import { startPortals, type Portals } from './start.ts';

type Field = string | { path: string; values: Record<string, unknown> };
interface Mapping {
  request: { path: string; size: number; firstPage?: number };
  paging: { kind: string; total: string; next?: string };
  rows: string;
  expect?: { period?: string; unit?: string };
  fields: Record<string, Field>;
}

const figures = readFigures();
let portals: Portals;
beforeAll(async () => {
  portals = await startPortals();
});
afterAll(() => portals.close());

const at = (from: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], from);

function readField(row: unknown, field: Field): unknown {
  if (typeof field === 'string') return at(row, field);
  return field.values[String(at(row, field.path))];
}

function findSource(id: string, among: Source[] = portals.sources): Source {
  const source = among.find((known) => known.id === id);
  if (!source) throw new Error(`no source ${id}`);
  return source;
}

function addressOf(
  source: Source,
  period: string,
  tokens: Record<string, string | number>,
): string {
  const { request } = source.mapping as Mapping;
  const known = { period, year: period.slice(0, 4), quarter: period.slice(-1), ...tokens };
  const path = Object.entries(known).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    request.path,
  );
  return source.address + path;
}

/** All rows of a quarter by the source's own mapping, page after page. */
async function gatherRows(source: Source, period: string): Promise<Record<string, unknown>[]> {
  const mapping = source.mapping as Mapping;
  const { size, firstPage = 1 } = mapping.request;
  const rows: Record<string, unknown>[] = [];
  let cursor = '';
  for (let turn = 0; turn < 50; turn++) {
    const tokens = { page: firstPage + turn, offset: rows.length, size, cursor };
    const reply: unknown = await (await fetch(addressOf(source, period, tokens))).json();
    if (mapping.expect?.period) expect(at(reply, mapping.expect.period)).toBe(period);
    const page = at(reply, mapping.rows) as unknown[];
    rows.push(
      ...page.map((row) =>
        Object.fromEntries(
          Object.entries(mapping.fields).map(([name, field]) => [name, readField(row, field)]),
        ),
      ),
    );
    if (rows.length >= Number(at(reply, mapping.paging.total))) return rows;
    cursor = mapping.paging.next ? String(at(reply, mapping.paging.next)) : '';
  }
  throw new Error('pages without end');
}

const speakers = DIALECTS.map((dialect) => {
  const unit = figures.units.find(({ code }) => /^\d/.test(code) && dialectOf(code) === dialect);
  return { dialect: dialect.name, unit: unit?.code ?? '' };
});

describe('portals', () => {
  it('are 89 sources with ports of their own, all illustrative', async () => {
    const listed = (await (await fetch(`${portals.url}sources`)).json()) as Source[];
    expect(listed).toEqual(JSON.parse(JSON.stringify(portals.sources)));
    expect(new Set(listed.map((source) => source.address)).size).toBe(89);
    expect(new Set(listed.map((source) => source.illustrative))).toEqual(new Set([true]));
  });

  it.each(speakers)('speak $dialect as its mapping says (unit $unit)', async ({ unit }) => {
    const rows = await gatherRows(findSource(`portal-${unit}`), '2020-Q1');
    const quarter = figures.quartersOf(unit).find((row) => row.period === '2020-Q1');
    const levels = [1, 2, 3, 4].map((level) => rows.filter((row) => row['level'] === level).length);
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(levels).toEqual(quarter?.levels);
    expect(rows.filter((row) => row['eligible'] === true)).toHaveLength(quarter?.eligible ?? -1);
    expect(sum('received')).toBe(quarter?.dossiers.total);
    expect(sum('handledOnline')).toBe(quarter?.dossiers.handledOnline);
    expect(sum('onTime')).toBe(quarter?.dossiers.onTime);
    expect(new Set(rows.map((row) => row['code'])).size).toBe(rows.length);
    expect(rows.every((row) => row['name'] && row['field'] && row['office'])).toBe(true);
  });

  it('refuse addresses, periods and page sizes that they do not know', async () => {
    const source = findSource('portal-68');
    const statusOf = async (url: string) => (await fetch(url)).status;
    expect(await statusOf(`${source.address}/nothing`)).toBe(404);
    expect(await statusOf(addressOf(source, '2018-Q1', { page: 1, size: 10 }))).toBe(404);
    expect(await statusOf(addressOf(source, '2020-Q1', { page: 0, size: 10 }))).toBe(404);
    expect(await statusOf(addressOf(source, '2020-Q1', { page: 1, size: 9999 }))).toBe(404);
  });

  it('give no reply for a quarter that the file says is missing', async () => {
    const missing = figures.units
      .flatMap(({ code }) => figures.quartersOf(code))
      .filter((quarter) => !quarter.reported);
    expect(missing).toHaveLength(13);
    const outcomes = await Promise.all(
      missing.map(async ({ unit, period }) => {
        const url = addressOf(findSource(`portal-${unit}`), period, {
          page: 1,
          offset: 0,
          size: 10,
          cursor: '',
        });
        return fetch(url, { signal: AbortSignal.timeout(500) }).then(
          (response) => response.status,
          (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
        );
      }),
    );
    expect(new Set(outcomes)).toEqual(new Set([503, 'TypeError', 'TimeoutError']));
    expect(outcomes.filter((outcome) => outcome === 'TimeoutError')).toHaveLength(1);
  });

  it('are the same after a second start', async () => {
    const second = await startPortals();
    try {
      const [before, after] = await Promise.all([
        gatherRows(findSource('portal-bnv'), '2020-Q4'),
        gatherRows(findSource('portal-bnv', second.sources), '2020-Q4'),
      ]);
      expect(after).toEqual(before);
    } finally {
      await second.close();
    }
  });
});

interface Documents {
  tongSo: number;
  dienTu: number;
  kySo: number;
}

describe('platforms', () => {
  const ask = async (id: string, period: string): Promise<unknown> =>
    (await fetch(addressOf(findSource(id), period, {}))).json();

  it('answer for all 86 units, also where a portal stayed silent', async () => {
    const reply = await ask('axis', '2020-10');
    const rows = at(reply, 'duLieu.donVi') as { vanBan: { tongSo: number; dienTu: number } }[];
    expect(rows).toHaveLength(86);
    expect(at(await ask('axis', '2020-05'), 'duLieu.donVi')).toHaveLength(86);
  });

  it('count documents by the month, and the months add up to the quarter exactly', async () => {
    const replies = await Promise.all(
      ['2020-10', '2020-11', '2020-12'].map((month) => ask('axis', month)),
    );
    const totals = new Map<string, number>();
    for (const reply of replies) {
      const rows = at(reply, 'duLieu.donVi') as { maDonVi: string; vanBan: Documents }[];
      for (const { maDonVi, vanBan } of rows) {
        expect(vanBan.dienTu).toBeLessThanOrEqual(vanBan.tongSo);
        expect(vanBan.kySo).toBeLessThanOrEqual(vanBan.tongSo);
        totals.set(maDonVi, (totals.get(maDonVi) ?? 0) + vanBan.dienTu);
      }
    }
    for (const { code } of figures.units) {
      const quarter = figures.quartersOf(code).find((row) => row.period === '2020-Q4');
      expect(totals.get(code)).toBe(quarter?.documents.electronic);
    }
  });

  it('count 23, 70 and 85 platforms for sharing data in 2019-Q4, 2020-Q2 and 2020-Q4', async () => {
    const counts = await Promise.all(
      ['2019-Q4', '2020-Q2', '2020-Q4'].map(async (period) => {
        const rows = at(await ask('ndxp', period), 'danhSach') as {
          donVi: { ma: string };
          lgsp: { trienKhai: string };
        }[];
        return rows.filter((row) => row.donVi.ma !== 'bhxh' && row.lgsp.trienKhai === 'Có').length;
      }),
    );
    expect(counts).toEqual([23, 70, 85]);
  });

  it('state published accounts and visits only for quarters that have them', async () => {
    const nationIn = async (period: string) =>
      (at(await ask('npsp', period), 'ketQua') as { ma: string }[]).find((row) => row.ma === 'vn');
    expect(await nationIn('2020-Q1')).toEqual({
      ma: 'vn',
      taiKhoan: { soLieu: 47_000, dau: '>', ngay: '2020-02-12' },
      luotTruyCap: { soLieu: 13_700_000, dau: '>', ngay: '2020-02-12' },
    });
    expect(await nationIn('2020-Q3')).toEqual({ ma: 'vn', taiKhoan: null, luotTruyCap: null });
  });
});

describe('the control address', () => {
  it('raises a service from a quarter on, and the portal says so at once', async () => {
    const source = findSource('portal-70');
    const before = await gatherRows(source, '2020-Q2');
    const code = String(before.find((row) => row['level'] === 2)?.['code']);
    const put = (body: unknown) =>
      fetch(`${portals.url}services/70/${code}`, { method: 'PUT', body: JSON.stringify(body) });
    expect((await put({ from: '2020-Q2', level: 5 })).status).toBe(400);
    expect((await put({ from: '2020-Q2', level: 4 })).status).toBe(200);
    const after = await gatherRows(source, '2020-Q2');
    const changed = after.filter((row, i) => JSON.stringify(row) !== JSON.stringify(before[i]));
    expect(changed).toMatchObject([{ code, level: 4, eligible: true }]);
    const shown = await fetch(`${portals.url}services/70/${code}?period=2020-Q1`);
    expect(at(await shown.json(), 'quarters.0.level')).not.toBe(4);
  });

  it('counts the requests that each portal has received', async () => {
    const url = addressOf(findSource('portal-bxd'), '2020-Q1', { page: 1, size: 1, offset: 0 });
    await (await fetch(url)).text();
    const requests: unknown = await (await fetch(`${portals.url}requests`)).json();
    expect(at(requests, 'portal-bxd')).toBe(1);
  });
});

describe('portals that misbehave', () => {
  const askFor = async (portals: Portals, id: string) => {
    const source = findSource(id, portals.sources);
    return fetch(addressOf(source, '2020-Q1', { size: 1, cursor: '' }));
  };
  const behavioursOf = async (portals: Portals, period: string): Promise<object> => {
    const shown: unknown = await (await fetch(`${portals.url}behaviours?period=${period}`)).json();
    return at(shown, 'behaviours') as object;
  };
  const choose = (portals: Portals, choice: object) =>
    fetch(`${portals.url}behaviours`, { method: 'PUT', body: JSON.stringify(choice) });

  it('stand beside the healthy ones, each with another fault, the same for the same seed', async () => {
    const [first, second] = await Promise.all([
      startPortals({ faulty: 15, seed: 3 }),
      startPortals({ faulty: 15, seed: 3 }),
    ]);
    try {
      const ids = first.sources.map(({ id }) => id).filter((id) => id.startsWith('faulty-'));
      const faults = await behavioursOf(first, '2020-Q1');
      expect(ids).toHaveLength(15);
      expect(Object.keys(faults)).toEqual(ids);
      expect(new Set(Object.values(faults)).size).toBe(15);
      expect(await behavioursOf(second, '2020-Q1')).toEqual(faults);
      expect(await behavioursOf(first, '2020-Q2')).not.toEqual(faults);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });

  it('are made to and mended at the control address', async () => {
    const egov = portals.sources.find(
      ({ address, mapping }) =>
        address.startsWith('http:') && (mapping as Mapping).request.path.startsWith('/egov'),
    );
    const portal = egov?.id ?? '';
    expect((await choose(portals, { portal, behaviour: 'broken', period: '2020-Q1' })).status).toBe(
      200,
    );
    expect((await askFor(portals, portal)).status).toBe(500);
    expect(await behavioursOf(portals, '2020-Q1')).toMatchObject({ [portal]: 'broken' });
    expect(await behavioursOf(portals, '2020-Q4')).not.toHaveProperty(portal);
    expect((await choose(portals, { portal, behaviour: null, period: '2020-Q1' })).status).toBe(
      200,
    );
    expect((await askFor(portals, portal)).status).toBe(200);
    expect((await choose(portals, { portal, behaviour: 'asleep' })).status).toBe(400);
    expect((await choose(portals, { portal, behaviour: 'bad-certificate' })).status).toBe(400);
  });

  it('are not told twice what they know, where they speak a dialect with versions', async () => {
    const source = portals.sources.find((known) =>
      (known.mapping as Mapping).request.path.startsWith('/rest/'),
    );
    if (!source) throw new Error('no portal speaks it');
    const url = addressOf(source, '2020-Q1', { offset: 0, size: 10 });
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});
