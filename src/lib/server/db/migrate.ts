// Brings a database's tables up to date with the migrations in drizzle/, forward only. Jobs call it
// at their start; the web never does.
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../../drizzle', import.meta.url));
/** Advisory lock of migration; the number itself means nothing. */
const MIGRATION_LOCK = 5_140_907;

/**
 * Applies the migrations that are missing, in one transaction: all of them or none. Where two
 * processes migrate at once, the second waits and then finds nothing to do.
 *
 * @param url of a database that exists; its user must be allowed to create tables
 */
export async function migrateDatabase(url: string): Promise<void> {
  // One connection of its own, never recycled: a lock of the session is lost with the session.
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    await sql.end();
  }
}
