// Access over real HTTP: joining, signing in and out, and who reaches what, route by route and role by
// role. Attacks that hit comparable products are tried here and must come to nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, type Action, type HeldRole, type Role } from '#lib/server/access/person.ts';
import { needOf, RULES, type Need } from '#lib/server/access/rules.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { inviteFirstAdministrator, invitePerson } from '#lib/server/store/invitations.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { Browser, joinAs, joinFirst, PASSWORD } from '../helpers/staff.ts';
import { startWeb, type WebServer } from '../helpers/web-server.ts';

let database: TestDatabase;
let web: WebServer;
let administrator: Browser;
let publisher: Browser;
let reporter: Browser;

const REPORTER: HeldRole = { role: 'unit_reporter', unitId: 'p-26' };
const rowsOf = (query: string) => database.db.sql.unsafe(query);

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await loadCatalogue(db, 'drizzle/catalogue');
  web = await startWeb(database.url);
  administrator = await joinFirst(web, db, 'first@example.vn');
  const everywhere = { role: 'publisher', unitId: 'vn', email: 'publisher@example.vn' } as const;
  publisher = await joinAs(web, db, everywhere);
  reporter = await joinAs(web, db, { ...REPORTER, email: 'reporter@example.vn' });
}, 300_000);
afterAll(async () => {
  await web.stop();
  await database.drop();
});

/** Sources of three units, two of which can be posted to. */
async function addPostedSources(): Promise<void> {
  await rowsOf(`insert into source (id, unit_id, series_id, kind, origin, name_vi, name_en,
      allow, mapping, schedule, time_zone, missed_policy, first_slot, frequency, reckoning,
      timeout_ms, max_attempts, illustrative, active, version)
    select 'push-' || u, u, 'dvc', kind, 'reported', 'Nguồn ' || u, 'Source ' || u, '[]', '{}',
      '0 0 1 * *', 'Asia/Ho_Chi_Minh', 'all', now(), 'quarter', 'calendar', 1000, 1, false, true, 1
    from (values ('p-26', 'push'), ('p-01', 'push'), ('p-02', 'csv')) as v(u, kind)
      on conflict do nothing`);
}

const stranger = () => new Browser(web.origin);

describe('an invitation', () => {
  const invite = (email: string) =>
    inTransaction(database.db, (tx) =>
      invitePerson(tx, { ...REPORTER, email }, 'test', new Date()),
    );
  const chosen = { name: 'B', password: PASSWORD, repeated: PASSWORD };

  it('makes no first administrator where there is one', async () => {
    expect(await inviteFirstAdministrator(database.db, new Date())).toBeNull();
  });

  it.each(['x', 'A'.repeat(43), '..%2f..%2fadmin', '%00'])('answers 404 to %s', async (token) => {
    expect([400, 404]).toContain((await stranger().get(`/invitations/${token}`)).status);
    expect([400, 404]).toContain((await stranger().post(`/invitations/${token}`, chosen)).status);
  });

  it('is used once, also by many at once', async () => {
    const { token } = await invite('once@example.vn');
    const path = `/invitations/${token}`;
    expect((await stranger().get(path)).status).toBe(200);
    const answers = await Promise.all([1, 2, 3, 4].map(() => stranger().post(path, chosen)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410]);
    const spent = await stranger().get(path);
    expect(spent.status).toBe(410);
    const page = await spent.text();
    expect(page).toContain('Lời mời này đã được dùng hoặc đã hết hạn');
    expect(page).toContain('href="/sign-in"');
  });

  it('never shows or stores its token', async () => {
    const { token } = await invite('kept@example.vn');
    await stranger().post(`/invitations/${token}`, chosen);
    const stored = await rowsOf(`select row_to_json(i)::text || row_to_json(a)::text as text
      from invitation i, audit_event a`);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.filter(({ text }) => String(text).includes(token))).toEqual([]);
  });

  it.each([
    ['a short password', { password: 'mười một ký', repeated: 'mười một ký' }, 'ít nhất 12'],
    ['two passwords', { repeated: `${PASSWORD}!` }, 'chưa giống nhau'],
    ['no name', { name: ' ' }, 'Họ và tên: cần điền'],
  ])('refuses %s and can be used again', async (_what, change, word) => {
    const { token } = await invite('mistaken@example.vn');
    const refused = await stranger().post(`/invitations/${token}`, { ...chosen, ...change });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(word);
    expect((await stranger().get(`/invitations/${token}`)).status).toBe(200);
  });

  it('gives back the name, never the password, of a form that it refuses', async () => {
    const { token } = await invite('typing@example.vn');
    const body = { name: 'Trần Thị Gõ', password: 'ngắn-quá', repeated: 'ngắn-quá' };
    const page = await (await stranger().post(`/invitations/${token}`, body)).text();
    expect(page).toContain('value="Trần Thị Gõ"');
    expect(page).not.toContain('ngắn-quá');
  });

  it('is cited on no page, since its address is a secret', async () => {
    const { token } = await invite('quiet@example.vn');
    const page = await (await stranger().get(`/invitations/${token}`)).text();
    expect(page).not.toContain('Trích dẫn');
    expect(await (await stranger().get('/methodology')).text()).toContain('Trích dẫn');
  });

  it.each(['email', 'userId', 'role', 'unitId', 'permissions'])(
    'gives nobody more by a field %s in the body',
    async (field) => {
      const { token } = await invite('greedy@example.vn');
      const body = { ...chosen, [field]: 'administrator' };
      expect((await stranger().post(`/invitations/${token}`, body)).status).toBe(400);
    },
  );
});

