// Mail against a real SMTP server: taken, refused for now and for good, dropped, and sent by two at
// once. Time is passed in; leases go by the clock of the database.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  claimMail,
  countMails,
  invitationMailKey,
  markSent,
  putMail,
  readMails,
  retryMail,
} from '#lib/server/store/outbox.ts';
import { sendDueMail, smtpTransport } from '../../jobs/mail.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext } from '../helpers/job-context.ts';

const NOW = '2026-03-01T00:00:00Z';
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(Date.parse(NOW) + ms);
const MAIL = { key: 'a', to: 'a@example.vn', subject: 'Lời mời', body: 'Kính gửi ông/bà' };

let database: TestDatabase;
let server: SMTPServer;
let port: number;
/** What the server answers to a mail, in order; a code of SMTP, or `drop`; taken where nothing is left. */
let answers: (number | 'drop')[];
let taken: string[];

beforeAll(async () => {
  database = await testDatabase();
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      const answer = answers.shift();
      if (answer === undefined) return callback();
      if (answer === 'drop') {
        for (const connection of server.connections) connection.close();
        return undefined;
      }
      return callback(Object.assign(new Error('not now\r\nX: y'), { responseCode: answer }));
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString('utf8'));
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  ({ port } = server.server.address() as AddressInfo);
});
afterAll(async () => {
  server.close();
  await database.drop();
});
beforeEach(() => {
  answers = [];
  taken = [];
});
afterEach(() => database.db.sql`delete from outbox`);

const put = (change: Partial<typeof MAIL> = {}) =>
  putMail(database.db, { ...MAIL, ...change }, at(0));
const send = (ms = 0, smtpUrl = `smtp://127.0.0.1:${port}`) =>
  sendDueMail(
    jobContext(database.db, at(ms).toISOString()),
    smtpTransport({ smtpUrl, from: 'Tiến Độ <tiendo@example.gov.vn>' }),
  );
const only = async () => {
  const mails = await readMails(database.db, 10);
  expect(mails).toHaveLength(1);
  return mails[0]!;
};

describe('mail', () => {
  it('is taken by the server, with its text and an id of its own', async () => {
    await put();
    expect(await send()).toBe(1);
    const { id, sentAt, errorText } = await only();
    expect([sentAt, errorText]).toEqual([at(0), null]);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toContain(`Message-ID: <${id}@example.gov.vn>`);
    expect(taken[0]).toContain('To: a@example.vn');
    expect(taken[0]).toContain('=?UTF-8?');
    expect(await send(DAY_MS)).toBe(0);
    expect(taken).toHaveLength(1);
  });

  it('is written once for one key', async () => {
    await put();
    await put({ to: 'b@example.vn' });
    await put({ key: 'b' });
    expect((await readMails(database.db, 10)).map(({ to }) => to)).toEqual([MAIL.to, MAIL.to]);
  });

  it('waits where no server is set', async () => {
    await put();
    expect(await sendDueMail(jobContext(database.db, NOW), null)).toBe(0);
    expect(await countMails(database.db)).toEqual({ waiting: 1, givenUp: 0 });
    expect((await only()).attempt).toBe(0);
  });

  it('that is refused for now is sent later', async () => {
    await put();
    answers = [451];
    expect(await send()).toBe(0);
    expect(await only()).toMatchObject({ attempt: 1, nextAttemptAt: at(60_000), givenUpAt: null });
    expect((await only()).errorText).toContain('451');
    expect((await only()).errorText).not.toMatch(/[\r\n]/);
    expect(await send(59_999)).toBe(0);
    expect(await send(60_000)).toBe(1);
    expect((await only()).sentAt).toEqual(at(60_000));
  });

  it('that is refused for good is given up, and keeps no other back', async () => {
    await put();
    await put({ key: 'b', to: 'b@example.vn' });
    answers = [550];
    expect(await send()).toBe(1);
    expect(await countMails(database.db)).toEqual({ waiting: 0, givenUp: 1 });
    expect(await send(7 * DAY_MS)).toBe(0);
  });

  it('that was given up is sent when a person says so', async () => {
    await put();
    answers = [550];
    await send();
    const { id } = await only();
    expect(await retryMail(database.db, id, at(1))).toBe(true);
    expect(await retryMail(database.db, id, at(1))).toBe(false);
    expect(await send(1)).toBe(1);
  });

  const texts = () => database.db.sql<{ body: string }[]>`select body from outbox`;

  it('keeps its text until it is sent, and no longer', async () => {
    await put();
    answers = [451];
    await send();
    expect(await texts()).toEqual([{ body: MAIL.body }]);
    await send(60_000);
    expect(await texts()).toEqual([{ body: '' }]);
    expect((await only()).hasText).toBe(false);
  });

  it('that brings an invitation keeps no text once it is given up, and is not sent again', async () => {
    await put({ key: invitationMailKey('1') });
    answers = [550];
    await send();
    expect(await texts()).toEqual([{ body: '' }]);
    const { id, givenUpAt, hasText } = await only();
    expect([givenUpAt, hasText]).toEqual([at(0), false]);
    expect(await retryMail(database.db, id, at(1))).toBe(false);
  });

  it('is tried again where the connection drops, or nobody answers', async () => {
    await put();
    answers = ['drop'];
    expect(await send()).toBe(0);
    expect(await only()).toMatchObject({ attempt: 1, givenUpAt: null });
    expect(await send(60_000, 'smtp://127.0.0.1:1')).toBe(0);
    expect(await only()).toMatchObject({ attempt: 2, nextAttemptAt: at(5 * 60_000) });
    expect(await send(5 * 60_000)).toBe(1);
  });

  it('is given up after three days of refusals, with pauses of a day at most', async () => {
    await put();
    answers = Array.from({ length: 20 }, () => 451);
    let tries = 0;
    for (let mail = await only(); mail.givenUpAt === null; mail = await only()) {
      await send(mail.nextAttemptAt.getTime() - Date.parse(NOW));
      tries += 1;
    }
    expect(tries).toBe(8);
    const { nextAttemptAt } = await only();
    expect(nextAttemptAt.getTime() - Date.parse(NOW)).toBeGreaterThan(1.5 * DAY_MS);
  });

  it('is sent once by two who send at the same time', async () => {
    for (let each = 0; each < 20; each += 1) await put({ key: String(each) });
    const [one, other] = await Promise.all([send(), send()]);
    expect(one + other).toBe(20);
    expect(taken).toHaveLength(20);
    expect(new Set(taken.map((text) => /Message-ID: (\S+)/.exec(text)?.[1])).size).toBe(20);
  });

  it('is left to its sender for five minutes, then to another; who comes late writes nothing', async () => {
    await put();
    const late = await claimMail(database.db, at(0));
    expect(late?.attempt).toBe(1);
    expect(await claimMail(database.db, at(DAY_MS))).toBeNull();
    await database.db.sql`update outbox set lease_until = clock_timestamp() - interval '1 second'`;
    const next = await claimMail(database.db, at(DAY_MS));
    expect(next?.attempt).toBe(2);
    await markSent(database.db, late!, at(1));
    expect((await only()).sentAt).toBeNull();
    await markSent(database.db, next!, at(2));
    expect((await only()).sentAt).toEqual(at(2));
  });
});
