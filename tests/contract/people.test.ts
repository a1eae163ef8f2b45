// How people come and go over real HTTP: invitations, what an administrator does with roles, and the
// tokens of portals.
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { inviteFirstAdministrator, invitePerson } from '#lib/server/store/invitations.ts';
import { officeWorld, REPORTER } from '../helpers/office.ts';
import { PASSWORD } from '../helpers/staff.ts';

const office = officeWorld();
const rowsOf = (query: string) => office.db.sql.unsafe(query);

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

describe('an invitation', () => {
  const invite = (email: string) =>
    inTransaction(office.db, (tx) => invitePerson(tx, { ...REPORTER, email }, 'test', new Date()));
  const chosen = { name: 'B', password: PASSWORD, repeated: PASSWORD };

  it('makes no first administrator where there is one', async () => {
    expect(await inviteFirstAdministrator(office.db, new Date())).toBeNull();
  });

  it.each(['x', 'A'.repeat(43), '..%2f..%2fadmin', '%00'])('answers 404 to %s', async (token) => {
    expect([400, 404]).toContain((await office.stranger().get(`/invitations/${token}`)).status);
    expect([400, 404]).toContain(
      (await office.stranger().post(`/invitations/${token}`, chosen)).status,
    );
  });

  it('is used once, also by many at once', async () => {
    const { token } = await invite('once@example.vn');
    const path = `/invitations/${token}`;
    expect((await office.stranger().get(path)).status).toBe(200);
    const answers = await Promise.all([1, 2, 3, 4].map(() => office.stranger().post(path, chosen)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410]);
    const spent = await office.stranger().get(path);
    expect(spent.status).toBe(410);
    const page = await spent.text();
    expect(page).toContain('Lời mời này đã được dùng hoặc đã hết hạn');
    expect(page).toContain('href="/sign-in"');
  });

  it('never shows or stores its token', async () => {
    const { token } = await invite('kept@example.vn');
    await office.stranger().post(`/invitations/${token}`, chosen);
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
    const refused = await office.stranger().post(`/invitations/${token}`, { ...chosen, ...change });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(word);
    expect((await office.stranger().get(`/invitations/${token}`)).status).toBe(200);
  });

  it('gives back the name, never the password, of a form that it refuses', async () => {
    const { token } = await invite('typing@example.vn');
    const body = { name: 'Trần Thị Gõ', password: 'ngắn-quá', repeated: 'ngắn-quá' };
    const page = await (await office.stranger().post(`/invitations/${token}`, body)).text();
    expect(page).toContain('value="Trần Thị Gõ"');
    expect(page).not.toContain('ngắn-quá');
  });

  it('is cited on no page, since its address is a secret', async () => {
    const { token } = await invite('quiet@example.vn');
    const page = await (await office.stranger().get(`/invitations/${token}`)).text();
    expect(page).not.toContain('Trích dẫn');
    expect(await (await office.stranger().get('/methodology')).text()).toContain('Trích dẫn');
  });

  it.each(['email', 'userId', 'role', 'unitId', 'permissions'])(
    'gives nobody more by a field %s in the body',
    async (field) => {
      const { token } = await invite('greedy@example.vn');
      const body = { ...chosen, [field]: 'administrator' };
      expect((await office.stranger().post(`/invitations/${token}`, body)).status).toBe(400);
    },
  );
});

