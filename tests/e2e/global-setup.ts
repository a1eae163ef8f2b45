// One database and one built server for all browser tests. Playwright calls it once before them; what
// it returns ends both.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#lib/server/db/client.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { createLog } from '#lib/server/log.ts';
import { loadFullPart } from '../../jobs/demo-bridge.ts';
import { loadPackage, PRODUCT_PACKAGES } from '../../jobs/load-package.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { jobContext } from '../helpers/job-context.ts';
import { seedBackRooms } from '../helpers/seed-back-rooms.ts';
import { seedIllustrative } from '../helpers/seed-illustrative.ts';
import { seedHeld } from '../helpers/seed-months.ts';
import { seedRevision } from '../helpers/seed-revision.ts';
import { seedSources } from '../helpers/seed-sources.ts';
import { startWeb } from '../helpers/web-server.ts';

/** When the published packages are loaded, in the tests' world. */
const LOADED_AT = '2022-02-01T00:00:00Z';
/** A province's own index. */
const BODIES = 'tests/portals/illustrative/bodies-lam-dong';
/** When units are asked about their figures. */
const SIGNS_AT = '2021-02-01T09:00+07:00';

async function fill(url: string): Promise<void> {
  await migrateDatabase(url);
  const db = connect(url);
  try {
    await seedIllustrative(db);
    await seedSources(db);
    await seedRevision(db);
    await raiseSigns(jobContext(db, SIGNS_AT), { origin: '' });
    await seedHeld(db);
    await seedBackRooms(db);
    const loading = jobContext(db, LOADED_AT);
    for (const path of [...PRODUCT_PACKAGES, BODIES]) await loadPackage(loading, { path });
    await loadFullPart(loading);
  } finally {
    await db.close();
  }
}

export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-e2e-'));
  // As root the server runs as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const database = await openDatabase({ folder, log: createLog('silent') });
  await fill(database.url);
  const web = await startWeb(database.url);
  process.env.TIENDO_E2E_ORIGIN = web.origin;
  process.env.TIENDO_E2E_DATABASE = database.url;
  return async () => {
    await web.stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
}
