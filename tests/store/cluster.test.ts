// The embedded PostgreSQL as commands meet it: alone, together, after a hard kill. Every command
// here is a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '#lib/server/db/database.ts';
import { defaultFolder } from '#lib/server/db/folder.ts';
import { createLog } from '#lib/server/log.ts';

const HOLD = join(import.meta.dirname, '../helpers/hold-database.ts');
const log = createLog('silent');

interface Holder {
  child: ChildProcess;
  url: string;
  joined: boolean;
}

let folder: string;
let holders: Holder[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiendo-cluster-'));
  await chmod(folder, 0o711);
  holders = [];
});

afterEach(async () => {
  await Promise.all(holders.map(release));
  await rm(folder, { recursive: true, force: true });
});

async function hold(): Promise<Holder> {
  const child = spawn(process.execPath, [HOLD, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const answer = JSON.parse(line) as { url: string; joined: boolean; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  const holder = { child, ...answer };
  holders.push(holder);
  return holder;
}

/** Lets a holder end as a command does, and waits until it has. */
async function release({ child }: Holder): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  expect(exitCode).toBe(0);
}

async function killHard({ child }: Holder): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const pidFile = (): string => join(folder, 'postgres/cluster/postmaster.pid');
const serverPid = async (): Promise<number> =>
  Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);
const isRunning = (): Promise<boolean> =>
  stat(pidFile()).then(
    () => true,
    () => false,
  );

async function run<T>(url: string, query: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1 });
  try {
    return await query(sql);
  } finally {
    await sql.end();
  }
}

