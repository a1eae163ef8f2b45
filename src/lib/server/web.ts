// What the routes of the web process share: its database, the releases in memory, its log. Made when
// first asked for, so that building the pages needs no database. Only routes and hooks import this.
import type { Logger } from 'pino';
import { createAuth, type Auth } from './access/auth.ts';
import { databaseOfWeb, databaseUrlOfWeb } from './database-of-web.ts';
import type { Db } from './db/client.ts';
import { UsageError } from './errors.ts';
import { createLog } from './log.ts';
import { createKeptPages, type KeptPages } from './pages/kept-pages.ts';
import { createZipped } from './publish/zipped.ts';
import { createPublished, type Published } from './published.ts';
import { createRunEvents, type RunEvents } from './run-events.ts';
import { listenForProgress } from './store/run-progress.ts';

let published: Published | undefined;
let keptPages: KeptPages | undefined;
let zipped: ReturnType<typeof createZipped> | undefined;
let auth: Auth | undefined;
let runEvents: RunEvents | undefined;
let log: Logger | undefined;

/** The releases that pages and API show. */
export function getPublished(): Published {
  published ??= createPublished(databaseOfWeb());
  return published;
}

/** For all kept pages: some five hundred of them, compressed and not. */
const MOST_PAGE_BYTES = 128_000_000;
/** Pages say what is due today and who is late: they are made anew each minute. */
const MINUTE_MS = 60_000;

/** The pages that were made, as long as nothing was written since and their minute lasts. */
export function getKeptPages(): KeptPages {
  const { lapses, version } = getPublished();
  keptPages ??= createKeptPages({
    mostBytes: MOST_PAGE_BYTES,
    lapses,
    async state() {
      const before = lapses();
      const written = await version();
      const minute = Math.floor(Date.now() / MINUTE_MS);
      return lapses() === before ? `${minute} ${written}` : null;
    },
  });
  return keptPages;
}

/** The releases as packages. */
export function getZipped(): ReturnType<typeof createZipped> {
  zipped ??= createZipped(databaseUrlOfWeb());
  return zipped;
}

/** For what stands beside the releases: the catalogue, the state of sources. */
export const getDb = (): Db => databaseOfWeb();

/**
 * Sign-in, for the hook and the pages of access.
 *
 * @throws UsageError where the parent process handed over no secret
 */
export function getAuth(): Auth {
  const { TIENDO_SECRET: secret, ORIGIN: origin } = process.env;
  if (!secret || !origin) {
    throw new UsageError('TIENDO_SECRET and ORIGIN are not set: nobody can sign in.');
  }
  auth ??= createAuth({ db: databaseOfWeb(), secret, origin });
  return auth;
}

/** The progress of runs, for browsers that follow it. */
export function getRunEvents(): RunEvents {
  if (runEvents) return runEvents;
  const made = createRunEvents((onProgress) => listenForProgress(databaseOfWeb(), onProgress));
  // adapter-node lets open answers end before it stops; these would not end by themselves.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void made.close());
  runEvents = made;
  return made;
}

/** The web process's log. */
export function getLog(): Logger {
  log ??= createLog(process.env.TIENDO_LOG ?? 'info');
  return log;
}
