// The gatherer is killed while it ingests; and the same kills are found out on a build without the
// transaction, so that the case proves something.
import type { FaultCase, FaultOptions, FaultWorld } from '../case.ts';
import { killGatherer, type KillOptions, type KillReport } from '../kill-gatherer.ts';
import { makeMutant } from '../mutant.ts';

const UNITS = 6;
const KILLS = { slice: 20, full: 50 };
const MUTANT_KILLS = 5;
/** Of the kills, those that must hit between fetch and commit. */
const SHARE_INSIDE = 0.75;
const LIMIT_RESTART_MS = 3_000;

async function attempt(
  world: FaultWorld,
  { full, seed }: FaultOptions,
  name: string,
  change: Partial<KillOptions>,
): Promise<KillReport> {
  const { db, url, close } = await world.openDatabase(name);
  try {
    const report = await killGatherer({
      db,
      databaseUrl: url,
      portals: await world.portals(),
      kills: full ? KILLS.full : KILLS.slice,
      seed,
      units: UNITS,
      onKill: world.print,
      ...change,
    });
    report.violations.forEach((violation) => world.print(`  ${name}: ${violation}`));
    return report;
  } finally {
    await close();
  }
}

async function isMutantFound(world: FaultWorld, options: FaultOptions): Promise<boolean> {
  const mutant = await makeMutant();
  try {
    const { violations } = await attempt(world, options, 'without_transaction', {
      project: mutant.folder,
      kills: MUTANT_KILLS,
      aims: ['merge', 'observe'],
      maxDelayMs: 10,
    });
    return violations.length > 0;
  } finally {
    await mutant.remove();
  }
}

export const faultCase: FaultCase = {
  id: 'F1',
  title: 'kill -9 of the gatherer at random points',
  limit:
    'violations 0; 75 % of the kills between fetch and commit; back to work in 3,000 ms; found out without the transaction',
  async run(world, options) {
    const sound = await attempt(world, options, 'sound', {});
    const found = await isMutantFound(world, options);
    const { hits, inside, violations, slowestRestartMs } = sound;
    return {
      ok:
        violations.length === 0 &&
        inside >= hits.length * SHARE_INSIDE &&
        slowestRestartMs <= LIMIT_RESTART_MS &&
        found,
      figure:
        `violations ${violations.length} after ${hits.length} kills, ${inside} of them inside; ` +
        `back to work in ${Math.round(slowestRestartMs)} ms; ` +
        `${found ? 'found out' : 'NOT found out'} without the transaction`,
    };
  },
};
