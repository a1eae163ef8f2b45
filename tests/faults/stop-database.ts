// Stops PostgreSQL hard while a gatherer is at work, again and again, and starts it a moment later; the
// gatherer and its pool must go on by themselves.
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#lib/server/db/client.ts';
import { randomFrom } from '../portals/seeded.ts';
import type { FaultWorld } from './case.ts';
import { controlServer, recoveryMs } from './server-control.ts';
import { findLosses, prepareTruth, startSteady } from './steady.ts';

/** Longer than any pool may take. */
const PATIENCE_MS = 15_000;

export interface StopOptions {
  name: string;
  stops: number;
  units: number;
  seed: number;
  /** Longest time from the start of the gatherer, or the last return, to the next stop. */
  maxDelayMs: number;
}

export interface StopReport {
  stops: number;
  losses: string[];
  /** Longest time until a pool that was open answered again after the server was back. */
  slowestMs: number;
}

/**
 * @param folder the one that the world's server lies in
 */
export async function stopDatabase(
  world: FaultWorld,
  folder: string,
  options: StopOptions,
): Promise<StopReport> {
  const database = await world.openDatabase(options.name);
  const server = await controlServer(folder);
  const random = randomFrom(options.seed);
  const pool = connect(database.url, { max: 4, name: 'tiendo-onlooker' });
  const truth = await prepareTruth(world, database.db, options.units);
  const steady = startSteady(database.url);
  try {
    const report: StopReport = { stops: 0, losses: [], slowestMs: 0 };
    await steady.untilStep('fetch');
    while (report.stops < options.stops && steady.isRunning()) {
      await pause(random() * options.maxDelayMs);
      await server.stop();
      await pause(random() * 200);
      await server.start();
      report.stops += 1;
      const ms = await recoveryMs(() => pool.sql`select 1`, PATIENCE_MS);
      report.slowestMs = Math.max(report.slowestMs, ms);
    }
    report.losses = await findLosses(database.db, truth, await steady.ended);
    report.losses.forEach((loss) => world.print(`  ${loss}`));
    return report;
  } finally {
    steady.child.kill('SIGKILL');
    await pool.close();
    await database.close();
  }
}