describe('signing in', () => {
  it('sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await stranger().signIn('reporter@example.vn');
    expect(answer.status).toBe(303);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/; Secure/i);
  });

  it('tells an unknown e-mail and a wrong password apart by nothing', async () => {
    const said = async (email: string) => {
      const answer = await stranger().signIn(email, 'sai mật khẩu rồi');
      const text = (await answer.text()).replaceAll(email, 'EMAIL');
      return { status: answer.status, text };
    };
    const wrong = await said('reporter@example.vn');
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('không đúng');
    expect(await said('nobody@example.vn')).toEqual(wrong);
    expect((await said('no-mail')).text).toContain('không đúng');
  });

  it.each([
    ['?next=/en/units', '/en/units'],
    ['?next=//evil.example', '/admin'],
    ['?next=%2F%5Cevil.example', '/admin'],
    ['?next=https://evil.example', '/admin'],
    ['', '/admin'],
  ])('leads on to a page of ours alone: %s', async (query, path) => {
    const answer = await stranger().post(`/sign-in${query}`, {
      email: 'reporter@example.vn',
      password: PASSWORD,
    });
    expect(answer.headers.get('location')).toBe(path);
  });

  it('has to wait after too many wrong passwords, even with the right one', async () => {
    const email = 'guessed@example.vn';
    await joinAs(web, database.db, { ...REPORTER, email });
    const wrong = () => stranger().signIn(email, 'sai mật khẩu rồi');
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await wrong()).status),
    );
    expect(new Set(statuses)).toEqual(new Set([400]));
    const refused = await stranger().signIn(email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    // Whoever says to come from elsewhere is not believed.
    const forged = { 'x-forwarded-for': '203.0.113.9' };
    const again = await stranger().post('/sign-in', { email, password: PASSWORD }, forged);
    expect(again.status).toBe(429);
  });

  it('keeps its cookie to HTTPS where readers come by HTTPS', async () => {
    const origin = 'https://tiendo.example.gov.vn';
    const secure = await startWeb(database.url, { ORIGIN: origin });
    try {
      const browser = new Browser(secure.origin);
      const given = { email: 'reporter@example.vn', password: PASSWORD };
      const answer = await browser.post('/sign-in', given, { origin });
      expect(answer.status).toBe(303);
      expect(answer.headers.getSetCookie().join()).toMatch(/^__Secure-[^;]+;.*; Secure/);
    } finally {
      await secure.stop();
    }
  });

  it('takes on no session that the browser brought', async () => {
    const victim = stranger();
    await victim.signIn('reporter@example.vn');
    const before = victim.cookie;
    await victim.signIn('reporter@example.vn');
    expect(victim.cookie).not.toBe(before);
  });

  it('is refused from another site, whatever the content type', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/json',
      'X',
    ]) {
      for (const origin of ['https://evil.example', 'null']) {
        const answer = await stranger().fetch('/sign-in', {
          method: 'POST',
          body: `email=reporter@example.vn&password=${encodeURIComponent(PASSWORD)}`,
          headers: { origin, 'content-type': type },
        });
        expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
      }
    }
  });

  it('has no other door: the addresses of better-auth are none', async () => {
    for (const path of [
      '/api/auth/sign-in/email',
      '/api/auth/sign-up/email',
      '/api/auth/get-session',
    ]) {
      expect([403, 404, 405]).toContain((await stranger().post(path)).status);
      expect((await stranger().get(path)).status).toBe(404);
    }
  });

  it('ends with signing out, also for a copy of the cookie', async () => {
    const browser = stranger();
    await browser.signIn('reporter@example.vn');
    const copy = browser.cookie;
    expect((await browser.get('/admin')).status).toBe(200);
    expect((await browser.post('/sign-out')).headers.get('location')).toBe('/');
    expect((await browser.get('/admin')).status).toBe(303);
    const replayed = await stranger().fetch('/admin', { headers: { cookie: copy } });
    expect(replayed.status).toBe(303);
  });

  it('does not end by a GET', async () => {
    expect((await reporter.get('/sign-out')).status).toBe(405);
    expect((await reporter.get('/admin')).status).toBe(200);
  });
});

