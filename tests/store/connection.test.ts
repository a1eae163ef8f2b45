// How the driver speaks to PostgreSQL. Holds only with the mended driver (jobs/mend-packages.js).
import { Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { connect } from '#lib/server/db/client.ts';
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
