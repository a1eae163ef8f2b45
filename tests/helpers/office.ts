// The back rooms as people meet them: the built server, a database with the catalogue, and one signed-in
// person of each role. Contract tests of access begin with it.
import { beforeAll } from 'vitest';
import type { HeldRole } from '#lib/server/access/person.ts';
import type { Content } from './database.ts';
import { Browser, joinAs, joinFirst } from './staff.ts';
import { type WebWorld, webWorld } from './worlds.ts';

/** What a reporter is invited to be. */
export const REPORTER: HeldRole = { role: 'unit_reporter', unitId: 'p-26' };

export interface Office extends WebWorld {
  administrator: Browser;
  publisher: Browser;
  reporter: Browser;
  /** Somebody who is not signed in. */
  stranger: () => Browser;
  /** Another person with a role, signed in. */
  join: (invited: HeldRole & { email: string }) => Promise<Browser>;
}

/** Registers the hooks of a file of tests; answers its office. */
export function officeWorld(content?: Content): Office {
  const office = webWorld(content) as Office;
  office.stranger = () => new Browser(office.origin);
  office.join = (invited) => joinAs(office, invited);
  beforeAll(async () => {
    office.administrator = await joinFirst(office, 'first@example.vn');
    const everywhere = { role: 'publisher', unitId: 'vn', email: 'publisher@example.vn' } as const;
    office.publisher = await office.join(everywhere);
    office.reporter = await office.join({ ...REPORTER, email: 'reporter@example.vn' });
  });
  return office;
}
