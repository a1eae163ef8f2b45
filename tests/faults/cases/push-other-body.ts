// The key of a push with other bodies, again and again.
import type { FaultCase } from '../case.ts';
import { holds, pushStorm } from '../push-storm.ts';

const OTHERS = 200;

export const faultCase: FaultCase = {
  id: 'F20',
  title: 'the key of a push with another body',
  limit: `${OTHERS} of ${OTHERS} refused with 409; nothing of them kept`,
  async run(world) {
    const database = await world.openDatabase('push_other_body');
    try {
      const report = await pushStorm(database, { times: 1, others: OTHERS });
      return {
        ok: holds(report, 1, OTHERS),
        figure: `answers ${JSON.stringify(report.otherBodies)}; kept ${report.intakes - 1} besides the first`,
      };
    } finally {
      await database.close();
    }
  },
};
