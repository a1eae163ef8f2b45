// What a unit's reporter meets when handing in a report, over real HTTP: the form, the receipt, the same
// file again, who may not see it, and bodies that are too large for their route.
import { connect as openSocket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSources } from '#lib/server/sources/source.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { registerPushSource } from '../helpers/push-source.ts';
import { joinAs, joinFirst, type Browser } from '../helpers/staff.ts';
import { webWorld } from '../helpers/worlds.ts';

const world = webWorld();
let reporter: Browser;
let other: Browser;
let administrator: Browser;
let form: Uint8Array;

const reportSource = (unit: string) => ({
  id: `report-${unit}`,
  unit,
  kind: 'xlsx-report' as const,
  origin: 'report' as const,
  nameVi: 'Báo cáo quý',
  nameEn: 'Quarterly report',
  mapping: { produces: 'services' as const },
  schedule: '0 6 15 1,4,7,10 *',
  missedPolicy: 'skip' as const,
  firstSlot: '2020-04-15T06:00+07:00',
  frequency: 'quarter' as const,
  reckoning: 'calendar' as const,
  timeoutMs: 2_000,
  maxAttempts: 2,
  illustrative: false,
  indicators: ['share_l4'],
});

beforeAll(async () => {
  await upsertSources(world.db, parseSources([reportSource('p-68'), reportSource('p-01')]));
  administrator = await joinFirst(world, 'quan-tri@example.vn');
  const role = 'unit_reporter' as const;
  reporter = await joinAs(world, { role, unitId: 'p-68', email: 'lam-dong@example.vn' });
  other = await joinAs(world, { role, unitId: 'p-01', email: 'ha-noi@example.vn' });
});

async function periodOffered(): Promise<string> {
  const page = await (await reporter.get('/report')).text();
  return /<option value="(\d{4}-Q[1-4])"/.exec(page)?.[1] ?? '';
}

async function upload(
  browser: Browser,
  bytes: Uint8Array,
  change: { unit?: string; name?: string; path?: string } = {},
): Promise<Response> {
  const fields = new FormData();
  fields.set('unit', change.unit ?? 'p-68');
  fields.set('period', await periodOffered());
  fields.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), change.name ?? 'báo cáo.xlsx');
  const headers = { origin: world.origin };
  return browser.fetch(change.path ?? '/report', { method: 'POST', body: fields, headers });
}

describe('a report', () => {
  it('begins with a form of the unit’s own', async () => {
    const period = await periodOffered();
    const response = await reporter.get(`/report/form?unit=p-68&period=${period}`);
    expect(response.headers.get('content-disposition')).toContain(`bao-cao-68-${period}.xlsx`);
    form = new Uint8Array(await response.arrayBuffer());
    expect([...form.subarray(0, 2)]).toEqual([0x50, 0x4b]);
    expect((await other.get(`/report/form?unit=p-68&period=${period}`)).status).toBe(404);
  });

  it('is receipted, and the same file again is the same receipt', async () => {
    const first = await upload(reporter, form);
    const again = await upload(reporter, form);
    expect([first.status, again.status]).toEqual([303, 303]);
    const at = first.headers.get('location') ?? '';
    expect(again.headers.get('location')).toBe(at);
    const page = await (await reporter.get(at)).text();
    for (const said of ['Giấy biên nhận điện tử', 'báo cáo.xlsx', /<code[^>]*>[0-9a-f]{64}</]) {
      expect(page).toMatch(said);
    }
    expect(page).toContain('http-equiv="refresh"');
    const [kept] = await world.db.sql<{ n: number }[]>`select count(*)::int as n from intake`;
    expect(kept?.n).toBe(1);
  });

  it('is seen by its unit and by staff, who alone have the file as it came', async () => {
    const at = (await upload(reporter, form)).headers.get('location') ?? '';
    const statuses = await Promise.all(
      [reporter, other, administrator].flatMap((browser) =>
        [at, `${at}/findings.csv`, `${at}/original`].map(
          async (path) => (await browser.get(path)).status,
        ),
      ),
    );
    expect(statuses).toEqual([200, 200, 403, 404, 404, 403, 200, 200, 200]);
    const original = await (await administrator.get(`${at}/original`)).arrayBuffer();
    expect(Buffer.from(original).equals(Buffer.from(form))).toBe(true);
  });

  it('of another unit is refused as if there were none', async () => {
    expect((await upload(other, form)).status).toBe(404);
    expect((await other.get('/report?unit=p-68')).status).toBe(404);
  });

  it.each([
    ['no file', new Uint8Array(), 'x.xlsx', 'Chưa chọn tệp'],
    ['no workbook', new TextEncoder().encode('a,b'), 'x.xlsx', 'không phải Excel'],
    ['another name', new Uint8Array([0x50, 0x4b, 3, 4]), 'x.xls', 'không phải Excel'],
  ])('that is %s comes back with the reason', async (_, bytes, name, reason) => {
    const response = await upload(reporter, bytes, { name });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(reason);
  });
});

