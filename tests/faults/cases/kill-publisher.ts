// The publisher is killed while it publishes and readers read.
import type { FaultCase } from '../case.ts';
import { killPublisher } from '../kill-publisher.ts';
import { findLosses, prepareTruth, startSteady } from '../steady.ts';

const KILLS = { slice: 10, full: 50 };
const UNITS = 3;

export const faultCase: FaultCase = {
  id: 'F3',
  title: 'kill -9 of the publisher while it publishes',
  limit: 'every reader gets a whole release; checksums that differ 0',
  async run(world, { full, seed }) {
    const { db, url, close } = await world.openDatabase('kill_publisher');
    try {
      const truth = await prepareTruth(world, db, UNITS);
      const losses = await findLosses(db, truth, await startSteady(url).ended);
      const report = await killPublisher({
        db,
        databaseUrl: url,
        period: truth.periods[0] ?? '',
        kills: full ? KILLS.full : KILLS.slice,
        seed,
      });
      report.wrong.slice(0, 5).forEach((wrong) => world.print(`  ${wrong}`));
      return {
        ok: report.wrong.length === 0 && losses.length === 0 && report.releases > report.kills,
        figure:
          `${report.kills} kills, ${report.reads} reads of ${report.releases} releases, ` +
          `${report.wrong.length} not whole or other than their checksum`,
      };
    } finally {
      await close();
    }
  },
};
