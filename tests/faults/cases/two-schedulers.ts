// Two processes work off the same slots on one database.
import { join } from 'node:path';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  smallSource,
} from '../../helpers/small-portal.ts';
import { readFigures } from '../../portals/figures.ts';
import type { FaultCase } from '../case.ts';
import { PROJECT } from '../kill-gatherer.ts';
import { startSteady } from '../steady.ts';

/** Every quarter for ten years. */
const SOURCES = 25;
const SLOTS = 40;
const SPAN = { firstSlot: '2012-04-15T06:00+07:00', lastSlot: '2022-01-15T06:00+07:00' };

export const faultCase: FaultCase = {
  id: 'F8',
  title: 'two schedulers, 1,000 slots due',
  limit: 'each slot run exactly once; looks that failed 0',
  async run(world) {
    const { db, url, close } = await world.openDatabase('two_schedulers');
    const portal = await openSmallPortal(answerRows([serviceRow('a'), serviceRow('b')]));
    try {
      await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
      const units = readFigures().units.filter(({ code }) => /^\d/.test(code));
      const sources = units
        .slice(0, SOURCES)
        .map(({ unitId }) => smallSource(`source-${unitId}`, unitId, portal.url, SPAN));
      await upsertSources(db, sources);
      const both = [startSteady(url, { concurrency: 8 }), startSteady(url, { concurrency: 8 })];
      const exits = await Promise.all(both.map(({ ended }) => ended));
      const failed = both.reduce((sum, { steps }) => sum + (steps.get('failed') ?? 0), 0);
      const shares = both.map(({ steps }) => steps.get('acknowledge') ?? 0);
      const [row] = await db.sql<{ slots: number; once: number }[]>`
        select count(*)::int as slots,
          count(*) filter (where state = 'done' and fence = 1)::int as once from job_run`;
      const { slots = 0, once = 0 } = row ?? {};
      return {
        ok:
          slots === SOURCES * SLOTS &&
          once === slots &&
          portal.asked.length === slots &&
          failed === 0 &&
          exits.every((exit) => exit === 0),
        figure:
          `${slots} slots, ${once} run once, ${portal.asked.length} questions to the portal, ` +
          `shared ${shares.join(' and ')}; ${failed} looks failed`,
      };
    } finally {
      await portal.close();
      await close();
    }
  },
};
