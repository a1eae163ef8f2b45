// Worlds that whole files of tests stand in: called at the top of a file (or of a describe), each
// registers the hooks that open and close it, and answers what every test may then use.
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { OpenDb } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { testDatabase } from './database.ts';
import { openSmallPortal, type Answer, type SmallPortal } from './small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));

/** Whether all tests share what is opened, or each has its own. */
export type Lasting = 'for all' | 'for each';

export interface CatalogueWorld {
  db: OpenDb;
  url: string;
}

/** A database that holds the catalogue and nothing else. */
export function catalogueWorld(lasting: Lasting): CatalogueWorld {
  // Filled before the first test begins, and read by none sooner.
  const world = {} as CatalogueWorld;
  let drop: () => Promise<void>;
  const [before, after] = { 'for all': [beforeAll, afterAll], 'for each': [beforeEach, afterEach] }[
    lasting
  ] as [typeof beforeAll, typeof afterAll];
  before(async () => {
    const database = await testDatabase();
    ({ db: world.db, url: world.url, drop } = database);
    await loadCatalogue(world.db, CATALOGUE);
  });
  after(() => drop());
  return world;
}

export interface PortalWorld extends CatalogueWorld {
  portal: SmallPortal;
}

/** The same with a small portal, anew for each test; @param answer what it answers at first */
export function portalWorld(lasting: Lasting, answer: Answer): PortalWorld {
  const world = catalogueWorld(lasting) as PortalWorld;
  beforeEach(async () => {
    world.portal = await openSmallPortal(answer);
  });
  afterEach(() => world.portal.close());
  return world;
}
