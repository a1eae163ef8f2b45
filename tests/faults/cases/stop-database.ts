// PostgreSQL is stopped hard in the middle of taking replies in.
import { join } from 'node:path';
import type { FaultCase } from '../case.ts';
import { stopDatabase } from '../stop-database.ts';

const STOPS = { slice: 6, full: 20 };
const UNITS = { slice: 8, full: 20 };
const LIMIT_MS = 5_000;

export const faultCase: FaultCase = {
  id: 'F5',
  title: 'PostgreSQL stopped with -m immediate in mid-ingest',
  limit: 'lost 0, doubled 0; the pool answers within 5,000 ms of the return, without a restart',
  async run(world, { full, seed }) {
    const { stops, losses, slowestMs } = await stopDatabase(world, join(world.folder, 'cluster'), {
      name: 'stop_database',
      stops: full ? STOPS.full : STOPS.slice,
      units: full ? UNITS.full : UNITS.slice,
      seed,
      maxDelayMs: 1_500,
    });
    return {
      ok: losses.length === 0 && slowestMs <= LIMIT_MS && stops > 0,
      figure: `${stops} stops, ${losses.length} losses, the pool back in ${Math.round(slowestMs)} ms`,
    };
  },
};
