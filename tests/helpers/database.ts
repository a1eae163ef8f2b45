// A fresh, migrated database of its own for whoever asks, copied from the run's template.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { connect, type OpenDb } from '#lib/server/db/client.ts';
import { TEMPLATE, type ServerVersion } from './global-setup.ts';

export interface TestDatabase {
  db: OpenDb;
  url: string;
  /** Closes `db` and removes the database, whoever else is still connected. */
  drop: () => Promise<void>;
}

async function onServer(server: string, work: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

/** @param options.server `15` for the oldest PostgreSQL that the product accepts */
export async function testDatabase(
  options: { server?: ServerVersion } = {},
): Promise<TestDatabase> {
  const server = inject('servers')[options.server ?? '18'];
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const db = connect(url, { max: 5, name: 'tiendo-test' });
  const drop = async () => {
    await db.close();
    await onServer(server, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
  };
  return { db, url, drop };
}
