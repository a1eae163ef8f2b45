// F23: files whose parser throws, eats memory or never ends are killed by name while sound ones beside
// them are read; and handed in among sound reports, they are set aside without holding those up.
import type { FaultCase } from '../case.ts';
import { readPoisons } from '../damaged-files.ts';
import { runPoisonedQueue } from '../poisoned-queue.ts';

const TIMES = { slice: 1, full: 3 };
const SOUND = { slice: 10, full: 30 };
const MAX_PARSER_MS = 30_000;
const MAX_WAIT_MS = 10_000;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export const faultCase: FaultCase = {
  id: 'F23',
  title: 'files that poison their parser, alone and in the queue',
  limit:
    'each named, killed within 30 s, set aside after 3 tries (1 where it is too large); sound files ' +
    'wait 10 s at most',
  async run(world, { full }) {
    const times = full ? TIMES.full : TIMES.slice;
    const { misnamed, longestPoisonMs, longestWaitMs } = await readPoisons(times);
    const database = await world.openDatabase('poisoned_queue');
    try {
      const sound = full ? SOUND.full : SOUND.slice;
      const queue = await runPoisonedQueue(database, { times, sound });
      queue.wrong.forEach((wrong) => world.print(`  ${wrong}`));
      return {
        ok:
          misnamed.length === 0 &&
          queue.wrong.length === 0 &&
          Math.max(longestPoisonMs, queue.longestTryMs) <= MAX_PARSER_MS &&
          Math.max(longestWaitMs, queue.longestWaitMs) <= MAX_WAIT_MS,
        figure:
          `${misnamed.length} misnamed, longest poison ${seconds(longestPoisonMs)}, longest wait ` +
          `of a sound file ${seconds(longestWaitMs)}; in the queue ${queue.setAside} of ` +
          `${queue.poisons} set aside, longest try ${seconds(queue.longestTryMs)}, ` +
          `${queue.recorded} of ${queue.sound} sound reports recorded within ` +
          seconds(queue.longestWaitMs),
      };
    } finally {
      await database.close();
    }
  },
};
