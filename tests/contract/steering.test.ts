// Sources and runs as staff steer them over real HTTP, with a real scheduler beside the pages: progress
// comes live, a source is checked, seen, tried and saved, and nobody else gets near.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunProgress } from '#lib/domain/run-progress.ts';
import type { HeldRole } from '#lib/server/access/person.ts';
import { configText } from '#lib/server/sources/config-fields.ts';
import { readSourceVersions } from '#lib/server/store/source-changes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { startScheduler, type Scheduler } from '../../jobs/schedule.ts';
import { jobContext } from '../helpers/job-context.ts';
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  smallSource,
  type SmallPortal,
} from '../helpers/small-portal.ts';
import { Browser, joinAs, joinFirst } from '../helpers/staff.ts';
import { startWeb, type WebServer } from '../helpers/web-server.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const SOURCE = 'small-p-68';
const SECRET = 'không ai được thấy';
const REPORTER: HeldRole = { role: 'unit_reporter', unitId: 'p-68' };

const world = catalogueWorld('for all');
let web: WebServer;
/** Stopped by a test, while somebody follows. */
let other: WebServer;
let portal: SmallPortal;
let scheduler: Scheduler;
let administrator: Browser;
let publisher: Browser;
let reporter: Browser;

const source = (change = {}) =>
  smallSource(SOURCE, 'p-68', portal.url, {
    indicators: ['share_l4'],
    lastSlot: '2020-04-15T06:00+07:00',
    ...change,
  });

beforeAll(async () => {
  const { db, url } = world;
  portal = await openSmallPortal(answerRows([serviceRow('a', { level: 4 }), serviceRow('b')]));
  await upsertSources(db, [source()]);
  web = await startWeb(url, {
    TIENDO_SECRET_KNOWN: SECRET,
    TIENDO_SECRET_KNOWN_HOSTS: new URL(portal.url).origin,
  });
  other = await startWeb(url);
  const place = { origin: web.origin, db };
  administrator = await joinFirst(place, 'first@example.vn');
  const everywhere = { role: 'publisher', unitId: 'vn', email: 'publisher@example.vn' } as const;
  publisher = await joinAs(place, everywhere);
  reporter = await joinAs(place, { ...REPORTER, email: 'reporter@example.vn' });
  // What people ask for on the pages is entered by the clock of the web process.
  scheduler = startScheduler(jobContext(db, '', { now: () => new Date() }), { spreadMs: 0 });
}, 300_000);
afterAll(async () => {
  await scheduler.stop();
  await Promise.all([web.stop(), other.stop()]);
  await portal.close();
});

