import { describe, expect, it } from 'vitest';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { testDatabase } from '../helpers/database.ts';

describe.each(['18', '15'] as const)('migrations on PostgreSQL %s', (server) => {
  it('are applied once, also where two processes migrate at once', async () => {
    const { db, url, drop } = await testDatabase({ server });
    await db.sql`drop schema public cascade`;
    await db.sql`drop schema drizzle cascade`;
    await db.sql`create schema public`;

    await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);

    const [applied] = await db.sql<{ times: number; kinds: number }[]>`
      select count(*)::int as times, count(distinct hash)::int as kinds
      from drizzle.__drizzle_migrations`;
    expect(applied?.times).toBeGreaterThan(0);
    expect(applied?.times).toBe(applied?.kinds);
    await drop();
  });
});
