// What becomes of a transaction whose connection the server ends: it rejects, nothing of it is kept,
// nothing that it still sends reaches anybody else, and the pool goes on. Holds only with the mended
// driver (jobs/mend-packages.js).
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  connect,
  endTransaction,
  endWhenIdle,
  inTransaction,
  type Db,
  type OpenDb,
} from '#lib/server/db/client.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
/** One connection, so that who comes next has the one that was lost. */
let db: OpenDb;

beforeEach(async () => {
  database = await testDatabase();
  db = connect(database.url, { max: 1 });
  await db.sql`create table entry (who text not null)`;
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const enter = (tx: Db, who: string) => tx.sql`insert into entry values (${who})`;
const entries = async () =>
  (await database.db.sql<{ who: string }[]>`select who from entry order by who`).map(
    ({ who }) => who,
  );

async function endBackend(tx: Db): Promise<void> {
  const [row] = await tx.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await database.db.sql`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
}

/** A promise, and what fulfils it. */
const gate = () => Promise.withResolvers<undefined>();

describe('a transaction whose connection the server ends', () => {
  it('rejects when it sends another statement, and the pool goes on', async () => {
    const lost = inTransaction(db, async (tx) => {
      await enter(tx, 'lost');
      await endBackend(tx);
      await enter(tx, 'lost too');
    });
    await expect(lost).rejects.toThrow();
    await expect(inTransaction(db, (tx) => enter(tx, 'next'))).resolves.toBeDefined();
    expect(await entries()).toEqual(['next']);
  });

  it('rejects while it waits for something else, and what it sends afterwards rejects too', async () => {
    const { promise, resolve } = gate();
    const late: Promise<unknown>[] = [];
    const lost = inTransaction(db, async (tx) => {
      await endBackend(tx);
      await promise;
      late.push(enter(tx, 'late'));
    });
    await expect(lost).rejects.toThrow();
    resolve(undefined);
    await expect.poll(() => late.length).toBe(1);
    await expect(late[0]).rejects.toThrow();
    expect(await entries()).toEqual([]);
  });

  it('sends nothing into the transaction that has its connection by then', async () => {
    const [hold, entered] = [gate(), gate()];
    const late: Promise<unknown>[] = [];
    const lost = inTransaction(db, async (tx) => {
      await endBackend(tx);
      await entered.promise;
      const sent = enter(tx, 'late');
      late.push(sent);
      // Its failure makes the driver roll back, which must not undo the other's work.
      await sent.finally(() => setImmediate(hold.resolve, undefined));
    });
    await expect(lost).rejects.toThrow();
    await inTransaction(db, async (tx) => {
      await enter(tx, 'first');
      entered.resolve(undefined);
      await hold.promise;
      await enter(tx, 'second');
    });
    await expect(late[0]).rejects.toThrow();
    expect(await entries()).toEqual(['first', 'second']);
  });
});

describe('a transaction whose client is frozen', () => {
  it('in the midst of a COPY is ended by its name, and holds up nobody', async () => {
    const isCopying = gate();
    const frozen = inTransaction(db, async (tx) => {
      await endWhenIdle(tx, 60_000, 'frozen one');
      const sink = await tx.sql`copy entry from stdin`.writable();
      sink.on('error', () => undefined).write('half a batch\n');
      isCopying.resolve(undefined);
      await once(sink, 'close');
      await enter(tx, 'afterwards');
    });
    const ended = expect(frozen).rejects.toThrow();
    await isCopying.promise;
    await endTransaction(database.db, 'another one');
    await endTransaction(database.db, 'frozen one');
    await ended;
    await database.db.sql`truncate entry`;
  });
});

describe('a server that is away', () => {
  it('is asked again within a second, however often it has been away', async () => {
    const away = connect('postgres://nobody@127.0.0.1:9/none', { max: 1 });
    const begun = performance.now();
    for (let time = 0; time < 10; time += 1) {
      await expect(away.sql`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
    await away.close();
  });
});
