// What every installation begins with: tables, the reviewed catalogue and the packages that come with
// the product. main, demo and dev import it.
import type { Logger } from 'pino';
import type { JobContext } from '#lib/server/context.ts';
import { connect, type OpenDb } from '#lib/server/db/client.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { invariant } from '#lib/server/errors.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { CATALOGUE_FOLDER, loadPackage, PRODUCT_PACKAGES } from './load-package.ts';
import type { Stopping } from './stopping.ts';

export interface ProductDatabase {
  db: OpenDb;
  url: string;
}

/** Opens the database, brings its tables up to date and leaves its closing to `stopping`. */
export async function openProductDatabase(
  stopping: Stopping,
  options: { databaseUrl?: string | undefined; folder?: string | undefined; log: Logger },
): Promise<ProductDatabase> {
  const database = await openDatabase(options);
  stopping.onStop(database.close);
  await migrateDatabase(database.url);
  const db = connect(database.url, { name: 'tiendo-parent' });
  stopping.onStop(db.close);
  return { db, url: database.url };
}

/** Loads the catalogue and the product's packages. What is there already is not written again. */
export async function loadProductContent(ctx: JobContext): Promise<void> {
  await loadCatalogue(ctx.db, CATALOGUE_FOLDER);
  for (const path of PRODUCT_PACKAGES) {
    const { faults } = await loadPackage(ctx, { path });
    invariant(faults.length === 0, `the product's own package ${path} keeps the rules`);
  }
}