describe('one command', () => {
  it('starts the server and stops it, and finds its rows again', async () => {
    const first = await hold();
    expect(first.joined).toBe(false);
    await run(first.url, (sql) => sql`create table kept as select 42 as answer`);
    await release(first);
    expect(await isRunning()).toBe(false);

    const second = await hold();
    expect(await run(second.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
  });

  it('keeps the password from everybody else on the machine', async () => {
    const { url } = await hold();
    const file = await stat(join(folder, 'postgres/password'));
    expect(file.mode & 0o077).toBe(0);
    const stranger = Object.assign(new URL(url), { password: 'guess' }).href;
    await expect(run(stranger, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' });
  });

  it('gets a server that writes before it acknowledges, for this machine alone', async () => {
    const { url } = await hold();
    const settings = await run(
      url,
      (sql) => sql`select current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as address`,
    );
    expect(settings).toEqual([{ fsync: 'on', commit: 'on', address: '127.0.0.1' }]);
  });
});

describe('several commands on one folder', () => {
  it('share one server, which the last of them stops', async () => {
    const owner = await hold();
    const pid = await serverPid();
    const guest = await hold();
    expect(guest.joined).toBe(true);
    expect(await serverPid()).toBe(pid);

    await release(guest);
    expect(await run(owner.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await release(owner);
    expect(await isRunning()).toBe(false);
  });

  it('do not lose the server when the one that started it goes first', async () => {
    const owner = await hold();
    const guest = await hold();
    await release(owner);
    expect(await run(guest.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await release(guest);
    expect(await isRunning()).toBe(false);
  });

  it('that start in the same moment get one server, and all get in', async () => {
    const started = await Promise.all([hold(), hold(), hold(), hold()]);
    expect(started.filter((holder) => !holder.joined)).toHaveLength(1);
    expect(new Set(started.map((holder) => new URL(holder.url).port)).size).toBe(1);
    expect((await readdir(join(folder, 'postgres'))).sort()).toEqual(
      ['claims', 'cluster', 'password', 'server.log'].sort(),
    );
  });

  it('that come while the last one leaves get in all the same', async () => {
    let last = await hold();
    for (let round = 0; round < 5; round += 1) {
      const [next] = await Promise.all([hold(), release(last)]);
      expect(await run(next.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
      last = next;
    }
  });
});

describe('after a hard kill', () => {
  it('of the command, the next adopts the server that lives on, and stops it', async () => {
    const killed = await hold();
    await run(killed.url, (sql) => sql`create table kept as select 42 as answer`);
    const pid = await serverPid();
    await killHard(killed);
    expect(await isRunning()).toBe(true);

    const heir = await hold();
    expect(heir.joined).toBe(false);
    expect(await serverPid()).toBe(pid);
    expect(await run(heir.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
    await release(heir);
    expect(await isRunning()).toBe(false);
  });

  it('of command and server, the next recovers what was acknowledged', async () => {
    const killed = await hold();
    await run(killed.url, (sql) => sql`create table kept as select 42 as answer`);
    process.kill(await serverPid(), 'SIGKILL');
    await killHard(killed);
    expect(await isRunning()).toBe(true);

    const heir = await hold();
    expect(await run(heir.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
  });

  it('a lock file that names another program is not taken for a server', async () => {
    await release(await hold());
    // Our own test process stands for whoever was given the old server's id.
    await writeFile(pidFile(), `${process.pid}\n${folder}\n0\n54321\n\n127.0.0.1\n\nready   \n`);
    await chmod(pidFile(), 0o600);
    const heir = await hold();
    expect(await run(heir.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    expect(await serverPid()).not.toBe(process.pid);
  });

  it('a claim whose process id was given to another counts for nothing', async () => {
    const first = await hold();
    const started = 'another boot:1';
    const claim = { pid: process.pid, started, command: 'npm start', leaving: false };
    const claims = join(folder, 'postgres/claims');
    await writeFile(join(claims, `${process.pid}-old.json`), JSON.stringify(claim));
    await release(first);
    expect(await isRunning()).toBe(false);
  });
});

describe('a server that ends unasked', () => {
  /** Asks until somebody answers; vitest's own limit ends it where nobody does. */
  async function untilAnswered(url: string): Promise<void> {
    const answered = await run(url, (sql) => sql`select 1`).then(
      () => true,
      () => false,
    );
    if (!answered) await untilAnswered(url);
  }

  it('is started again at the same address by those who use it, with all it held', async () => {
    const [owner, guest] = [await hold(), await hold()];
    await run(owner.url, (sql) => sql`create table kept as select 42 as answer`);
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await untilAnswered(owner.url);
    expect(await serverPid()).not.toBe(pid);
    expect(await run(guest.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);

    await release(owner);
    expect(await run(guest.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await release(guest);
    expect(await isRunning()).toBe(false);
  });

  it('is not left behind by one who goes while it is being started again', async () => {
    const owner = await hold();
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    // Between the two servers there is no file of either.
    await vi.waitFor(async () => expect(await serverPid()).not.toBe(pid), { timeout: 10_000 });
    await release(owner);
    expect(await isRunning()).toBe(false);
    const heir = await hold();
    expect(heir.joined).toBe(false);
    await release(heir);
    expect(await isRunning()).toBe(false);
  });
});

describe('a folder that cannot be used', () => {
  it('is refused where other data of PostgreSQL lies in it', async () => {
    await release(await hold());
    await writeFile(join(folder, 'postgres/cluster/PG_VERSION'), '12\n');
    await expect(openDatabase({ folder, log })).rejects.toThrow(/holds data of PostgreSQL 12/);
  });

  it('is refused, with the process that holds it, where the password is another', async () => {
    await hold();
    const pid = await serverPid();
    await writeFile(join(folder, 'postgres/password'), 'another');
    await expect(openDatabase({ folder, log })).rejects.toThrow(
      new RegExp(`held by PostgreSQL process ${pid}.*hold-database`),
    );
  });

  it.runIf(process.getuid?.() === 0)(
    'is refused by root, and named, where it is closed',
    async () => {
      const closed = join(folder, 'closed');
      await mkdir(closed, { mode: 0o700 });
      await expect(openDatabase({ folder: join(closed, 'inner'), log })).rejects.toThrow(
        new RegExp(`may not pass ${closed}`),
      );
    },
  );

  it.runIf(process.getuid?.() === 0)('is not chosen by root unasked', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    expect(await defaultFolder('demo', folder)).toBe(join(folder, '.data/demo'));
    expect(await defaultFolder('demo', closed)).toMatch(/^\/var\/lib\/tiendo\/demo-[0-9a-f]{8}$/);
  });

  it('says what is wrong with a DATABASE_URL that nobody answers at', async () => {
    const databaseUrl = 'postgres://nobody:nothing@127.0.0.1:1/none';
    await expect(openDatabase({ databaseUrl, log })).rejects.toThrow(/DATABASE_URL.*not answer/);
  });
});
