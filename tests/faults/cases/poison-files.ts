// F23: files whose parser throws, eats memory or never ends are killed by name while sound ones beside
// them are read; and handed in among sound reports, they are set aside without holding those up.
import type { FaultCase, FaultWorld } from '../case.ts';
import { readPoisons } from '../damaged-files.ts';
import { runPoisonedQueue, type QueueReport } from '../poisoned-queue.ts';

const TIMES = { slice: 1, full: 3 };
const SOUND = { slice: 10, full: 30 };
const MAX_PARSER_MS = 30_000;
const MAX_DELAY_MS = 10_000;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

async function runQueue(
  world: FaultWorld,
  name: string,
  counts: { times: number; sound: number },
): Promise<QueueReport> {
  const database = await world.openDatabase(name);
  try {
    return await runPoisonedQueue(database, counts);
  } finally {
    await database.close();
  }
}

export const faultCase: FaultCase = {
  id: 'F23',
  title: 'files that poison their parser, alone and in the queue',
  limit:
    'each named, killed within 30 s, set aside after 3 tries (1 where it is too large); sound ' +
    'reports wait 10 s longer at most than without poison',
  async run(world, { full }) {
    const times = full ? TIMES.full : TIMES.slice;
    const { misnamed, longestPoisonMs } = await readPoisons(times);
    const sound = full ? SOUND.full : SOUND.slice;
    const without = await runQueue(world, 'sound_queue', { times: 0, sound });
    const queue = await runQueue(world, 'poisoned_queue', { times, sound });
    const wrong = [...without.wrong, ...queue.wrong];
    wrong.forEach((each) => world.print(`  ${each}`));
    return {
      ok:
        misnamed.length === 0 &&
        wrong.length === 0 &&
        Math.max(longestPoisonMs, queue.longestTryMs) <= MAX_PARSER_MS &&
        queue.longestWaitMs - without.longestWaitMs <= MAX_DELAY_MS,
      figure:
        `${misnamed.length} misnamed, longest poison ${seconds(longestPoisonMs)}; in the queue ` +
        `${queue.setAside} of ${queue.poisons} set aside, longest try ` +
        `${seconds(queue.longestTryMs)}; ${queue.recorded} of ${queue.sound} sound reports ` +
        `recorded within ${seconds(queue.longestWaitMs)}, without poison within ` +
        seconds(without.longestWaitMs),
    };
  },
};