describe('a signed-in page', () => {
  it('is kept by no cache, and public pages without a person stay as they were', async () => {
    for (const path of ['/admin', '/sources']) {
      expect((await reporter.get(path)).headers.get('cache-control')).toBe('private, no-store');
    }
    expect((await stranger().get('/sources')).headers.get('cache-control')).toBeNull();
  });

  it('never brings a session, hash or token into the page', async () => {
    const sessions = await rowsOf('select token from person_session');
    const hashes = await rowsOf('select password from person_account');
    for (const path of ['/admin', '/admin/people', '/admin/tokens', '/admin/mail', '/sources']) {
      const text = await (await administrator.get(path)).text();
      for (const { token } of sessions) expect(text).not.toContain(String(token));
      for (const { password } of hashes) expect(text).not.toContain(String(password));
    }
  });
});

const VISITORS: { role: Role | null; browser: () => Browser }[] = [
  { role: null, browser: stranger },
  { role: 'unit_reporter', browser: () => reporter },
  { role: 'publisher', browser: () => publisher },
  { role: 'administrator', browser: () => administrator },
];
const OPEN: readonly (Need | null)[] = ['anyone', 'push-token', 'only-refuses'];
const isAllowed = (role: Role | null, need: Need): boolean =>
  need === 'signed-in'
    ? role !== null
    : role !== null &&
      may({ id: '', name: '', email: '', roles: [{ role, unitId: 'p-26' }] }, need as Action);

/** Every line of the table that asks for somebody. */
const lines = Object.entries(RULES).flatMap(([route, line]) =>
  Object.keys(line).flatMap((verb) => {
    const method = verb === 'fallback' ? 'DELETE' : verb;
    const need = needOf(route, method);
    return need === null || OPEN.includes(need) ? [] : [{ route, method, need }];
  }),
);
const pathOf = (route: string) =>
  route.replaceAll(/\[[^\]]+\]/g, '018f0000-0000-7000-8000-000000000000');

describe.each(lines)('$method $route', ({ route, method, need }) => {
  it.each(VISITORS)('lets in whom the table names: $role', async ({ role, browser }) => {
    // An unknown field keeps a form that is let in from doing anything.
    const send = () =>
      method === 'GET'
        ? browser().get(pathOf(route))
        : browser().fetch(pathOf(route), {
            method,
            body: new URLSearchParams({ userId: 'administrator' }),
            headers: { origin: web.origin },
          });
    const { status, headers } = await send();
    const leadsToSignIn = headers.get('location')?.startsWith('/sign-in') ?? false;
    if (role === null) expect(status === 401 || leadsToSignIn).toBe(true);
    else if (isAllowed(role, need)) expect(status === 403 || leadsToSignIn).toBe(false);
    else expect(status).toBe(403);
  });
});

describe('who reaches what', () => {
  it.each([
    ['/admin', 303, 200, 200, 200],
    ['/admin/people', 303, 403, 403, 200],
    ['/admin/tokens', 303, 200, 403, 200],
    ['/admin/mail', 303, 403, 403, 200],
    ['/en/admin/people', 303, 403, 403, 200],
    ['/admin/people/__data.json', 200, 403, 403, 200],
  ])('%s: nobody %i, reporter %i, publisher %i, administrator %i', async (path, ...expected) => {
    const statuses = await Promise.all(
      VISITORS.map(async ({ browser }) => (await browser().get(path)).status),
    );
    expect(statuses).toEqual(expected);
  });

  it('asks a client of the data of a page to sign in, and brings none of it', async () => {
    const answer = await stranger().get('/admin/people/__data.json');
    expect(await answer.json()).toMatchObject({
      type: 'redirect',
      location: '/sign-in?next=%2Fadmin%2Fpeople',
    });
  });

  it('refuses every writing method that no line names', async () => {
    for (const path of ['/', '/units', '/admin', '/sources']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await administrator.fetch(path, { method, headers: { origin: web.origin } });
        expect([path, method, answer.status]).toEqual([path, method, 403]);
      }
    }
  });

  it('shows in the menu what a person may see, and nothing else', async () => {
    const roomsOf = async (browser: Browser) => {
      const text = await (await browser.get('/admin')).text();
      return ['/admin/people', '/admin/tokens', '/admin/mail'].filter((path) =>
        text.includes(`href="${path}"`),
      );
    };
    expect(await roomsOf(reporter)).toEqual(['/admin/tokens']);
    expect(await roomsOf(publisher)).toEqual([]);
    expect(await roomsOf(administrator)).toEqual(['/admin/people', '/admin/tokens', '/admin/mail']);
  });
});

