// Units push and upload while the scheduler that takes it in is killed, again and again.
import { randomFrom } from '../../portals/seeded.ts';
import type { FaultCase } from '../case.ts';
import {
  isTelling,
  openHandingIn,
  settleReceipts,
  startTakingIn,
  tellReceipts,
} from '../handing-in.ts';

const KILLS = { slice: 10, full: 30 };
const STEPS = ['fetch', 'store-reply', 'merge', 'observe', 'finish', 'commit', 'acknowledge'];
const DONE_BETWEEN = 20;
const SENDERS = { pushers: 4, reporters: 2 };

export const faultCase: FaultCase = {
  id: 'H1',
  title: 'the scheduler killed while units push and upload',
  limit: 'every receipt recorded once or returned with words: lost 0, doubled 0',
  async run(world, { full, seed }) {
    const kills = full ? KILLS.full : KILLS.slice;
    const random = randomFrom(seed);
    const database = await world.openDatabase('hand_ins_killed');
    const { web, start } = await openHandingIn(database, SENDERS);
    const sending = start();
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        const victim = startTakingIn(database.url);
        // What ends its runner time and again is given up: between two kills all that the last one
        // held gets done.
        for (let done = 0; done < DONE_BETWEEN; done += 1) await victim.untilStep('acknowledge');
        await victim.untilStep(STEPS[Math.floor(random() * STEPS.length)] ?? '');
        victim.child.kill('SIGKILL');
        if ((await victim.ended) !== 'SIGKILL') throw new Error('the scheduler ended by itself');
      }
      const last = startTakingIn(database.url);
      const acknowledged = await sending.stop();
      const report = await settleReceipts(database.db, acknowledged);
      report.faults.slice(0, 10).forEach((fault) => world.print(`  ${fault}`));
      last.child.kill('SIGTERM');
      await last.ended;
      return {
        ok: report.faults.length === 0 && isTelling(report) && acknowledged.length > kills,
        figure: `${kills} kills, ${tellReceipts(report)}`,
      };
    } finally {
      await sending.stop();
      await web.stop();
      await database.close();
    }
  },
};
