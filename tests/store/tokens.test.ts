// Push tokens on a real PostgreSQL: what is kept, who is found by a text, and when no longer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { createToken, findToken, readTokens, revokeToken } from '#lib/server/store/tokens.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
const NOW = new Date('2026-03-01T00:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const MINUTE_MS = 60_000;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await loadCatalogue(db, 'drizzle/catalogue');
  await db.sql`insert into source (id, unit_id, series_id, kind, origin, name_vi, name_en, allow,
      mapping, schedule, time_zone, missed_policy, first_slot, frequency, reckoning, timeout_ms,
      max_attempts, illustrative, active, version)
    select 'push-' || u, u, 'dvc', 'push', 'reported', u, u, '[]', '{}', '0 0 1 * *',
      'Asia/Ho_Chi_Minh', 'all', '2026-01-01', 'quarter', 'calendar', 1000, 1, false, true, 1
    from (values ('p-26'), ('p-01')) as v(u)`;
});
afterAll(() => database.drop());

async function make(sourceId: string, change: { days?: number } = {}) {
  const expiresAt = later((change.days ?? 1) * 86_400_000);
  const wanted = { sourceId, name: 'test', scopes: ['push'], expiresAt } as const;
  const made = await createToken(database.db, wanted, 'somebody', NOW);
  if (!made) throw new Error('not made');
  return made;
}
const find = (text: string, at = NOW) => findToken(database.db, text, at);

describe('a push token', () => {
  it('speaks for the unit of its source, as long as it holds', async () => {
    const { id, text } = await make('push-p-26');
    expect(text).toMatch(/^td_p-26_[\w-]{43}$/);
    const found = { id, unitId: 'p-26', sourceId: 'push-p-26', scopes: ['push'] };
    expect(await find(text)).toMatchObject(found);
    expect(await find(text, later(86_399_999))).toMatchObject({ id });
    expect(await find(text, later(86_400_000))).toBeNull();
  });

  it('is no other text', async () => {
    const { text } = await make('push-p-26');
    const random = text.slice('td_p-26_'.length);
    const others = [
      '',
      random,
      text.slice(0, -1),
      `${text}x`,
      ` ${text}`,
      text.toUpperCase(),
      `td_p-01_${random}`,
      `td_p-26' or '1'='1_${random}`,
      `td__${random}`,
    ];
    for (const other of others) expect([other, await find(other)]).toEqual([other, null]);
  });

  it('holds no longer once it is revoked, by its own unit alone', async () => {
    const { id, text } = await make('push-p-26');
    const revoke = (unitId: string) => revokeToken(database.db, { unitId, id }, 'x', NOW);
    expect(await revoke('p-01')).toBe(false);
    expect(await find(text)).not.toBeNull();
    expect(await revoke('p-26')).toBe(true);
    expect(await revoke('p-26')).toBe(false);
    expect(await find(text)).toBeNull();
  });

  it('notes its last use, once a minute at most', async () => {
    const { id, text } = await make('push-p-26');
    const lastUse = async () =>
      (await readTokens(database.db, ['p-26'])).find((token) => token.id === id)?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await find(text, NOW);
    await find(text, later(MINUTE_MS));
    expect(await lastUse()).toEqual(NOW);
    await find(text, later(MINUTE_MS + 1));
    expect(await lastUse()).toEqual(later(MINUTE_MS + 1));
  });

  it('is listed for its unit, never with what opens anything', async () => {
    const { text } = await make('push-p-01');
    const ofUnit = await readTokens(database.db, ['p-01']);
    expect(new Set(ofUnit.map(({ unitId }) => unitId))).toEqual(new Set(['p-01']));
    expect(JSON.stringify(ofUnit)).not.toContain(text.slice(-43));
    expect(await readTokens(database.db, [])).toEqual([]);
    expect((await readTokens(database.db, 'all')).length).toBeGreaterThan(ofUnit.length);
  });

  it('is kept nowhere, and who made it is', async () => {
    const { id, text } = await make('push-p-26');
    const rows = await database.db.sql<{ row: string }[]>`
      select row_to_json(t)::text as row from push_token t
      union all select row_to_json(a)::text from audit_event a`;
    expect(rows.filter(({ row }) => row.includes(id))).toHaveLength(2);
    expect(rows.filter(({ row }) => row.includes(text.slice(-43)))).toEqual([]);
  });
});