/** What the server says to the head of a request whose body never comes. */
function answerTo(head: string): Promise<string> {
  const { hostname, port } = new URL(world.origin);
  return new Promise((resolve, reject) => {
    const socket = openSocket(Number(port), hostname, () => socket.write(head));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(String(answer).split('\r\n')[0] ?? '');
    });
    socket.once('error', reject);
  });
}

describe('the page of reports', () => {
  it('says until when each is due, and what a report is for', async () => {
    const page = await (await reporter.get('/report')).text();
    const period = await periodOffered();
    const due = { Q1: '15/4', Q2: '15/7', Q3: '15/10', Q4: '15/1' }[period.slice(5)] ?? '';
    expect(page).toMatch(new RegExp(`hạn [^<]*${due}/`));
    expect(page).toContain('chỉ được công bố nơi hai nguồn ấy không có');
  });
});

describe('a body', () => {
  const head = (path: string, length: string) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\norigin: ${world.origin}\r\n` +
    `content-type: multipart/form-data; boundary=x\r\n${length}\r\n\r\n`;

  it.each([
    ['/sign-in', 'content-length: 600000', '413'],
    ['/sign-in', 'transfer-encoding: chunked', '411'],
    ['/report', 'content-length: 11000001', '413'],
    ['/api/v1/units', 'content-length: 600000', '413'],
  ])('to %s with %s is refused before it comes: %s', async (path, length, status) => {
    expect(await answerTo(head(path, length))).toContain(` ${status} `);
  });
});

describe('the list that stands recorded', () => {
  it('is given to the unit’s own people to be corrected, and to nobody else', async () => {
    await registerPushSource(world.db, 'p-68');
    const page = await (await reporter.get('/compare-list')).text();
    expect(page).toMatch(/formaction="\/compare-list\/recorded"[^>]*>Tải danh sách đang ghi nhận/);
    const period = /<option value="(\d{4}-Q[1-4])"/.exec(page)?.[1] ?? '';
    const at = `/compare-list/recorded?unit=p-68&period=${period}&file=`;
    const given = await reporter.get(at);
    expect(given.headers.get('content-disposition')).toContain(`dich-vu-p-68-${period}.xlsx`);
    expect([given.status, (await other.get(at)).status]).toEqual([200, 404]);
    expect((await reporter.get('/compare-list/recorded?unit=p-68&period=1999-Q1')).status).toBe(
      404,
    );
  });
});

describe('the first page of a reporter', () => {
  it('lists the reports that their unit owes, and none of another unit', async () => {
    const page = await (await other.get('/admin')).text();
    expect(page).toContain('Báo cáo quý chưa được ghi nhận: Thành phố Hà Nội');
    expect(page).toMatch(/href="\/report\?unit=p-01"[^>]*>Quý [^<]*<\/a>:\s*Chưa nộp/);
    expect(page).not.toContain('Lâm Đồng');
    expect(await (await administrator.get('/admin')).text()).not.toContain('chưa được ghi nhận');
  });
});

describe('what one person hands in', () => {
  it('is refused after eighty files within an hour, with the time to wait, in words', async () => {
    const held = { role: 'unit_reporter', unitId: 'p-01', email: 'loop@example.vn' } as const;
    const person = await joinAs(world, held);
    const send = (path: string) => {
      const form = new FormData();
      form.set('unit', 'p-01');
      return person.fetch(path, { method: 'POST', body: form, headers: { origin: world.origin } });
    };
    const statuses = new Set<number>();
    for (let sent = 0; sent < 80; sent += 1) statuses.add((await send('/report')).status);
    expect(statuses).not.toContain(429);
    for (const path of ['/report', '/compare-list']) {
      const refused = await send(path);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await (await send('/report')).text()).toContain('tối đa 80 tệp hoặc 200 MB');
    expect((await upload(reporter, new Uint8Array(), {})).status).toBe(400);
  });
});
