// Merging of services through COPY, on a real PostgreSQL: what the server refuses is refused at once,
// and only what changed is written.
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { periodOf } from '#lib/domain/period.ts';
import { connect, inTransaction, type Db, type OpenDb } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import {
  ALL_READ,
  mergeServices,
  type ReportedService,
  type ServiceBatch,
} from '#lib/server/store/services.ts';
import { readUnitServices } from '#lib/server/store/unit-services.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));

let database: TestDatabase;
let db: OpenDb;

beforeEach(async () => {
  database = await testDatabase();
  // One connection, so that a broken one cannot hide behind a sound one.
  db = connect(database.url, { max: 1 });
  await loadCatalogue(db, CATALOGUE);
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const TOO_LARGE = 2 ** 31;

const row = (at: number, received: number): ReportedService => ({
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

const manyRows = (count: number): ReportedService[] =>
  Array.from({ length: count }, (_, at) => row(at, 1));

/** Rows of which one, counted from 0, says of the service before it once more, which none may. */
const rowsWithFault = (count: number, fault: number): ReportedService[] =>
  manyRows(count).map((one, at, all) => (at === fault ? (all[at - 1] ?? one) : one));

const BATCH = {
  seriesId: 'dvc',
  unitId: 'p-68',
  sourceId: 'portal-68',
  runId: '01970000-0000-7000-8000-000000000000',
  period: periodOf('2020-Q1', 'calendar'),
  reason: 'R1' as const,
};

/** The same source in the quarter before. */
const BEFORE = { ...BATCH, period: periodOf('2019-Q4', 'calendar') };

const mergeIn = async (
  tx: Db,
  rows: readonly ReportedService[],
  day = '2020-04-15',
  batch: ServiceBatch = BATCH,
) =>
  (await mergeServices(tx, batch, await readUnitServices(tx, batch), rows, ALL_READ, new Date(day)))
    .versions;

const merge = (
  rows: readonly ReportedService[],
  day?: string,
  batch?: ServiceBatch,
): Promise<number> => inTransaction(db, (tx) => mergeIn(tx, rows, day, batch));

/** Every version: code, version, in force, received, reason, whether superseded. */
const versions = () =>
  db.sql`select s.code, r.version, r.in_force, r.received, r.reason, r.superseded_at is not null
    from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
    order by s.code, r.version`.values();

describe('merging', () => {
  it.each([
    ['services, at the last of many', () => Promise.resolve(0), 20_000, 19_999],
    [
      'services, at the second, while the rest is still being sent',
      () => Promise.resolve(0),
      20_000,
      1,
    ],
    [
      'rows, at the last of many',
      () => merge(manyRows(20_000), '2020-04-14', BEFORE),
      20_000,
      19_999,
    ],
    ['rows, at the second of two', () => merge(manyRows(2), '2020-04-14', BEFORE), 2, 1],
  ])(
    'rejects with what PostgreSQL says of %s, and leaves the connection usable',
    async (_which, enter, count, fault) => {
      await enter();
      await expect(merge(rowsWithFault(count, fault))).rejects.toMatchObject({ code: '23505' });
      await expect(merge([row(0, 1), row(1, 2)])).resolves.toBe(2);
    },
    20_000,
  );

  it.each([
    ['the only row', 1, 0],
    ['the last of many', 2_000, 1_999],
  ])(
    'rejects a number too large for its column in %s, keeps nothing and leaves the connection usable',
    async (_which, count, fault) => {
      const rows = manyRows(count).map((one, at) => (at === fault ? row(at, TOO_LARGE) : one));
      await expect(merge(rows)).rejects.toThrow(RangeError);
      expect(await versions()).toEqual([]);
      await expect(merge([row(0, 1), row(1, 2)])).resolves.toBe(2);
    },
  );

  it('writes every column as it was said, at the ends of their ranges too', async () => {
    const figures = { level: 4, eligible: false, received: TOO_LARGE - 1, filedOnline: 3 };
    const one = row(0, 1);
    const record = { ...one.record, ...figures, handledOnline: 2, onTime: 65_536 };
    await merge([{ record, replyOrdinal: 500 }], '2020-04-15T01:02:03.004Z');
    const written = await db.sql`
      select r.*, to_json(recorded_at) #>> '{}' as recorded_at, to_json(period_end) #>> '{}' as period_end,
        s.code from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id`;
    expect(written).toEqual([
      {
        ...{ unit_id: 'p-68', service_id: expect.any(String) as string, code: '1.0' },
        ...{ period: '2020-Q1', period_end: '2020-03-31', source_id: 'portal-68' },
        ...{ version: 1, in_force: true, level: 4, eligible: false, received: TOO_LARGE - 1 },
        ...{ filed_online: 3, handled_online: 2, on_time: 65_536, reason: null },
        ...{ run_id: BATCH.runId, reply_ordinal: 500, superseded_at: null },
        recorded_at: '2020-04-15T01:02:03.004+00:00',
      },
    ]);
  });

  it('writes nothing for the same rows, and one version for each that changed, came or went', async () => {
    const first = [row(0, 1), row(1, 1), row(2, 1)];
    await expect(merge(first)).resolves.toBe(3);
    await expect(merge(first, '2020-04-16')).resolves.toBe(0);
    await expect(merge([row(0, 1), row(1, 2), row(3, 1)], '2020-04-17')).resolves.toBe(3);
    expect(await versions()).toEqual([
      ['1.0', 1, true, 1, null, false],
      ['1.1', 1, true, 1, null, true],
      ['1.1', 2, true, 2, 'R1', false],
      ['1.2', 1, true, 1, null, true],
      ['1.2', 2, false, 1, 'R1', false],
      ['1.3', 1, true, 1, null, false],
    ]);
    await expect(merge(first, '2020-04-18')).resolves.toBe(3);
  });

  it('names no reply in the version that says a service is gone, for no one reply proves that', async () => {
    await merge([row(0, 1), { ...row(1, 1), replyOrdinal: 2 }]);
    await merge([row(0, 1)], '2020-04-16');
    const ordinals = await db.sql`
      select r.in_force, r.reply_ordinal from service_row r
      join service s on s.unit_id = r.unit_id and s.id = r.service_id
      where s.code = '1.1' order by r.version`.values();
    expect(ordinals).toEqual([
      [true, 2],
      [false, null],
    ]);
  });

  it('describes a service anew where its name changed, whatever signs stand in it', async () => {
    const name = 'Cấp\tlại \\ "giấy phép"\nxây dựng';
    const one = row(0, 1);
    await merge([one]);
    const renamed = { ...one, record: { ...one.record, name } };
    await expect(merge([renamed], '2020-04-16')).resolves.toBe(0);
    expect(await db.sql`select name_vi from service`.values()).toEqual([[name]]);
  });

  it('refuses the second of two that merge the same rows at once', async () => {
    const other = connect(database.url, { max: 1 });
    const both = [db, other].map((one) => inTransaction(one, (tx) => mergeIn(tx, [row(0, 1)])));
    const ends = await Promise.allSettled(both);
    await other.close();
    const refused = ends.filter((end) => end.status === 'rejected').length;
    expect(await versions()).toHaveLength(1);
    expect(refused).toBeLessThanOrEqual(1);
  });
});