describe('an administrator', () => {
  const invite = (fields: Record<string, string>) =>
    administrator.post('/admin/people?/invite', fields);

  it('invites by mail and by an address that is shown once', async () => {
    const answer = await invite({ email: 'New@Example.VN', role: 'unit_reporter', unit: 'p-01' });
    const [, address = ''] = /<code>([^<]+)<\/code>/.exec(await answer.text()) ?? [];
    expect(address).toMatch(/\/invitations\/[\w-]{43}$/);
    const [mail] = await rowsOf(
      'select to_address, body from outbox order by created_at desc limit 1',
    );
    expect(mail).toMatchObject({ to_address: 'new@example.vn' });
    expect(mail?.body).toContain(address);
    expect(await (await administrator.get('/admin/people')).text()).not.toContain(address);
  });

  it.each([
    [{ email: 'x', role: 'publisher' }, 'Thư điện tử'],
    [{ email: 'x@example.vn', role: 'unit_reporter' }, 'phải thuộc một đơn vị'],
    [{ email: 'x@example.vn', role: 'unit_reporter', unit: 'vn' }, 'phải thuộc một đơn vị'],
    [{ email: 'x@example.vn', role: 'unit_reporter', unit: 'p-99' }, 'phải thuộc một đơn vị'],
  ])('cannot invite by %j', async (fields, word) => {
    const answer = await invite(fields);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(word);
  });

  /** What the button of an open invitation sends. */
  const idOf = async (email: string) => {
    const [row] = await rowsOf(`select id from invitation where email = '${email}'
      and used_at is null order by created_at desc limit 1`);
    return { id: String(row?.id) };
  };
  const addressIn = (page: string) =>
    new URL(/<code>([^<]+)<\/code>/.exec(page)?.[1] ?? web.origin).pathname;

  it('takes back an invitation that is open, and makes it anew', async () => {
    const email = 'wrong@example.vn';
    const sent = await (await invite({ email, role: 'publisher' })).text();
    expect(sent).toContain('thư mời CHƯA được gửi');
    const renewed = await administrator.post('/admin/people?/renew', await idOf(email));
    const anew = addressIn(await renewed.text());
    expect((await stranger().get(addressIn(sent))).status).toBe(410);
    expect((await stranger().get(anew)).status).toBe(200);
    const cancel = { ...(await idOf(email)) };
    expect((await administrator.post('/admin/people?/cancel', cancel)).status).toBe(200);
    expect((await stranger().get(anew)).status).toBe(410);
    expect((await administrator.post('/admin/people?/cancel', cancel)).status).toBe(409);
    expect(await (await administrator.get('/admin/people')).text()).not.toContain(email);
    const told = await rowsOf(`select action from audit_event where subject = '${cancel.id}'
      and action = 'invitation.withdraw'`);
    expect(told).toHaveLength(1);
  });

  it('offers units of the past that have a source, saying until when they were', async () => {
    const offered = async () => {
      const page = await (await administrator.get('/admin/people')).text();
      return /<option value="p-02">([^<]*)<\/option>/.exec(page)?.[1] ?? null;
    };
    expect(await offered()).toBeNull();
    await addPostedSources();
    expect(await offered()).toBe('Tỉnh Hà Giang (đến 30/6/2025)');
  });

  it('withdraws a role: the sessions end at once, and who did it is kept', async () => {
    const email = 'leaving@example.vn';
    const leaving = await joinAs(web, database.db, { ...REPORTER, email });
    expect((await leaving.get('/admin')).status).toBe(200);
    const [person] = await rowsOf(`select id from person where email = '${email}'`);
    const fields = { person: String(person?.id), role: 'unit_reporter', unit: 'p-26' };
    expect((await administrator.post('/admin/people?/withdraw', fields)).status).toBe(200);
    expect((await leaving.get('/admin')).status).toBe(303);
    await leaving.signIn(email);
    expect((await leaving.get('/admin')).status).toBe(403);
    const [event] = await rowsOf(`select unit_id, person_id, action from audit_event
      where subject = '${String(person?.id)}'`);
    const [by] = await rowsOf(`select id from person where email = 'first@example.vn'`);
    const who = String(by?.id);
    expect(event).toEqual({ unit_id: 'p-26', person_id: who, action: 'role.withdraw' });
  });

  it('cannot withdraw the last administrator', async () => {
    const [self] = await rowsOf(`select id from person where email = 'first@example.vn'`);
    const fields = { person: String(self?.id), role: 'administrator', unit: 'vn' };
    expect((await administrator.post('/admin/people?/withdraw', fields)).status).toBe(409);
    expect((await administrator.get('/admin/people')).status).toBe(200);
  });

  it('sends a new invitation where a password is lost: the old one and its sessions end', async () => {
    const email = 'forgetful@example.vn';
    const before = await joinAs(web, database.db, { ...REPORTER, email });
    const { token } = await inTransaction(database.db, (tx) =>
      invitePerson(tx, { ...REPORTER, email }, 'test', new Date()),
    );
    const password = 'một mật khẩu khác';
    await stranger().post(`/invitations/${token}`, { name: 'C', password, repeated: password });
    expect((await before.get('/admin')).status).toBe(303);
    expect((await stranger().signIn(email)).status).toBe(400);
    expect((await stranger().signIn(email, password)).status).toBe(303);
  });
});

