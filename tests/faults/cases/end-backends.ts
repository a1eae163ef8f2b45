// The server ends every one of our connections, again and again, while replies are taken in and pages
// are read.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { seedReleases } from '../../contract/seed.ts';
import { startWeb } from '../../helpers/web-server.ts';
import type { FaultCase, FaultWorld } from '../case.ts';
import { PROJECT } from '../kill-gatherer.ts';
import { CACHED_PATHS, startReaders, tellFailures, warm } from '../readers.ts';
import { endBackends } from '../server-control.ts';
import { findLosses, prepareTruth, startSteady } from '../steady.ts';

const SECONDS = { slice: 60, full: 300 };
const UNITS = { slice: 12, full: 40 };
const EVERY_MS = 2_000;
const READS_A_SECOND = 10;

/** A database of its own with releases, and the pages that show them. */
async function openPages(world: FaultWorld) {
  const database = await world.openDatabase('end_backends_pages');
  await loadCatalogue(database.db, join(PROJECT, 'drizzle/catalogue'));
  await seedReleases(database.db);
  const web = await startWeb(database.url);
  await warm(web.origin, CACHED_PATHS);
  return { web, database };
}

export const faultCase: FaultCase = {
  id: 'F7',
  title: 'pg_terminate_backend on all our connections every 2 s',
  limit: 'lost 0, doubled 0; cached pages that fail 0',
  async run(world, { full }) {
    const gathered = await world.openDatabase('end_backends');
    const truth = await prepareTruth(world, gathered.db, full ? UNITS.full : UNITS.slice);
    const { web, database } = await openPages(world);
    const readers = startReaders(web.origin, CACHED_PATHS, READS_A_SECOND);
    const steady = startSteady(gathered.url);
    try {
      const until = performance.now() + (full ? SECONDS.full : SECONDS.slice) * 1000;
      let ended = 0;
      while (performance.now() < until) {
        await pause(EVERY_MS);
        ended += await endBackends(gathered.url);
        ended += await endBackends(database.url);
      }
      const failed = tellFailures(await readers.stop(), world.print);
      const losses = await findLosses(gathered.db, truth, await steady.ended);
      losses.forEach((loss) => world.print(`  ${loss}`));
      return {
        ok: losses.length === 0 && failed === 0 && ended > 0,
        figure: `${ended} connections ended, ${losses.length} losses, ${failed} pages failed`,
      };
    } finally {
      steady.child.kill('SIGKILL');
      await readers.stop();
      await web.stop();
      await gathered.close();
      await database.close();
    }
  },
};