describe('an administrator', () => {
  const invite = (fields: Record<string, string>) =>
    office.administrator.post('/admin/people?/invite', fields);

  it('invites by mail and by an address that is shown once', async () => {
    const answer = await invite({ email: 'New@Example.VN', role: 'unit_reporter', unit: 'p-01' });
    const [, address = ''] = /<code>([^<]+)<\/code>/.exec(await answer.text()) ?? [];
    expect(address).toMatch(/\/invitations\/[\w-]{43}$/);
    const [mail] = await rowsOf(
      'select to_address, body from outbox order by created_at desc limit 1',
    );
    expect(mail).toMatchObject({ to_address: 'new@example.vn' });
    expect(mail?.body).toContain(address);
    expect(await (await office.administrator.get('/admin/people')).text()).not.toContain(address);
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
    new URL(/<code>([^<]+)<\/code>/.exec(page)?.[1] ?? office.origin).pathname;

  it('takes back an invitation that is open, and makes it anew', async () => {
    const email = 'wrong@example.vn';
    const sent = await (await invite({ email, role: 'publisher' })).text();
    expect(sent).toContain('thư mời CHƯA được gửi');
    const renewed = await office.administrator.post('/admin/people?/renew', await idOf(email));
    const anew = addressIn(await renewed.text());
    expect((await office.stranger().get(addressIn(sent))).status).toBe(410);
    expect((await office.stranger().get(anew)).status).toBe(200);
    const cancel = { ...(await idOf(email)) };
    expect((await office.administrator.post('/admin/people?/cancel', cancel)).status).toBe(200);
    expect((await office.stranger().get(anew)).status).toBe(410);
    expect((await office.administrator.post('/admin/people?/cancel', cancel)).status).toBe(409);
    expect(await (await office.administrator.get('/admin/people')).text()).not.toContain(email);
    const told = await rowsOf(`select action from audit_event where subject = '${cancel.id}'
      and action = 'invitation.withdraw'`);
    expect(told).toHaveLength(1);
  });

  it('offers units of the past that have a source, saying until when they were', async () => {
    const offered = async () => {
      const page = await (await office.administrator.get('/admin/people')).text();
      return /<option value="p-02">([^<]*)<\/option>/.exec(page)?.[1] ?? null;
    };
    expect(await offered()).toBeNull();
    await addPostedSources();
    expect(await offered()).toBe('Tỉnh Hà Giang (đến 30/6/2025)');
  });

  it('tells in lists, too, which of two units of one name is meant', async () => {
    const of = { role: 'unit_reporter', unitId: 'p-25' } as const;
    await office.join({ ...of, email: 'phutho@example.vn' });
    await inTransaction(office.db, (tx) =>
      invitePerson(tx, { ...of, email: 'moi@example.vn' }, 'test', new Date()),
    );
    const page = await (await office.administrator.get('/admin/people')).text();
    const told = page.split('Tỉnh Phú Thọ (đến 30/6/2025)').length - 1;
    // The person's role, for the eye and for the button; and the invitation.
    expect(told).toBe(3);
  });

  it('withdraws a role: the sessions end at once, and who did it is kept', async () => {
    const email = 'leaving@example.vn';
    const leaving = await office.join({ ...REPORTER, email });
    expect((await leaving.get('/admin')).status).toBe(200);
    const [person] = await rowsOf(`select id from person where email = '${email}'`);
    const fields = { person: String(person?.id), role: 'unit_reporter', unit: 'p-26' };
    expect((await office.administrator.post('/admin/people?/withdraw', fields)).status).toBe(200);
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
    expect((await office.administrator.post('/admin/people?/withdraw', fields)).status).toBe(409);
    expect((await office.administrator.get('/admin/people')).status).toBe(200);
  });

  it('sends a new invitation where a password is lost: the old one and its sessions end', async () => {
    const email = 'forgetful@example.vn';
    const before = await office.join({ ...REPORTER, email });
    const { token } = await inTransaction(office.db, (tx) =>
      invitePerson(tx, { ...REPORTER, email }, 'test', new Date()),
    );
    const password = 'một mật khẩu khác';
    await office
      .stranger()
      .post(`/invitations/${token}`, { name: 'C', password, repeated: password });
    expect((await before.get('/admin')).status).toBe(303);
    expect((await office.stranger().signIn(email)).status).toBe(400);
    expect((await office.stranger().signIn(email, password)).status).toBe(303);
  });
});

describe('tokens', () => {
  beforeAll(async () => {
    await addPostedSources();
  });
  const create = (source: string) =>
    office.administrator.post('/admin/tokens?/create', {
      source,
      name: `Khóa ${source}`,
      days: '365',
    });

  it('are shown once to the administrator who makes them', async () => {
    const [, text = ''] =
      /<code>([^<]+)<\/code>/.exec(await (await create('push-p-26')).text()) ?? [];
    expect(text).toMatch(/^td_p-26_[\w-]{43}$/);
    expect(await (await office.administrator.get('/admin/tokens')).text()).not.toContain(text);
    const kept = await rowsOf('select row_to_json(t)::text as row from push_token t');
    expect(kept.filter(({ row }) => String(row).includes(text.slice(-43)))).toEqual([]);
  });

  it('are made for sources that can be posted to', async () => {
    expect((await create('push-p-02')).status).toBe(400);
    expect((await create('nowhere')).status).toBe(400);
  });

  it('are listed to a reporter for their own unit, and made or revoked by none of them', async () => {
    await create('push-p-01');
    const page = await (await office.reporter.get('/admin/tokens')).text();
    expect(page).toContain('Khóa push-p-26');
    expect(page).not.toContain('p-01');
    const [theirs] = await rowsOf(`select id from push_token where unit_id = 'p-26'`);
    const revoke = { unit: 'p-26', id: String(theirs?.id) };
    expect((await office.reporter.post('/admin/tokens?/revoke', revoke)).status).toBe(403);
    expect(
      (await office.reporter.post('/admin/tokens?/create', { source: 'push-p-26' })).status,
    ).toBe(403);
  });
});
