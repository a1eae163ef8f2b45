// Units push and upload while PostgreSQL is stopped hard, again and again.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../../portals/seeded.ts';
import type { FaultCase } from '../case.ts';
import {
  isTelling,
  openHandingIn,
  settleReceipts,
  startTakingIn,
  tellReceipts,
} from '../handing-in.ts';
import { controlServer } from '../server-control.ts';

const STOPS = { slice: 5, full: 20 };
const SENDERS = { pushers: 4, reporters: 2 };
const BETWEEN_MS = 2_000;
const AWAY_MS = 300;

export const faultCase: FaultCase = {
  id: 'H5',
  title: 'PostgreSQL stopped with -m immediate while units push and upload',
  limit: 'every receipt recorded once or returned with words: lost 0, doubled 0',
  async run(world, { full, seed }) {
    const stops = full ? STOPS.full : STOPS.slice;
    const random = randomFrom(seed);
    const server = await controlServer(join(world.folder, 'cluster'));
    const database = await world.openDatabase('hand_ins_stopped');
    const { web, start } = await openHandingIn(database, SENDERS);
    const taking = startTakingIn(database.url);
    const sending = start();
    try {
      await taking.untilStep('acknowledge');
      for (let stop = 0; stop < stops; stop += 1) {
        await pause(random() * BETWEEN_MS);
        await server.stop();
        await pause(random() * AWAY_MS);
        await server.start();
      }
      const acknowledged = await sending.stop();
      const report = await settleReceipts(database.db, acknowledged);
      if (!taking.isRunning()) report.faults.push('the scheduler ended by itself');
      report.faults.slice(0, 10).forEach((fault) => world.print(`  ${fault}`));
      return {
        ok: report.faults.length === 0 && isTelling(report) && sending.retries() > 0,
        figure: `${stops} stops, ${sending.retries()} hand-ins sent again, ${tellReceipts(report)}`,
      };
    } finally {
      await sending.stop();
      taking.child.kill('SIGTERM');
      await taking.ended;
      await web.stop();
      await database.close();
    }
  },
};
