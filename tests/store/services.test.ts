// Staging of services through COPY, on a real PostgreSQL: what the server refuses is refused at once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, inTransaction, type OpenDb } from '#lib/server/db/client.ts';
import { stageServices, type StagedService } from '#lib/server/store/services.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
let db: OpenDb;

beforeEach(async () => {
  database = await testDatabase();
  // One connection, so that a broken one cannot hide behind a sound one.
  db = connect(database.url, { max: 1 });
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const TOO_LARGE = 2 ** 31;

const row = (at: number, received: number): StagedService => ({
  record: {
    code: `1.${at}`,
    procedure: `2.${at}`,
    name: 'Cấp giấy phép xây dựng',
    field: 'Xây dựng',
    office: 'Sở Xây dựng',
    level: 3,
    eligible: true,
    received,
    filedOnline: 0,
    handledOnline: 0,
    onTime: 0,
  },
  replyOrdinal: 1,
});

/** Rows of which one, counted from 0, brings a number that no integer column holds. */
const rowsWithFault = (count: number, fault: number): StagedService[] =>
  Array.from({ length: count }, (_, at) => row(at, at === fault ? TOO_LARGE : 1));

const stage = (rows: readonly StagedService[]): Promise<number> =>
  inTransaction(db, async (tx) => {
    await stageServices(tx, rows);
    const staged = await tx.sql`select from incoming_service`;
    return staged.length;
  });

describe('staging', () => {
  it.each([
    ['the only row', 1, 0],
    ['the last of many rows', 20_000, 19_999],
    ['the first of many rows, while the rest is still being sent', 20_000, 0],
  ])(
    'rejects with what PostgreSQL says of %s, and leaves the connection usable',
    async (_which, count, fault) => {
      await expect(stage(rowsWithFault(count, fault))).rejects.toMatchObject({ code: '22003' });
      await expect(stage([row(0, 1), row(1, 2)])).resolves.toBe(2);
    },
    10_000,
  );
});
