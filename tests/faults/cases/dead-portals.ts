// More than a third of the portals are dead for a day, and the same day without them.
import { join } from 'node:path';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import type { FaultCase, FaultWorld } from '../case.ts';
import { runDeadDay, type DeadDay } from '../dead-portals.ts';
import { PROJECT } from '../kill-gatherer.ts';
import { unitsFor } from '../truth.ts';

const PORTALS = { slice: 85, full: 100 };
const DEAD = 30;
/** Every portal is asked for so many pages each hour. */
const EVERY_MINUTES = 60;
const PAGES = 36;
/** The day with the dead, and as much of it without as tells how fresh the others are then. */
const HOURS = 24;
const HOURS_WITHOUT = { slice: 6, full: 24 };
const MAX_DEAD_SHARE = 0.05;
const MAX_RETRY_SHARE = 0.1;
/** Of the delays, which are of real time: what else the machine does meets both days unlike. */
const MAX_DELAY_RATIO = 1.5;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

async function runDay(
  world: FaultWorld,
  name: string,
  day: { units: string[]; dead: number; hours: number },
): Promise<DeadDay> {
  const { db, close } = await world.openDatabase(name);
  try {
    await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
    return await runDeadDay({ db, everyMinutes: EVERY_MINUTES, pages: PAGES, ...day });
  } finally {
    await close();
  }
}

export const faultCase: FaultCase = {
  id: 'F17',
  title: 'thirty portals dead for a simulated day',
  limit:
    `requests to the dead 5 % of those to healthy ones of ${PAGES} pages an hour; quick tries 10 % of ` +
    `requests; 0 slots of the others late, recorded ${MAX_DELAY_RATIO} times as long after they fell ` +
    'due at most as without the dead',
  run: async (world, { full }) => {
    const units = unitsFor(full ? PORTALS.full : PORTALS.slice);
    const alive = units.slice(DEAD);
    const day = await runDay(world, 'dead_portals', { units, dead: DEAD, hours: HOURS });
    const hours = full ? HOURS_WITHOUT.full : HOURS_WITHOUT.slice;
    const without = await runDay(world, 'no_dead_portals', { units: alive, dead: 0, hours });
    const { deadShare, retryShare, staleSlots, healthySlots, meanDelayMs } = day;
    return {
      ok:
        deadShare > 0 &&
        deadShare <= MAX_DEAD_SHARE &&
        retryShare <= MAX_RETRY_SHARE &&
        healthySlots === (alive.length * HOURS * 60) / EVERY_MINUTES &&
        staleSlots + without.staleSlots === 0 &&
        meanDelayMs <= without.meanDelayMs * MAX_DELAY_RATIO,
      figure:
        `${DEAD} of ${units.length} dead: requests to them ${percent(deadShare)} of those to healthy ` +
        `ones of ${PAGES} pages an hour; quick tries ${percent(retryShare)}; of the other ` +
        `${alive.length} ${staleSlots} of ${healthySlots} slots late, recorded after ` +
        `${meanDelayMs.toFixed(0)} ms on average, without the dead after ` +
        `${without.meanDelayMs.toFixed(0)} ms`,
    };
  },
};
