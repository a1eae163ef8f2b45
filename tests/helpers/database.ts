// A fresh, migrated database of its own for whoever asks, copied from a template of the run: an empty
// one, or one that holds what many tests begin with and that was filled once.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { inject } from 'vitest';
import { connect, type Db, type OpenDb } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { TEMPLATE, type ServerVersion } from './global-setup.ts';
import { seedIllustrative } from './seed-illustrative.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));

/** What a database may hold when a test gets it: the catalogue, or twelve quarters as well. */
const CONTENTS = {
  catalogue: (db: Db) => loadCatalogue(db, CATALOGUE),
  illustrative: seedIllustrative,
};
export type Content = keyof typeof CONTENTS;

export interface TestDatabase {
  db: OpenDb;
  url: string;
  /** Closes `db` and removes the database, whoever else is still connected. */
  drop: () => Promise<void>;
}

async function onServer<T>(server: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const addressOf = (server: string, name: string): string =>
  Object.assign(new URL(server), { pathname: `/${name}` }).href;

/** The template that holds `content`. Who asks first fills it, while others wait for the lock. */
const templateOf = (server: string, content: Content): Promise<string> =>
  onServer(server, async (sql) => {
    const name = `${TEMPLATE}_${content}`;
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    const found = await sql`select from pg_database where datname = ${name}`;
    if (found.count > 0) return name;
    const draft = `${name}_draft`;
    await sql`drop database if exists ${sql(draft)}`;
    await sql`create database ${sql(draft)} template ${sql(TEMPLATE)}`;
    const db = connect(addressOf(server, draft));
    try {
      await CONTENTS[content](db);
    } finally {
      await db.close();
    }
    await sql`alter database ${sql(draft)} rename to ${sql(name)}`;
    return name;
  });

/**
 * @param options.server `15` for the oldest PostgreSQL that the product accepts
 * @param options.content what it holds; nothing where it is left out
 */
export async function testDatabase(
  options: { server?: ServerVersion; content?: Content } = {},
): Promise<TestDatabase> {
  const server = inject('servers')[options.server ?? '18'];
  const template = options.content ? await templateOf(server, options.content) : TEMPLATE;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const url = addressOf(server, name);
  const db = connect(url, { max: 5, name: 'tiendo-test' });
  const drop = async () => {
    await db.close();
    await onServer(server, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
  };
  return { db, url, drop };
}
