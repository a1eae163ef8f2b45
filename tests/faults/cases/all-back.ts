// Every province's portal comes back at the same moment.
import { join } from 'node:path';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readFigures } from '../../portals/figures.ts';
import { bringAllBack } from '../all-back.ts';
import type { FaultCase } from '../case.ts';
import { PROJECT } from '../kill-gatherer.ts';

const SPREAD_MS = 300_000;
const MIN_SPREAD = 0.8;
const MAX_AT_ONCE = 16;

export const faultCase: FaultCase = {
  id: 'F18',
  title: 'all portals back at once',
  limit: `starts spread over ${MIN_SPREAD * 100} % of 5 minutes; ${MAX_AT_ONCE} requests at once`,
  run: async (world) => {
    const { db, close } = await world.openDatabase('all_back');
    try {
      await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
      const provinces = readFigures().units.filter(({ code }) => /^\d/.test(code));
      const codes = provinces.map(({ code }) => code);
      const { spreadShare, peak, requests } = await bringAllBack(db, codes, SPREAD_MS);
      return {
        ok: spreadShare >= MIN_SPREAD && peak <= MAX_AT_ONCE && requests === codes.length * 2,
        figure:
          `${codes.length} portals' starts spread over ${(spreadShare * 100).toFixed(0)} %; ` +
          `${peak} requests at once`,
      };
    } finally {
      await close();
    }
  },
};
