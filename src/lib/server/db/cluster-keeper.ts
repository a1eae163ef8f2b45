// Brings our own server back when it ends without being asked: after a full disk, which PostgreSQL
// answers by ending, or when the system has killed it. Only the cluster files import it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ClusterPlace } from './cluster-place.ts';
import { findServer, logTail, startServer, type RunningServer } from './cluster-server.ts';

const LOOK_MS = 500;
/** While a server does not come up, as on a full disk, tries get rarer up to this. */
const LONGEST_PAUSE_MS = 10_000;

/** Asks the system alone, since it is asked twice a second; the id is not given away that fast. */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export interface Keeper {
  /** Stops looking, and waits for a start that is under way. */
  stop: () => Promise<void>;
}

/**
 * Looks after `server` until stopped. What ended by itself is started again at the same port, so that
 * every address that was told stays true; several keepers of one server may do so at once, and
 * PostgreSQL's own lock lets one of them win.
 */
export function keepServer(place: ClusterPlace, server: RunningServer, log: Logger): Keeper {
  const stopping = new AbortController();
  const { signal } = stopping;
  let { pid } = server;

  async function bringBack(): Promise<void> {
    log.error({ pid, lastWords: await logTail(place) }, 'PostgreSQL ended by itself');
    for (let wait = LOOK_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const found = await startAgain();
      if (found !== null) {
        ({ pid } = found);
        log.warn({ pid }, 'PostgreSQL runs again');
        return;
      }
      await pause(wait, undefined, { ref: false, signal });
    }
  }

  async function startAgain(): Promise<RunningServer | null> {
    try {
      return (await findServer(place)) ?? (await startServer(place, server.port));
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL does not start again yet');
      return null;
    }
  }

  async function look(): Promise<void> {
    while (!signal.aborted) {
      if (!lives(pid)) await bringBack();
      await pause(LOOK_MS, undefined, { ref: false, signal });
    }
  }

  const looking = look().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
