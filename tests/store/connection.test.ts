// How the driver speaks to PostgreSQL. Holds only with the mended driver (jobs/mend-packages.js).
import { Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { connect, type Db, inTransaction, planOnce } from '#lib/server/db/client.ts';
import { testDatabase } from '../helpers/database.ts';

afterEach(() => vi.restoreAllMocks());

it('sends small messages at once, without waiting for word of those before', async () => {
  const database = await testDatabase();
  const setNoDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
  const db = connect(database.url, { max: 1 });
  await db.sql`select 1`;
  await db.close();
  expect(setNoDelay.mock.calls).toEqual([[true]]);
  await database.drop();
});

/** How often plans were made for what a statement was given, in transactions that plan once or do not. */
async function plansMade(db: Db, ofAll: (tx: Db) => Promise<void>): Promise<number> {
  for (const name of ['a', 'b', 'c']) {
    await inTransaction(db, async (tx) => {
      await ofAll(tx);
      await tx.sql`select from job_run where source_id = ${name}`;
    });
  }
  const [plans] = await db.sql<{ made: number }[]>`
    select custom_plans::int as made from pg_prepared_statements
    where statement like '%from job_run where source_id%' and statement not like '%pg_prepared%'`;
  return plans?.made ?? Number.NaN;
}

it('plans a statement once a connection in transactions that ask for it, and only there', async () => {
  const database = await testDatabase();
  const made: number[] = [];
  for (const ask of [planOnce, () => Promise.resolve()]) {
    const db = connect(database.url, { max: 1 });
    made.push(await plansMade(db, ask));
    await db.close();
  }
  expect(made).toEqual([0, 3]);
  await database.drop();
});
