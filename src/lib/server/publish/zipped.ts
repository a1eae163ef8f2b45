// Releases as packages, as readers get them: packed in a thread, since packing one reads the past of a
// whole series and takes seconds of a processor, and kept for the next reader. The API imports it.
import { keepLast } from '../keep-last.ts';
import { inThread } from '../thread.ts';
import type { Refusal } from './export.ts';

/** What the thread is told. */
export interface ExportTask {
  databaseUrl: string;
  /** Its id. */
  release: string;
}

export interface ZippedRelease {
  body: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the body, base64url. */
  hash: string;
}

const WORKER = 'src/lib/server/publish/export-worker.ts';
/** Packages kept; a quarter of 94 units takes about 300 kB. */
const KEPT = 8;
/** Longest that one may take; a quarter takes a second or two. */
const TIMEOUT_MS = 60_000;

/**
 * Packages by release id, one packed at a time: each holds the past of a series in memory. Resolves with
 * a refusal where `zipRelease` does. A reader who goes away, as the signal says, leaves no thread behind
 * where nobody else waits for the same package.
 */
export function createZipped(
  databaseUrl: string,
): (release: string, signal: AbortSignal) => Promise<ZippedRelease | Refusal> {
  const keep = keepLast<ZippedRelease | Refusal>(KEPT, { atOnce: 1 });
  return (release, signal) => {
    const task: ExportTask = { databaseUrl, release };
    const pack = (gone: AbortSignal): Promise<ZippedRelease | Refusal> =>
      inThread(WORKER, task, AbortSignal.any([gone, AbortSignal.timeout(TIMEOUT_MS)]));
    return keep(release, pack, signal);
  };
}
