// The gatherer is killed at each of its named steps, in turn.
import type { FaultCase } from '../case.ts';
import { killGatherer } from '../kill-gatherer.ts';

/** fetch, store raw, parse, merge (with its insert), figures, ledger, commit, and what follows it. */
const STEPS = [
  'fetch',
  'store-reply',
  'parse',
  'merge',
  'observe',
  'finish',
  'commit',
  'acknowledge',
];
const KILLS_A_STEP = { slice: 2, full: 10 };
const UNITS = 6;

export const faultCase: FaultCase = {
  id: 'F2',
  title: 'kill -9 at each step of taking a reply in',
  limit: 'violations 0; no slot taken up more often than it was killed',
  async run(world, { full, seed }) {
    const { db, url, close } = await world.openDatabase('kill_at_steps');
    try {
      const kills = STEPS.length * (full ? KILLS_A_STEP.full : KILLS_A_STEP.slice);
      const { violations, hits } = await killGatherer({
        db,
        databaseUrl: url,
        portals: await world.portals(),
        kills,
        seed,
        units: UNITS,
        aims: STEPS,
        maxDelayMs: 2,
        onKill: world.print,
      });
      violations.forEach((violation) => world.print(`  ${violation}`));
      const [row] = await db.sql<{ replays: number }[]>`
        select coalesce(sum(fence - 1), 0)::int as replays from job_run`;
      const replays = row?.replays ?? Number.NaN;
      return {
        ok: violations.length === 0 && replays <= hits.length,
        figure: `violations ${violations.length} after ${hits.length} kills; ${replays} tries again`,
      };
    } finally {
      await close();
    }
  },
};
