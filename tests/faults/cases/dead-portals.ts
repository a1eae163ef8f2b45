// More than a third of the portals are dead for a day.
import { join } from 'node:path';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readFigures } from '../../portals/figures.ts';
import type { FaultCase } from '../case.ts';
import { runDeadDay } from '../dead-portals.ts';
import { PROJECT } from '../kill-gatherer.ts';

/** The full count is all provinces, of which a share as of 30 among 85 is dead. */
const COUNTS = { slice: { units: 8, dead: 3 }, full: { units: 63, dead: 23 } };
const EVERY_MINUTES = 10;
const HOURS = 24;
const MAX_DEAD_SHARE = 0.05;
const MAX_RETRY_SHARE = 0.1;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const faultCase: FaultCase = {
  id: 'F17',
  title: 'a third of the portals dead for a simulated day',
  limit: 'requests to the dead 5 % of the healthy; retries 10 % of requests; 0 others late',
  run: async (world, { full }) => {
    const { db, close } = await world.openDatabase('dead_portals');
    try {
      await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
      const { units, dead } = full ? COUNTS.full : COUNTS.slice;
      const provinces = readFigures().units.filter(({ code }) => /^\d/.test(code));
      const codes = provinces.slice(0, units).map(({ code }) => code);
      const options = { db, units: codes, dead, everyMinutes: EVERY_MINUTES, hours: HOURS };
      const { deadShare, retryShare, staleSlots, healthySlots } = await runDeadDay(options);
      return {
        ok: deadShare <= MAX_DEAD_SHARE && retryShare <= MAX_RETRY_SHARE && staleSlots === 0,
        figure:
          `${dead} of ${units} dead: requests to them ${percent(deadShare)}; retries ` +
          `${percent(retryShare)}; ${staleSlots} of ${healthySlots} slots of the others late`,
      };
    } finally {
      await close();
    }
  },
};
