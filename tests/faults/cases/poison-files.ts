// F23: files whose parser throws, eats memory or never ends are killed by name while sound ones beside
// them are read.
import type { FaultCase } from '../case.ts';
import { readPoisons } from '../damaged-files.ts';

export const faultCase: FaultCase = {
  id: 'F23',
  title: 'files that poison their parser',
  limit: 'each named, killed within 30 s, sound files wait 10 s at most',
  async run(_world, { full }) {
    const { misnamed, longestPoisonMs, longestWaitMs } = await readPoisons(full ? 3 : 1);
    return {
      ok: misnamed.length === 0 && longestPoisonMs <= 30_000 && longestWaitMs <= 10_000,
      figure:
        `${misnamed.length} misnamed, longest poison ${(longestPoisonMs / 1_000).toFixed(1)} s, ` +
        `longest wait of a sound file ${(longestWaitMs / 1_000).toFixed(1)} s`,
    };
  },
};