/** Progress as a browser reads it, until the run that is asked for has ended. */
async function follow(browser: Browser): Promise<{
  untilOver: (isIt: (told: RunProgress) => boolean) => Promise<RunProgress>;
  ended: () => Promise<void>;
}> {
  const answer = await browser.fetch('/admin/runs/events', {
    headers: { accept: 'text/event-stream' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  let text = '';
  const read = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    text += value ?? '';
    return !done;
  };
  return {
    async untilOver(isIt) {
      for (;;) {
        const told = [...text.matchAll(/^data: (.*)$/gm)].map(
          ([, json = '']) => JSON.parse(json) as RunProgress,
        );
        const over = told.find((each) => isIt(each) && ['done', 'failed'].includes(each.step));
        if (over) {
          await reader.cancel();
          return over;
        }
        if (!(await read())) throw new Error(`the stream ended: ${text}`);
      }
    },
    async ended() {
      while (await read());
    },
  };
}

const lastRun = async (query: string) =>
  (await world.db.sql.unsafe(`select * from job_run where ${query} order by id desc limit 1`))[0];
const idIn = (answer: Response): string =>
  answer.headers.get('location')?.split('/').at(-1)?.split('?')[0] ?? '';

describe('the ledger', () => {
  it('shows what the scheduler ran, and the page of a run what came of it', async () => {
    // The scheduler has looked at once: the slot of the source was due.
    await expect
      .poll(() => lastRun(`state = 'done' and source_id = '${SOURCE}'`), { timeout: 30_000 })
      .toBeDefined();
    const run = await lastRun(`state = 'done' and job = 'gather'`);
    const list = await (await publisher.get(`/admin/runs?state=done&source=${SOURCE}`)).text();
    expect(list).toContain(`/admin/runs/${String(run?.id)}`);
    const page = await (await publisher.get(`/admin/runs/${String(run?.id)}`)).text();
    expect(page).toContain('/services?period=2020-Q1&amp;page=1');
    expect(page).toContain('SHA-256');
    expect(page).toContain('share_l4');
  });

  it.each(['state=nope', 'before=x', 'from=2020-02-31', 'source=%00', 'unit=p-68&period=2020-Q1'])(
    'answers to %s as to anything else',
    async (query) => {
      expect((await publisher.get(`/admin/runs?${query}`)).status).toBe(200);
    },
  );

  it.each(['x', '01890000-0000-7000-8000-000000000000', '..%2f'])('has no run %s', async (id) => {
    expect((await publisher.get(`/admin/runs/${id}`)).status).toBe(404);
  });

  it('asks again at once, live, and keeps who asked and why', async () => {
    const done = await lastRun(`state = 'done' and job = 'gather'`);
    const live = await follow(publisher);
    const path = `/admin/runs/${String(done?.id)}?/retry`;
    expect((await publisher.post(path, { reason: ' ' })).status).toBe(400);
    const answer = await publisher.post(path, { reason: 'đã sửa cổng' });
    expect(answer.status).toBe(303);
    const runId = idIn(answer);
    expect(runId).not.toBe(done?.id);
    const told = await live.untilOver((each) => each.runId === runId);
    expect(told).toMatchObject({ sourceId: SOURCE, period: '2020-Q1', step: 'done' });
    expect(await lastRun(`id = '${runId}'`)).toMatchObject({ state: 'done', trigger: 'retry' });
    const [event] = await world.db.sql`
      select details from audit_event where action = 'run.retry'`;
    expect(event?.details).toMatchObject({ reason: 'đã sửa cổng', newRunId: runId });
  });

  it('reads the stored replies again without asking anybody', async () => {
    const done = await lastRun(`state = 'done' and job = 'gather'`);
    const asked = portal.asked.length;
    const live = await follow(administrator);
    const path = `/admin/runs/${String(done?.id)}?/reread`;
    const runId = idIn(await administrator.post(path, { reason: 'quy tắc mới' }));
    await live.untilOver((each) => each.runId === runId);
    expect(await lastRun(`id = '${runId}'`)).toMatchObject({
      state: 'done',
      trigger: 'correction',
    });
    expect(portal.asked).toHaveLength(asked);
  });
});

describe('following live', () => {
  it('ends with the session', async () => {
    const browser = new Browser(web.origin);
    await browser.signIn('publisher@example.vn');
    const live = await follow(browser);
    await browser.post('/sign-out');
    await live.ended();
  });

  it('is refused to whoever is not staff', async () => {
    const headers = { accept: 'text/event-stream' };
    const path = '/admin/runs/events';
    expect((await new Browser(web.origin).fetch(path, { headers })).status).toBe(401);
    expect((await reporter.fetch(path, { headers })).status).toBe(403);
  });

  it('takes no place for a question about headers alone', async () => {
    for (let at = 0; at < 120; at += 1) {
      const answer = await publisher.fetch('/admin/runs/events', { method: 'HEAD' });
      expect(answer.status).toBe(200);
    }
    const live = await follow(publisher);
    expect(live).toBeDefined();
  });
});

describe('the configuration of a source', () => {
  const path = `/admin/sources/${SOURCE}`;
  const field = (html: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const check = async (config: string, browser = administrator) => {
    const answer = await browser.post(`${path}?/check`, { config });
    const html = await answer.text();
    return { status: answer.status, html, checked: field(html, 'checked') };
  };
  const versions = async () => (await readSourceVersions(world.db, SOURCE)).length;

  it('is told every fault at once, in both languages, with nothing lost of what was typed', async () => {
    const typed = configText({ ...source(), frequency: 'day', timeoutMs: 1, unit: undefined });
    const { status, html } = await check(typed);
    expect(status).toBe(422);
    for (const word of [
      'frequency',
      'phải là một trong: month, quarter, year',
      'timeoutMs',
      'thiếu',
    ]) {
      expect(html).toContain(word);
    }
    expect(html.replaceAll('&quot;', '"')).toContain('"frequency": "day"');
    const english = await administrator.post(`/en${path}?/check`, { config: typed });
    expect(await english.text()).toContain('must be one of: month, quarter, year');
  });

  it.each([
    [{ unit: 'p-none' }, 'danh mục không có đơn vị này'],
    [{ indicators: ['share_l4', 'none'] }, 'indicators.1'],
    [{ id: 'other' }, 'không đổi được tên của nguồn'],
  ])('names what the catalogue or the source lacks: %o', async (change, word) => {
    const { status, html } = await check(configText({ ...source(), ...change }));
    expect(status).toBe(422);
    expect(html).toContain(word);
  });

  it('is saved as it was seen to differ, with a reason, and never unseen', async () => {
    const before = await versions();
    const config = configText(source({ timeoutMs: 2_500 }));
    const save = (fields: Record<string, string>) =>
      administrator.post(`${path}?/save`, { config, version: '1', ...fields });
    const unseen = await save({ reason: 'chậm' });
    expect(unseen.status).toBe(400);
    expect(await unseen.text()).toContain('đã đổi sau lần kiểm tra');
    const seen = await check(config);
    expect(seen.html).toContain('timeoutMs');
    expect((await save({ reason: '', checked: seen.checked })).status).toBe(400);
    expect(await versions()).toBe(before);
    const saved = await save({ reason: 'cổng trả lời chậm', checked: seen.checked });
    expect(saved.headers.get('location')).toBe(`${path}?saved=2`);
    const page = await (await administrator.get(path)).text();
    expect(page).toContain('cổng trả lời chậm');
    expect(await versions()).toBe(before + 1);
    const late = await save({ reason: 'chậm', checked: seen.checked });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Người khác vừa lưu');
  });

  it('says whether the server has a secret, and never what it is', async () => {
    const value = 'Bearer {secret:KNOWN} {secret:UNKNOWN}';
    const auth = { header: 'authorization', value };
    const { html } = await check(configText({ ...source(), auth }));
    expect(html).toContain('KNOWN: máy chủ đã có');
    expect(html).toContain('UNKNOWN: máy chủ chưa có');
    expect(html).not.toContain(SECRET);
  });

  it('is refused where it would send a secret to a host that the server does not list for it', async () => {
    const auth = { header: 'authorization', value: 'Bearer {secret:KNOWN}' };
    const elsewhere = source({ auth, address: 'https://evil.example' });
    const { html, status } = await check(configText(elsewhere));
    expect(status).toBe(422);
    expect(html).toContain('TIENDO_SECRET_KNOWN_HOSTS');
    expect(html).not.toContain(SECRET);
  });

  it('is tried by the scheduler, live, and leaves nothing behind', async () => {
    const counts = async () =>
      (
        await world.db.sql`select (select count(*)::int from observation) as figures,
          (select count(*)::int from service_row) as rows, (select count(*)::int from reply) as replies,
          (select count(*)::int from quarantine) as findings,
          (select count(*)::int from source_version) as versions`
      )[0];
    portal.answer = answerRows([serviceRow('a', { level: 2 }), serviceRow('z', { level: 9 })]);
    const before = await counts();
    const live = await follow(administrator);
    const config = configText(source({ timeoutMs: 2_700 }));
    expect((await administrator.post(`${path}?/try`, { config, period: '2020' })).status).toBe(400);
    const answer = await administrator.post(`${path}?/try`, { config, period: '2020-Q1' });
    expect(answer.status).toBe(303);
    const runId = idIn(answer);
    await live.untilOver((told) => told.runId === runId);
    const html = await (await publisher.get(`/admin/trials/${runId}`)).text();
    expect(html).toContain('1 dòng sẽ được nhận');
    expect(html).toContain('page 1, rows[1].level');
    expect(await counts()).toEqual(before);
    const again = await (await administrator.get(`${path}?trial=${runId}`)).text();
    expect(again).toContain('2700');
  });

  it('is paused and resumed with a reason', async () => {
    expect((await publisher.post(`${path}?/pause`, {})).status).toBe(400);
    expect((await publisher.post(`${path}?/pause`, { reason: 'cổng bảo trì' })).status).toBe(200);
    const list = await (await publisher.get('/admin/sources?state=paused')).text();
    expect(list).toContain('cổng bảo trì');
    await publisher.post(`${path}?/resume`, { reason: 'đã xong' });
    expect(await (await publisher.get('/admin/sources?state=paused')).text()).not.toContain(path);
  });
});

describe('a new source', () => {
  const post = (step: string, fields: Record<string, string>) =>
    administrator.post(`/admin/sources/new?/${step}`, fields);

  it('is added under an id that is free', async () => {
    for (const id of [SOURCE, 'new']) {
      const config = configText({ ...source(), id });
      expect((await post('check', { config })).status).toBe(422);
    }
    const config = configText({ ...source(), id: 'second' });
    const html = await (await post('check', { config })).text();
    const checked = /name="checked" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const saved = await post('save', { config, checked, version: '0', reason: 'thêm nguồn' });
    expect(saved.headers.get('location')).toBe('/admin/sources/second?saved=1');
  });

  it.each(['portal-json', 'csv', 'xlsx', 'push', 'xlsx-report', 'package', 'none'])(
    'begins with an example of kind %s',
    async (kind) => {
      expect((await administrator.get(`/admin/sources/new?kind=${kind}`)).status).toBe(200);
    },
  );
});

describe('steering', () => {
  it.each(['/admin/sources', `/admin/sources/${SOURCE}`, '/admin/runs', '/admin/sources/new'])(
    'is hidden from the reporter of a unit: %s',
    async (path) => {
      expect((await reporter.get(path)).status).toBe(403);
    },
  );

  it.each(['check', 'try', 'save'])('leaves configurations to administrators: %s', async (step) => {
    const config = configText(source());
    for (const browser of [publisher, reporter]) {
      const answer = await browser.post(`/admin/sources/${SOURCE}?/${step}`, { config });
      expect(answer.status).toBe(403);
    }
  });

  it('lets nobody hand in more than a form of ours', async () => {
    const config = configText(source());
    const fields = { config, id: 'x' };
    expect((await administrator.post(`/admin/sources/${SOURCE}?/check`, fields)).status).toBe(400);
  });

  it('holds up no shutdown while somebody follows', async () => {
    const browser = new Browser(other.origin);
    await browser.signIn('first@example.vn');
    const live = await follow(browser);
    const begun = performance.now();
    await other.stop();
    await live.ended();
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
