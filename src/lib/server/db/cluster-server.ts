// The server process of a cluster: made, found, started, stopped. Only the cluster files import it.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClusterPlace } from './cluster-place.ts';
import { isPostmasterOf, processStart } from './cluster-process.ts';
import { SERVER_SETTINGS } from './cluster-settings.ts';

const run = promisify(execFile);
const POLL_MS = 25;
/** A server that was killed may replay up to max_wal_size of its log before it answers. */
const START_TIMEOUT_MS = 120_000;
const LOG_LIMIT_BYTES = 10_000_000;

export interface RunningServer {
  pid: number;
  port: number;
}

interface PostmasterFile extends RunningServer {
  ready: boolean;
}

/** What the server wrote about itself. The format is PostgreSQL's (src/include/utils/pidfile.h). */
async function readPostmasterFile(place: ClusterPlace): Promise<PostmasterFile | null> {
  const file = join(place.dataFolder, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * The running server of this place, waited for where it is still starting; null where none runs.
 * A `postmaster.pid` whose process is gone is left to PostgreSQL, which replaces it; one whose id
 * now belongs to another program is removed, since PostgreSQL would take that program for a server.
 */
export async function findServer(place: ClusterPlace): Promise<RunningServer | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const file = await readPostmasterFile(place);
    if (file === null) return null;
    if (!(await isPostmasterOf(file.pid, place.dataFolder))) {
      if ((await processStart(file.pid)) !== null) await removeForeignLock(place);
      return null;
    }
    if (file.ready) return { pid: file.pid, port: file.port };
    await pause(POLL_MS);
  }
  throw new Error(`the server in ${place.dataFolder} does not get ready; see ${place.logFile}`);
}

/** Safe against a second server: PostgreSQL also refuses while shared memory of the folder is in use. */
const removeForeignLock = (place: ClusterPlace): Promise<void> =>
  rm(join(place.dataFolder, 'postmaster.pid'), { force: true });

/** Makes the data folder, whole or not at all: of two processes that make one, the first wins. */
async function makeDataFolder(place: ClusterPlace): Promise<void> {
  if ((await stat(place.dataFolder).catch(() => null)) !== null) return;
  const own = `${place.dataFolder}.${randomBytes(4).toString('hex')}`;
  const flags = ['--username=tiendo', '--encoding=UTF8', '--no-locale', '--data-checksums'];
  const access = ['--auth=scram-sha-256', `--pwfile=${place.passwordFile}`];
  try {
    await run(place.binaries.initdb, [`--pgdata=${own}`, ...flags, ...access], {
      cwd: '/',
      ...place.user,
    });
    await rename(own, place.dataFolder);
  } catch (error) {
    if ((await stat(place.dataFolder).catch(() => null)) === null) throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** A port of 127.0.0.1 that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function spawnServer(place: ClusterPlace, port: number): Promise<ChildProcess> {
  const size = (await stat(place.logFile).catch(() => null))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) await rename(place.logFile, `${place.logFile}.old`);
  const log = await open(place.logFile, 'a', 0o600);
  try {
    const settings = Object.entries({ ...SERVER_SETTINGS, port: String(port) });
    const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(place.binaries.postgres, ['-D', place.dataFolder, ...flags], {
      cwd: '/',
      // A session of its own: Ctrl-C in the terminal must not stop it before those who use it.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...place.user,
    });
    child.unref();
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    return child;
  } finally {
    await log.close();
  }
}

/**
 * Starts a server, or reports that none came of it: null where the process ended by itself, because
 * another was quicker, the port was taken, or what a killed server left is still being cleared.
 *
 * @param port the one that addresses were told with; any free one where not given
 */
export async function startServer(
  place: ClusterPlace,
  port?: number,
): Promise<RunningServer | null> {
  await makeDataFolder(place);
  const child = await spawnServer(place, port ?? (await freePort()));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null) {
    const file = await readPostmasterFile(place);
    if (file?.pid === child.pid && file?.ready) return { pid: file.pid, port: file.port };
    if (Date.now() > deadline) throw new Error(`the server does not start; see ${place.logFile}`);
    await pause(POLL_MS);
  }
  return null;
}

/** Stops the server in order ("fast": open transactions are rolled back) and waits until it is gone. */
export async function stopServer(place: ClusterPlace): Promise<void> {
  const flags = ['stop', '-D', place.dataFolder, '-m', 'fast', '-w', '-t', '60'];
  try {
    await run(place.binaries.pgCtl, flags, { cwd: '/', ...place.user });
  } catch (error) {
    // pg_ctl also fails where the server went away before it was asked.
    if ((await findServer(place)) !== null) throw error;
  }
}

/** The last lines that the server wrote, for an error message. */
export async function logTail(place: ClusterPlace): Promise<string> {
  const text = await readFile(place.logFile, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-8).join('\n');
}
