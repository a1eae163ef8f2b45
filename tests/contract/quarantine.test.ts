// The pages on rows set aside as staff meet them: the built server over real HTTP, rows of a real
// portal, no script run.
import { beforeAll, describe, expect, it } from 'vitest';
import { VALIDATION_RULES } from '#lib/domain/validate/catalogue.ts';
import { listFoundTexts } from '#lib/server/store/quarantine-views.ts';
import { gatherOnce } from '../helpers/gather-once.ts';
import { serviceRow, smallSource } from '../helpers/small-portal.ts';
import { type Browser, joinAs, joinFirst } from '../helpers/staff.ts';
import { webWorld } from '../helpers/worlds.ts';

const AT = '2020-04-15T06:00:00Z';
/** What a portal may put into a text, and no page may run. */
const EVIL = '<img src=x onerror=alert(1)>';
const LIST = '/admin/quarantine?rule=level&source=aside';

const world = webWorld();
let staff: Browser;
let reporter: Browser;

/** Rows of one mistake that fill more than one page of the list. */
const MANY = Array.from({ length: 60 }, (_, at) => serviceRow(`many-${at}`, { received: -1 }));

/** Ten sound rows, five with a level that nobody knows, one whose dossiers exceed what came in. */
const ROWS = [
  ...Array.from({ length: 10 }, (_, at) => serviceRow(`${at}`)),
  ...Array.from({ length: 5 }, (_, at) =>
    serviceRow(`bad-${at}`, { level: 9, name: `${EVIL}${at}` }),
  ),
  serviceRow('late', { onTime: 99 }),
  ...MANY,
];

beforeAll(async () => {
  const source = (address: string) => smallSource('aside', 'p-68', address);
  await gatherOnce(world.db, { source, rows: ROWS, period: '2020-Q1', at: AT });
  staff = await joinFirst(world, 'staff@example.vn');
  const reporting = { role: 'unit_reporter', unitId: 'p-68' } as const;
  reporter = await joinAs(world, { ...reporting, email: 'reporter@example.vn' });
});

const waiting = (rule: string) =>
  listFoundTexts(world.db, { state: 'waiting', sourceId: 'aside', rule }, 1);
const corrections = async () =>
  (await world.db.sql`select id from job_run where trigger = 'correction'`).length;

