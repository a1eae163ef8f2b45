// PostgreSQL is stopped hard in the middle of taking replies in, as often as is asked for: a gatherer
// that is done before is followed by another, on a database of its own.
import { join } from 'node:path';
import type { FaultCase } from '../case.ts';
import { stopDatabase } from '../stop-database.ts';

const STOPS = { slice: 5, full: 20 };
const UNITS = { slice: 8, full: 20 };
const LIMIT_MS = 5_000;

export const faultCase: FaultCase = {
  id: 'F5',
  title: 'PostgreSQL stopped with -m immediate in mid-ingest',
  limit: 'lost 0, doubled 0; the pool answers within 5,000 ms of the return, without a restart',
  async run(world, { full, seed }) {
    const wanted = full ? STOPS.full : STOPS.slice;
    let [stops, rounds, losses, slowestMs] = [0, 0, 0, 0];
    for (; stops < wanted; rounds += 1) {
      const report = await stopDatabase(world, join(world.folder, 'cluster'), {
        name: `stop_database_${rounds}`,
        stops: wanted - stops,
        units: full ? UNITS.full : UNITS.slice,
        seed: seed + rounds,
        maxDelayMs: 1_500,
      });
      if (report.stops === 0)
        throw new Error('the gatherer is done before PostgreSQL can be stopped');
      stops += report.stops;
      losses += report.losses.length;
      slowestMs = Math.max(slowestMs, report.slowestMs);
    }
    return {
      ok: losses === 0 && slowestMs <= LIMIT_MS,
      figure:
        `${stops} stops of ${rounds} gatherings, ${losses} losses, ` +
        `the pool back in ${Math.round(slowestMs)} ms`,
    };
  },
};
