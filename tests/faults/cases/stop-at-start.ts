// PostgreSQL is stopped hard while a gatherer that has just started looks for what is due and what
// was left under way.
import { join } from 'node:path';
import type { FaultCase } from '../case.ts';
import { stopDatabase } from '../stop-database.ts';

const ROUNDS = { slice: 3, full: 20 };
/** The first looks fall into this time. */
const EARLY_MS = 120;

export const faultCase: FaultCase = {
  id: 'F6',
  title: 'PostgreSQL stopped while the ledger is looked through at the start',
  limit: 'runs left under way 0, losses 0, after all is worked off',
  async run(world, { full, seed }) {
    const rounds = full ? ROUNDS.full : ROUNDS.slice;
    let losses = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const report = await stopDatabase(world, join(world.folder, 'cluster'), {
        name: `stop_at_start_${round}`,
        stops: 2,
        units: 1,
        seed: seed + round,
        maxDelayMs: EARLY_MS,
      });
      losses += report.losses.length;
    }
    return {
      ok: losses === 0,
      figure: `${losses} losses or runs under way after ${rounds} starts`,
    };
  },
};
