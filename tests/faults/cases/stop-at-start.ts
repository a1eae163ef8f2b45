// A gatherer is killed and started again; PostgreSQL is stopped hard while it looks for what is due and
// for what the one before left under way.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom } from '../../portals/seeded.ts';
import type { FaultCase, FaultWorld } from '../case.ts';
import type { Stepping } from '../child-steps.ts';
import { controlServer } from '../server-control.ts';
import { findLosses, heldRuns, prepareTruth, startSteady } from '../steady.ts';

const ROUNDS = { slice: 5, full: 20 };
/** What was left under way can be taken up when this is over: until then it is looked for. */
const LEASE_MS = 3_000;
/** The stop comes within this time of the first look. */
const EARLY_MS = 500;
const AWAY_MS = 200;
const LIMIT_MS = 120_000;

interface Round {
  /** Runs that the killed one left under way, still so when the server was stopped. */
  left: number;
  losses: string[];
  /** From the server's return until all is worked off. */
  ms: number;
}

/** Kills one gatherer and stops PostgreSQL under the next. */
export async function runRound(
  world: FaultWorld,
  name: string,
  random: () => number,
): Promise<Round> {
  const { db, url, close } = await world.openDatabase(name);
  const server = await controlServer(join(world.folder, 'cluster'));
  const truth = await prepareTruth(world, db, 1);
  const killed = startSteady(url, { leaseMs: LEASE_MS });
  const started: Stepping[] = [killed];
  try {
    await killed.untilStep('merge');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const steady = startSteady(url, { leaseMs: LEASE_MS });
    started.push(steady);
    await steady.untilStep('look');
    await pause(random() * EARLY_MS);
    const left = (await heldRuns(db)).length;
    await server.stop();
    await pause(random() * AWAY_MS);
    await server.start();
    const begun = performance.now();
    const losses = await findLosses(db, truth, await steady.ended);
    losses.forEach((loss) => world.print(`  ${loss}`));
    return { left, losses, ms: performance.now() - begun };
  } finally {
    for (const { child } of started) child.kill('SIGKILL');
    await close();
  }
}

export const faultCase: FaultCase = {
  id: 'F6',
  title: 'PostgreSQL stopped while a gatherer finds what a killed one left under way',
  limit: 'runs left under way 0, losses 0, after 120 s at most',
  async run(world, { full, seed }) {
    const random = randomFrom(seed);
    const rounds: Round[] = [];
    for (let round = 1; round <= (full ? ROUNDS.full : ROUNDS.slice); round += 1) {
      rounds.push(await runRound(world, `stop_at_start_${round}`, random));
    }
    const losses = rounds.flatMap((round) => round.losses).length;
    const slowestMs = Math.max(...rounds.map(({ ms }) => ms));
    const withLeft = rounds.filter(({ left }) => left > 0).length;
    return {
      ok: losses === 0 && slowestMs <= LIMIT_MS && withLeft === rounds.length,
      figure:
        `${rounds.length} stops, ${withLeft} of them with runs of the killed one still under way; ` +
        `${losses} losses or runs under way, all worked off in ${Math.round(slowestMs / 1000)} s`,
    };
  },
};
