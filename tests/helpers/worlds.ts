// Worlds that whole files of tests stand in: called at the top of a file (or of a describe), each
// registers the hooks that open and close it, and answers what every test may then use.
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { OpenDb } from '#lib/server/db/client.ts';
import { type Content, testDatabase } from './database.ts';
import { openSmallPortal, type Answer, type SmallPortal } from './small-portal.ts';
import { startWeb, type WebServer } from './web-server.ts';

/** Whether all tests share what is opened, or each has its own. */
export type Lasting = 'for all' | 'for each';

export interface DatabaseWorld {
  db: OpenDb;
  url: string;
}

function databaseWorld(lasting: Lasting, content: Content): DatabaseWorld {
  // Filled before the first test begins, and read by none sooner.
  const world = {} as DatabaseWorld;
  let drop: () => Promise<void>;
  const [before, after] = { 'for all': [beforeAll, afterAll], 'for each': [beforeEach, afterEach] }[
    lasting
  ] as [typeof beforeAll, typeof afterAll];
  before(async () => {
    ({ db: world.db, url: world.url, drop } = await testDatabase({ content }));
  });
  after(() => drop());
  return world;
}

/** A database that holds the catalogue and nothing else. */
export const catalogueWorld = (lasting: Lasting): DatabaseWorld =>
  databaseWorld(lasting, 'catalogue');

/** A database that holds the twelve illustrative quarters too. */
export const illustrativeWorld = (): DatabaseWorld => databaseWorld('for all', 'illustrative');

export interface PortalWorld extends DatabaseWorld {
  portal: SmallPortal;
}

/** The catalogue with a small portal, anew for each test; @param answer what it answers at first */
export function portalWorld(lasting: Lasting, answer: Answer): PortalWorld {
  const world = catalogueWorld(lasting) as PortalWorld;
  beforeEach(async () => {
    world.portal = await openSmallPortal(answer);
  });
  afterEach(() => world.portal.close());
  return world;
}

/** What the API says where it refuses. */
export interface Problem {
  type: string;
  status: number;
  detail: string;
  instance: string;
  parameter?: string;
  allowed?: string[];
  see?: string;
}

export interface WebWorld extends DatabaseWorld {
  origin: string;
  get: (path: string, init?: RequestInit) => Promise<Response>;
  text: (path: string) => Promise<string>;
  json: <T>(path: string) => Promise<T>;
  /** What the API says of an address that it must refuse, once it was said in the one shape of errors. */
  problem: (path: string) => Promise<Problem>;
}

/** Where the pages are older than their sources they are built first. */
const START_MS = 300_000;

/** The built server over real HTTP, for all tests, on a database that the tests may fill further. */
export function webWorld(content: Content = 'catalogue'): WebWorld {
  const world = databaseWorld('for all', content) as WebWorld;
  let web: WebServer;
  beforeAll(async () => {
    web = await startWeb(world.url);
    world.origin = web.origin;
  }, START_MS);
  afterAll(() => web.stop());
  const get: WebWorld['get'] = (path, init) => fetch(world.origin + path, init);
  return Object.assign(world, {
    get,
    text: async (path: string) => (await get(path)).text(),
    json: async <T>(path: string) => (await (await get(path)).json()) as T,
    problem: async (path: string) => {
      const response = await get(path);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      const body = (await response.json()) as Problem;
      expect(body.status).toBe(response.status);
      return body;
    },
  });
}
