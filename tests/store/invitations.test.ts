// Invitations on a real PostgreSQL: how an installation gets its first administrator, and when an
// address is void.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import {
  acceptInvitation,
  findInvitation,
  inviteFirstAdministrator,
  invitePerson,
} from '#lib/server/store/invitations.ts';
import { readPeople, withdrawRole } from '#lib/server/store/people.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
const NOW = new Date('2026-03-01T00:00:00Z');
const MINUTE_MS = 60_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const ADMINISTRATOR = { role: 'administrator', unitId: 'vn' } as const;

beforeEach(async () => {
  database = await testDatabase();
  await loadCatalogue(database.db, 'drizzle/catalogue');
});
afterEach(() => database.drop());

const first = async (at = NOW) => {
  const token = await inviteFirstAdministrator(database.db, at);
  if (token === null) throw new Error('there is one');
  return token;
};
const accept = (token: string, email: string, at = NOW) =>
  acceptInvitation(database.db, token, { name: email, email, passwordHash: 'x' }, at);
const invite = (email: string) =>
  inTransaction(database.db, (tx) =>
    invitePerson(tx, { ...ADMINISTRATOR, email }, 'somebody', NOW),
  );

describe('the first administrator', () => {
  it('joins within half an hour', async () => {
    const token = await first();
    const open = { ...ADMINISTRATOR, email: null, createdBy: null };
    expect(await findInvitation(database.db, token, later(30 * MINUTE_MS - 1))).toMatchObject(open);
    expect(await accept(token, 'a@example.vn', later(30 * MINUTE_MS))).toBeNull();
    expect(await accept(token, 'A@example.vn', later(30 * MINUTE_MS - 1))).toBe('a@example.vn');
    const [person, ...others] = await readPeople(database.db);
    expect(others).toEqual([]);
    expect(person).toMatchObject({ email: 'a@example.vn', roles: [ADMINISTRATOR] });
  });

  it('is asked for anew at every start, by an address that voids the one before', async () => {
    const [before, after] = [await first(), await first(later(1))];
    expect(await findInvitation(database.db, before, later(1))).toBeNull();
    expect(await accept(after, 'a@example.vn', later(2))).toBe('a@example.vn');
    expect(await inviteFirstAdministrator(database.db, later(3))).toBeNull();
  });

  it('is one, also where two ask at once', async () => {
    const token = await first();
    const joined = await Promise.all(['a', 'b', 'c'].map((name) => accept(token, `${name}@x.vn`)));
    expect(joined.filter((email) => email !== null)).toHaveLength(1);
    expect(await readPeople(database.db)).toHaveLength(1);
  });

  it('is void once somebody is administrator, however they became one', async () => {
    const token = await first();
    const { token: other } = await invite('b@example.vn');
    await accept(other, 'ignored@example.vn');
    expect(await findInvitation(database.db, token, NOW)).toBeNull();
    expect(await accept(token, 'a@example.vn')).toBeNull();
  });
});

describe('an invitation by e-mail', () => {
  it('is for that e-mail, whatever else is said', async () => {
    const { token } = await invite('b@example.vn');
    expect(await accept(token, 'other@example.vn')).toBe('b@example.vn');
  });

  it('voids those before it, and holds a week', async () => {
    const [{ token: before }, { token }] = [
      await invite('b@example.vn'),
      await invite('b@example.vn'),
    ];
    const week = 7 * 24 * 60 * MINUTE_MS;
    expect(await findInvitation(database.db, before, NOW)).toBeNull();
    expect(await findInvitation(database.db, token, later(week - 1))).not.toBeNull();
    expect(await findInvitation(database.db, token, later(week))).toBeNull();
  });
});

describe('withdrawing a role', () => {
  it('leaves one administrator, also where two withdraw each other at once', async () => {
    await accept(await first(), 'a@example.vn');
    await accept((await invite('b@example.vn')).token, '');
    const [a, b] = await readPeople(database.db);
    const withdraw = (whose: string, by: string) =>
      withdrawRole(database.db, whose, ADMINISTRATOR, by, NOW);
    const outcomes = await Promise.all([withdraw(a!.id, b!.id), withdraw(b!.id, a!.id)]);
    expect(outcomes.toSorted()).toEqual(['last-administrator', 'withdrawn']);
    expect((await readPeople(database.db)).flatMap(({ roles }) => roles)).toEqual([ADMINISTRATOR]);
    expect(await withdraw('nobody', a!.id)).toBe('not-held');
  });
});

describe('a role that is withdrawn', () => {
  const REPORTER = { role: 'unit_reporter', unitId: 'p-26' } as const;
  const idOf = async (email: string) => {
    const found = (await readPeople(database.db)).find((each) => each.email === email);
    if (!found) throw new Error(`${email} has not joined`);
    return found.id;
  };
  const inviteBy = (by: string, email: string) =>
    inTransaction(database.db, (tx) => invitePerson(tx, { ...REPORTER, email }, by, NOW));
  const isOpen = async (token: string) =>
    (await findInvitation(database.db, token, later(1))) !== null;

  it('voids the invitations that are open to its holder, and those that an administrator made', async () => {
    await accept(await first(), 'stays@example.vn');
    await accept((await invite('goes@example.vn')).token, '');
    const goes = await idOf('goes@example.vn');
    const byThem = await inviteBy(goes, 'friend@example.vn');
    const toThem = await inviteBy('somebody', 'goes@example.vn');
    const others = await inviteBy('somebody', 'other@example.vn');
    expect(await withdrawRole(database.db, goes, ADMINISTRATOR, 'somebody', later(1))).toBe(
      'withdrawn',
    );
    expect([await isOpen(byThem.token), await isOpen(toThem.token)]).toEqual([false, false]);
    expect(await isOpen(others.token)).toBe(true);
  });
});