describe('the pages on rows set aside', () => {
  it('are for staff alone, replies included', async () => {
    const [text] = await waiting('level');
    const [reply] = await world.db.sql<{ hash: string }[]>`select hash from reply`;
    for (const path of [
      LIST,
      `/admin/quarantine/${text?.id}`,
      `/admin/replies/aside/${reply?.hash}`,
    ]) {
      expect((await world.get(path, { redirect: 'manual' })).status).not.toBe(200);
      expect((await reporter.get(path)).status).toBe(403);
      expect((await staff.get(path)).status).toBe(200);
    }
    expect((await staff.get('/admin/quarantine/nonsense')).status).toBe(404);
    expect((await staff.get(`/admin/replies/aside/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('list what waits by filter, in both languages, with a way to decide on rows alike', async () => {
    const page = await (await staff.get(LIST)).text();
    expect(page).toContain('5 dòng bị giữ lại chờ quyết định');
    expect(page.match(/type="checkbox"/g)).toHaveLength(5);
    const english = await (await staff.get(`/en${LIST}`)).text();
    expect(english).toContain('5 rows set aside are waiting for a decision');
    expect(english).toContain('The level must be 1 to 4');
  });

  it('offer rows alike to be decided at once, without any filter being set by hand', async () => {
    const page = await (await staff.get('/admin/quarantine')).text();
    const [, href = ''] = /href="(\/admin\/quarantine\?[^"]*rule=level[^"]*)"/.exec(page) ?? [];
    const alike = await (await staff.get(href.replaceAll('&amp;', '&'))).text();
    expect(alike.match(/type="checkbox"/g)).toHaveLength(5);
  });

  it('count what waits as the first page of the back rooms does', async () => {
    const rows = /<b[^>]*>(\d+)<\/b>\s*(?:<!--[^>]*-->\s*)*<a href="\/admin\/quarantine"/;
    const counted = rows.exec(await (await staff.get('/admin')).text())?.[1];
    const page = await (await staff.get('/admin/quarantine')).text();
    expect(page).toContain(`${counted} dòng bị giữ lại chờ quyết định`);
    expect(counted).toBe('66');
  });

  it('show the text as text, never as a page of its own', async () => {
    const [text] = await waiting('level');
    const page = await (await staff.get(`/admin/quarantine/${text?.id}`)).text();
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;img src=x');
    expect(page).toContain('page 1, rows[10].level');
  });

  it('refuse a correction that breaks a rule, and a decision without a reason', async () => {
    const [text] = await waiting('level');
    const path = `/admin/quarantine/${text?.id}`;
    const wrong = { decision: 'correct', reason: 'Gọi điện', 'field:level': '7' };
    const answer = await staff.post(path, wrong);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Mức độ phải từ 1 đến 4');
    const silent = { decision: 'correct', reason: '  ', 'field:level': '4' };
    expect((await staff.post(path, silent)).status).toBe(400);
    const waived = await staff.post(path, { decision: 'release', reason: 'Đúng' });
    expect(waived.status).toBe(422);
    expect(await corrections()).toBe(0);
  });

  it('take a correction with its reason, and open the run that reads the reply again', async () => {
    const [text] = await waiting('level');
    const path = `/admin/quarantine/${text?.id}`;
    const right = { decision: 'correct', reason: 'Đã gọi cho đơn vị', 'field:level': '4' };
    expect((await staff.post(path, right)).status).toBe(200);
    expect(await corrections()).toBe(1);
    expect(await (await staff.get(path)).text()).toContain('Đã gọi cho đơn vị');
    expect(await waiting('level')).toHaveLength(4);
  });

  it('take several decisions alike at once, and leave out what cannot be decided so', async () => {
    const texts = await waiting('level');
    const form = new URLSearchParams({ decision: 'release', reason: 'Đúng' });
    for (const { id } of texts) form.append('row', id);
    const send = () =>
      staff.fetch(LIST, { method: 'POST', body: form, headers: { origin: world.origin } });
    expect(await (await send()).text()).toContain('4 dòng không thể quyết định');
    form.set('decision', 'reject');
    expect(await (await send()).text()).toContain('Đã quyết định 4 dòng');
    expect(await waiting('level')).toEqual([]);
    expect(await corrections()).toBe(1);
  });

  it('take a decision on all rows that match, on every page, if they are still the same', async () => {
    const rule = 'not-a-whole-number';
    const list = `/admin/quarantine?rule=${rule}&source=aside`;
    const page = await (await staff.get(list)).text();
    expect(page).toContain('Tất cả 60 dòng khớp bộ lọc');
    const all = /name="all" value="([\da-f]{64})"/.exec(page)?.[1] ?? '';
    const wish = { decision: 'reject', reason: 'Gửi nhầm' };
    const changed = await staff.post(list, { ...wish, all: '0'.repeat(64) });
    expect(changed.status).toBe(409);
    expect(await changed.text()).toContain('chưa quyết định dòng nào');
    expect((await staff.post(list, wish)).status).toBe(400);
    expect(await waiting(rule)).toHaveLength(50);
    const answer = await staff.post(list, { ...wish, all });
    expect(await answer.text()).toContain('Đã quyết định 60 dòng');
    expect(await waiting(rule)).toEqual([]);
  });

  it('let a row in as it was sent where a rule may be waived', async () => {
    const [text] = await waiting('on-time-above-received');
    const path = `/admin/quarantine/${text?.id}`;
    const answer = await staff.post(path, { decision: 'release', reason: 'Hồ sơ tồn kỳ trước' });
    expect(answer.status).toBe(200);
    expect(await waiting('on-time-above-received')).toEqual([]);
  });
});

describe('a reply', () => {
  it('is handed to staff byte for byte, as a file that no browser shows', async () => {
    const [reply] = await world.db.sql<{ hash: string; bytes: number }[]>`
      select hash, bytes from reply`;
    const answer = await staff.get(`/admin/replies/aside/${reply?.hash}`);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="aside-/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const body = Buffer.from(await answer.arrayBuffer());
    expect(body.byteLength).toBe(reply?.bytes);
    expect(JSON.parse(body.toString())).toMatchObject({ total: ROWS.length });
  });
});

describe('the public page on rules', () => {
  it.each(['', '/en'])('lists every rule of the catalogue (%s)', async (language) => {
    const page = await world.text(`${language}/methodology/rules`);
    for (const { id } of VALIDATION_RULES) expect(page).toContain(`id="${id}"`);
  });
});
