// Readers that ask a web server's pages without a pause or at a fixed rate, and count what failed.
import { setTimeout as pause } from 'node:timers/promises';

/** Pages and answers that show what is published; all hold what they show in memory. */
export const CACHED_PATHS = [
  '/rankings/provinces/share_l4?period=2020-Q1',
  '/api/v1/rankings/share_l4?period=2020-Q1&group=provinces',
  '/api/v1/releases',
];
/** Longer than any page may take, however busy the machine is. */
const PATIENCE_MS = 20_000;

export interface Asked {
  path: string;
  /** By `performance.now()`. */
  begunAt: number;
  /** From the request to the end of the answer. */
  ms: number;
  ok: boolean;
  /** Status, or what went wrong below HTTP. */
  said: string;
}

/** Asks once, on a connection of its own, and reads the answer to its end. */
export async function askPage(origin: string, path: string): Promise<Asked> {
  const begunAt = performance.now();
  const ended = () => ({ path, begunAt, ms: performance.now() - begunAt });
  try {
    const response = await fetch(origin + path, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();
    return { ...ended(), ok: response.ok, said: String(response.status) };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { ...ended(), ok: false, said: String(cause) };
  }
}

/** Asks all paths once; throws where one of them does not answer, so that nothing is proved by chance. */
export async function warm(origin: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { ok, said } = await askPage(origin, path);
    if (!ok) throw new Error(`${path} does not answer before anything is broken: ${said}`);
  }
}

export interface Readers {
  /** Begins no more requests, and resolves with all that were begun once each has its end. */
  stop: () => Promise<Asked[]>;
}

/** Begins requests at a rate, in turn over the paths, whatever becomes of those before. */
export function startReaders(origin: string, paths: readonly string[], perSecond: number): Readers {
  const asked: Promise<Asked>[] = [];
  const stopping = new AbortController();
  const beginAll = async (): Promise<void> => {
    const begun = performance.now();
    while (!stopping.signal.aborted) {
      const owed = ((performance.now() - begun) / 1000) * perSecond;
      while (asked.length < owed) {
        asked.push(askPage(origin, paths[asked.length % paths.length] ?? '/'));
      }
      await pause(5);
    }
  };
  const done = beginAll();
  return {
    async stop() {
      stopping.abort();
      await done;
      return Promise.all(asked);
    },
  };
}

/** What failed, in a few lines, and how many. */
export function tellFailures(asked: readonly Asked[], print: (line: string) => void): number {
  const failed = asked.filter(({ ok }) => !ok);
  const kinds = Map.groupBy(failed, ({ path, said }) => `${path}: ${said}`);
  for (const [kind, all] of kinds) print(`  ${all.length} × ${kind}`);
  return failed.length;
}
