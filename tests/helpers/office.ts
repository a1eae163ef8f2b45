// The back rooms as people meet them: the built server, a database with the catalogue, and one signed-in
// person of each role. Contract tests of access begin with it.
import type { HeldRole } from '#lib/server/access/person.ts';
import type { Db } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { testDatabase } from './database.ts';
import { Browser, joinAs, joinFirst } from './staff.ts';
import { startWeb } from './web-server.ts';

/** What a reporter is invited to be. */
export const REPORTER: HeldRole = { role: 'unit_reporter', unitId: 'p-26' };

export interface Office {
  db: Db;
  origin: string;
  databaseUrl: string;
  administrator: Browser;
  publisher: Browser;
  reporter: Browser;
  /** Somebody who is not signed in. */
  stranger: () => Browser;
  /** Another person with a role, signed in. */
  join: (invited: HeldRole & { email: string }) => Promise<Browser>;
  close: () => Promise<void>;
}

export async function openOffice(): Promise<Office> {
  const database = await testDatabase();
  const { db } = database;
  await loadCatalogue(db, 'drizzle/catalogue');
  const web = await startWeb(database.url);
  const join: Office['join'] = (invited) => joinAs(web, db, invited);
  return {
    db,
    origin: web.origin,
    databaseUrl: database.url,
    administrator: await joinFirst(web, db, 'first@example.vn'),
    publisher: await join({ role: 'publisher', unitId: 'vn', email: 'publisher@example.vn' }),
    reporter: await join({ ...REPORTER, email: 'reporter@example.vn' }),
    stranger: () => new Browser(web.origin),
    join,
    async close() {
      await web.stop();
      await database.drop();
    },
  };
}