describe('a refusal', () => {
  it.each([
    ['', 'vi', 'không có quyền', 'Nguyễn Văn A', '/en/admin/people'],
    ['/en', 'en', 'not allowed', 'signed in as Nguyễn Văn A', '/admin/people'],
  ])(
    'stands in the frame of the site, in the language of its address (%s)',
    async (language, code, word, name, other) => {
      const answer = await reporter.get(`${language}/admin/people`);
      expect(answer.status).toBe(403);
      const page = await answer.text();
      expect(page).toContain(`<html lang="${code}"`);
      expect(page).toContain(word);
      expect(page).toContain(name);
      expect(page).toContain('<footer');
      expect(page).toContain(`href="${other}"`);
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
    },
  );

  it('of a form is the same page, and nothing is done', async () => {
    const fields = { email: 'x@example.vn', role: 'administrator' };
    const answer = await reporter.post('/admin/people?/invite', fields);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<footer');
    expect(await rowsOf(`select id from invitation where email = 'x@example.vn'`)).toEqual([]);
  });

  it('leads to no other site', async () => {
    const page = await (await stranger().get('/refused?at=//evil.example/x')).text();
    expect(page).not.toContain('href="//evil');
    expect(page).not.toContain('https://evil');
  });
});

describe('tokens', () => {
  beforeAll(async () => {
    await addPostedSources();
  });
  const create = (source: string) =>
    administrator.post('/admin/tokens?/create', { source, name: `Khóa ${source}`, days: '365' });

  it('are shown once to the administrator who makes them', async () => {
    const [, text = ''] =
      /<code>([^<]+)<\/code>/.exec(await (await create('push-p-26')).text()) ?? [];
    expect(text).toMatch(/^td_p-26_[\w-]{43}$/);
    expect(await (await administrator.get('/admin/tokens')).text()).not.toContain(text);
    const kept = await rowsOf('select row_to_json(t)::text as row from push_token t');
    expect(kept.filter(({ row }) => String(row).includes(text.slice(-43)))).toEqual([]);
  });

  it('are made for sources that can be posted to', async () => {
    expect((await create('push-p-02')).status).toBe(400);
    expect((await create('nowhere')).status).toBe(400);
  });

  it('are listed to a reporter for their own unit, and made or revoked by none of them', async () => {
    await create('push-p-01');
    const page = await (await reporter.get('/admin/tokens')).text();
    expect(page).toContain('Khóa push-p-26');
    expect(page).not.toContain('p-01');
    const [theirs] = await rowsOf(`select id from push_token where unit_id = 'p-26'`);
    const revoke = { unit: 'p-26', id: String(theirs?.id) };
    expect((await reporter.post('/admin/tokens?/revoke', revoke)).status).toBe(403);
    expect((await reporter.post('/admin/tokens?/create', { source: 'push-p-26' })).status).toBe(
      403,
    );
  });
});
