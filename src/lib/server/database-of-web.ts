// The database of the web process, opened when the first request asks for it. The parent process
// (jobs/main.ts) hands over its address; only web.ts may import this.
import { connect, type OpenDb } from './db/client.ts';
import { UsageError } from './errors.ts';

let opened: OpenDb | undefined;

/** @throws UsageError where DATABASE_URL is not set */
export function databaseUrlOfWeb(): string {
  const url = process.env.DATABASE_URL;
  if (url) return url;
  throw new UsageError(
    'DATABASE_URL is not set. Start the pages with "npm start" or "npm run demo", ' +
      'or set it to postgres://user:password@host:port/database.',
  );
}

/** @throws UsageError where DATABASE_URL is not set */
export function databaseOfWeb(): OpenDb {
  if (opened) return opened;
  const db = connect(databaseUrlOfWeb(), { name: 'tiendo-web' });
  // adapter-node says so when the last request is answered; an open pool would keep the process.
  process.once('sveltekit:shutdown', () => void db.close());
  opened = db;
  return db;
}
