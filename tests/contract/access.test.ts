// Signing in and out, what a signed-in page may hold, and what a refusal looks like, over real HTTP.
// Attacks that hit comparable products are tried here and must come to nothing.
import { describe, expect, it } from 'vitest';
import { officeWorld, REPORTER } from '../helpers/office.ts';
import { Browser, PASSWORD } from '../helpers/staff.ts';
import { startWeb } from '../helpers/web-server.ts';

const office = officeWorld();
const rowsOf = (query: string) => office.db.sql.unsafe(query);

describe('signing in', () => {
  it('sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await office.stranger().signIn('reporter@example.vn');
    expect(answer.status).toBe(303);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/; Secure/i);
  });

  it('tells an unknown e-mail and a wrong password apart by nothing', async () => {
    const said = async (email: string) => {
      const answer = await office.stranger().signIn(email, 'sai mật khẩu rồi');
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
    const answer = await office.stranger().post(`/sign-in${query}`, {
      email: 'reporter@example.vn',
      password: PASSWORD,
    });
    expect(answer.headers.get('location')).toBe(path);
  });

  it('has to wait after too many wrong passwords, even with the right one', async () => {
    const email = 'guessed@example.vn';
    await office.join({ ...REPORTER, email });
    const wrong = () => office.stranger().signIn(email, 'sai mật khẩu rồi');
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await wrong()).status),
    );
    expect(new Set(statuses)).toEqual(new Set([400]));
    const refused = await office.stranger().signIn(email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    // Whoever says to come from elsewhere is not believed.
    const forged = { 'x-forwarded-for': '203.0.113.9' };
    const again = await office.stranger().post('/sign-in', { email, password: PASSWORD }, forged);
    expect(again.status).toBe(429);
  });

  it('keeps its cookie to HTTPS where readers come by HTTPS', async () => {
    const origin = 'https://tiendo.example.gov.vn';
    const secure = await startWeb(office.url, { ORIGIN: origin });
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
    const victim = office.stranger();
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
        const answer = await office.stranger().fetch('/sign-in', {
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
      expect([403, 404, 405]).toContain((await office.stranger().post(path)).status);
      expect((await office.stranger().get(path)).status).toBe(404);
    }
  });

  it('ends with signing out, also for a copy of the cookie', async () => {
    const browser = office.stranger();
    await browser.signIn('reporter@example.vn');
    const copy = browser.cookie;
    expect((await browser.get('/admin')).status).toBe(200);
    expect((await browser.post('/sign-out')).headers.get('location')).toBe('/');
    expect((await browser.get('/admin')).status).toBe(303);
    const replayed = await office.stranger().fetch('/admin', { headers: { cookie: copy } });
    expect(replayed.status).toBe(303);
  });

  it('does not end by a GET', async () => {
    expect((await office.reporter.get('/sign-out')).status).toBe(405);
    expect((await office.reporter.get('/admin')).status).toBe(200);
  });
});

describe('a signed-in page', () => {
  it('is kept by no cache, and public pages without a person are asked for again each time', async () => {
    for (const path of ['/admin', '/sources']) {
      expect((await office.reporter.get(path)).headers.get('cache-control')).toBe(
        'private, no-store',
      );
    }
    expect((await office.stranger().get('/sources')).headers.get('cache-control')).toBe(
      'public, no-cache',
    );
  });

  it('never brings a session, hash or token into the page', async () => {
    const sessions = await rowsOf('select token from person_session');
    const hashes = await rowsOf('select password from person_account');
    for (const path of ['/admin', '/admin/people', '/admin/tokens', '/admin/mail', '/sources']) {
      const text = await (await office.administrator.get(path)).text();
      for (const { token } of sessions) expect(text).not.toContain(String(token));
      for (const { password } of hashes) expect(text).not.toContain(String(password));
    }
  });
});

describe('a refusal', () => {
  it.each([
    ['', 'vi', 'không có quyền', 'Nguyễn Văn A', '/en/admin/people'],
    ['/en', 'en', 'not allowed', 'signed in as Nguyễn Văn A', '/admin/people'],
  ])(
    'stands in the frame of the site, in the language of its address (%s)',
    async (language, code, word, name, other) => {
      const answer = await office.reporter.get(`${language}/admin/people`);
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
    const answer = await office.reporter.post('/admin/people?/invite', fields);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<footer');
    expect(await rowsOf(`select id from invitation where email = 'x@example.vn'`)).toEqual([]);
  });

  it('of a form whose session has ended says that nothing arrived, and leads back to the page', async () => {
    const sent = await office.stranger().post('/report?unit=p-26&/send', { unit: 'p-26' });
    expect([sent.status, sent.headers.get('location')]).toEqual([
      303,
      '/sign-in?next=%2Freport%3Funit%3Dp-26&lost=form',
    ]);
    const at = sent.headers.get('location') ?? '';
    expect(await (await office.stranger().get(at)).text()).toContain('chưa có gì được lưu');
    const email = 'reporter@example.vn';
    const back = await office.stranger().post(at, { email, password: PASSWORD });
    expect(back.headers.get('location')).toBe('/report?unit=p-26');
    const asked = await office.stranger().get('/report');
    expect(asked.headers.get('location')).toBe('/sign-in?next=%2Freport');
  });

  it.each([
    ['/report?unit=p-26', 12_000_000, 'tối đa 10 MB', 'Tải lại biểu mẫu'],
    ['/admin/people?/invite', 600_000, 'quá lớn', 'rút gọn nội dung'],
  ])('of too much for %s stands in the frame of the site', async (path, bytes, head, hint) => {
    const answer = await office.reporter.post(path, { text: 'x'.repeat(bytes) });
    expect(answer.status).toBe(413);
    const page = await answer.text();
    for (const said of ['<footer', head, hint, 'Quay lại biểu mẫu']) expect(page).toContain(said);
    expect(page).toContain(`href="${path.replace('?/invite', '')}"`);
  });

  it('leads to no other site', async () => {
    const page = await (await office.stranger().get('/refused?at=//evil.example/x')).text();
    expect(page).not.toContain('href="//evil');
    expect(page).not.toContain('https://evil');
  });
});
