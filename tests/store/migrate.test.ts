import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/client.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { testDatabase } from '../helpers/database.ts';

async function emptied(db: Db): Promise<void> {
  await db.sql`drop schema public cascade`;
  await db.sql`drop schema drizzle cascade`;
  await db.sql`create schema public`;
}

async function run(db: Db, migration: string): Promise<void> {
  await db.sql.unsafe(await readFile(`drizzle/${migration}.sql`, 'utf8'));
}

describe.each(['18', '15'] as const)('migrations on PostgreSQL %s', (server) => {
  it('are applied once, also where two processes migrate at once', async () => {
    const { db, url, drop } = await testDatabase({ server });
    await emptied(db);

    await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);

    const [applied] = await db.sql<{ times: number; kinds: number }[]>`
      select count(*)::int as times, count(distinct hash)::int as kinds
      from drizzle.__drizzle_migrations`;
    expect(applied?.times).toBeGreaterThan(0);
    expect(applied?.times).toBe(applied?.kinds);
    await drop();
  });

  it('keep words of one language in both, also those frozen into a release', async () => {
    const { db, drop } = await testDatabase({ server });
    await emptied(db);
    await run(db, '0000_init');
    await run(db, '0001_comments');
    await db.sql`insert into series values ('s', 'Bộ', 'Set', 'year', 'package', 1)`;
    await db.sql`insert into national_fact values ('accounts', '2020', 1, '', 'VnExpress')`;
    await db.sql`insert into press_fact values ('p', '2020', 'Việt Nam', null, '', '', '', '', '', 'S')`;
    const rules = {
      indicators: [{ code: 'b', numerator: 'N', denominator: 'D', source: 'S', legalBasis: 'L' }],
      targets: [{ id: 't', bases: [{ document: 'd', source: 'S' }] }],
      groups: [],
    };
    await db.sql`
      insert into release values (gen_random_uuid(), 's', '2020', '2020-01-01', '2020-12-31', 1,
        'final', false, '1', ${JSON.stringify(rules)}::text::jsonb, 'hash', now(), now(), null, null)`;

    await run(db, '0002_both_languages');

    expect(await db.sql`select source_vi, source_en from national_fact`).toEqual([
      { source_vi: 'VnExpress', source_en: 'VnExpress' },
    ]);
    expect(await db.sql`select subject_vi, subject_en, source_vi from press_fact`).toEqual([
      { subject_vi: 'Việt Nam', subject_en: 'Việt Nam', source_vi: 'S' },
    ]);
    const [release] = await db.sql<{ rules: string }[]>`select rules::text from release`;
    const vietnamese = { numeratorVi: 'N', denominatorVi: 'D', sourceVi: 'S', legalBasisVi: 'L' };
    const english = { numeratorEn: 'N', denominatorEn: 'D', sourceEn: 'S', legalBasisEn: 'L' };
    expect(JSON.parse(release?.rules ?? '')).toEqual({
      indicators: [{ code: 'b', ...vietnamese, ...english }],
      targets: [{ id: 't', bases: [{ document: 'd', sourceVi: 'S', sourceEn: 'S' }] }],
      groups: [],
    });
    await drop();
  });
});
