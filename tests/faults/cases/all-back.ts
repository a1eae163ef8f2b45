// A hundred portals come back at the same moment, while readers read.
import { join } from 'node:path';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { bringAllBack } from '../all-back.ts';
import { median } from '../../helpers/median.ts';
import type { FaultCase, FaultDatabase, FaultWorld } from '../case.ts';
import { PROJECT } from '../kill-gatherer.ts';
import { type Percentiles, READS_A_SECOND, timePages } from '../pages-in-rush.ts';
import { unitsFor } from '../truth.ts';

const PORTALS = 100;
const SPREAD_MS = 300_000;
const MIN_SPREAD = 0.8;
const MAX_AT_ONCE = 16;
const SERIES = 3;
/** In each series enough that no single page decides what 99 of 100 take. */
const RUSHES = { slice: 20, full: 40 };
const MAX_RATIO = 2;

async function withCatalogue<T>(
  world: FaultWorld,
  name: string,
  work: (database: FaultDatabase) => Promise<T>,
): Promise<T> {
  const database = await world.openDatabase(name);
  try {
    await loadCatalogue(database.db, join(PROJECT, 'drizzle/catalogue'));
    return await work(database);
  } finally {
    await database.close();
  }
}

export const faultCase: FaultCase = {
  id: 'F18',
  title: 'all portals back at once',
  limit:
    `starts spread over ${MIN_SPREAD * 100} % of 5 minutes; ${MAX_AT_ONCE} requests at once; ` +
    `99 of 100 pages within ${MAX_RATIO} times what they take while nothing is asked`,
  run: async (world, { full }) => {
    const units = unitsFor(PORTALS);
    const { spreadShare, peak, requests } = await withCatalogue(world, 'all_back', ({ db }) =>
      bringAllBack(db, units, SPREAD_MS),
    );
    const rushes = full ? RUSHES.full : RUSHES.slice;
    const times = await withCatalogue(world, 'all_back_pages', (database) =>
      timePages(database, units, { series: SERIES, rushes }),
    );
    const ratio = median(times.series.map(({ rushMs, idleMs }) => rushMs / idleMs));
    const each = (kind: keyof Percentiles) =>
      times.series.map((one) => one[kind].toFixed(0)).join(', ');
    return {
      ok:
        spreadShare >= MIN_SPREAD &&
        peak <= MAX_AT_ONCE &&
        requests === units.length * 2 &&
        times.slots === units.length * rushes * SERIES &&
        times.failed === 0 &&
        ratio <= MAX_RATIO,
      figure:
        `${units.length} portals' starts spread over ${(spreadShare * 100).toFixed(0)} %; ` +
        `${peak} requests at once; at ${READS_A_SECOND} pages a second 99 of 100 within ${each('rushMs')} ms ` +
        `(${times.pages[1]} pages), idle ${each('idleMs')} ms (${times.pages[0]}): ` +
        `${ratio.toFixed(2)} times (median of ${SERIES} series); ${times.failed} failed`,
    };
  },
};
