// The same push a thousand times at once with one key.
import type { FaultCase } from '../case.ts';
import { holds, pushStorm } from '../push-storm.ts';

const TIMES = 1_000;

export const faultCase: FaultCase = {
  id: 'F19',
  title: 'the same push a thousand times at once',
  limit: `1 kept, ${TIMES - 1} with the same receipt`,
  async run(world) {
    const database = await world.openDatabase('push_storm');
    try {
      const report = await pushStorm(database, { times: TIMES, others: 0 });
      const { intakes, runs, bodies, receipts, statuses } = report;
      return {
        ok: holds(report, TIMES, 0),
        figure:
          `kept ${intakes} receipt, ${runs} run, ${bodies} body; ${receipts} receipt told; ` +
          `answers ${JSON.stringify(statuses)}`,
      };
    } finally {
      await database.close();
    }
  },
};
