// Runs steady-gatherer.ts as a child, tells what it does, and holds what it leaves behind against what
// the portals hold. The cases that disturb a gatherer without ending it import it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Db } from '#lib/server/db/client.ts';
import type { FaultWorld } from './case.ts';
import { register } from './kill-gatherer.ts';
import { differencesFrom, smallestUnits, type Truth } from './truth.ts';

const SCRIPT = join(import.meta.dirname, 'steady-gatherer.ts');

export interface Steady {
  child: ChildProcess;
  /** Steps taken so far, by name; looks that failed under `failed`. */
  steps: Map<string, number>;
  /** Resolves when it takes a step of this name, or ends. */
  untilStep: (name: string) => Promise<void>;
  /** Resolves with its exit code, or with the signal that ended it. */
  ended: Promise<number | string | null>;
  isRunning: () => boolean;
}

/** However it is disturbed, it is done long before; then it is ended, which counts as a loss. */
const LONGEST_MS = 240_000;

/** Starts one on a database, with what it needs registered already. */
export function startSteady(databaseUrl: string, concurrency = 4): Steady {
  const child = spawn(process.execPath, [SCRIPT, databaseUrl, String(concurrency)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  const steps = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [name = ''] = line.split(' ');
    steps.set(name, (steps.get(name) ?? 0) + 1);
    for (const go of waiting.get(name) ?? []) go();
    waiting.delete(name);
  });
  const ended = once(child, 'close').then(
    ([code, signal]) => (code ?? signal) as number | string | null,
  );
  return {
    child,
    steps,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    untilStep: async (name) => {
      const taken = new Promise<void>((resolve) =>
        waiting.set(name, [...(waiting.get(name) ?? []), resolve]),
      );
      await Promise.race([taken, ended]);
    },
  };
}

/** Registers the smallest units and the platforms; answers what their portals hold. */
export async function prepareTruth(world: FaultWorld, db: Db, units: number): Promise<Truth> {
  const truth = smallestUnits(units);
  const codes = truth.units.map((unit) => unit.code);
  await register({ db, portals: await world.portals() }, codes);
  return truth;
}

/** What is wrong at the end: rows lost, doubled or foreign, slots not done, runs left under way. */
export async function findLosses(
  db: Db,
  truth: Truth,
  exit: number | string | null,
): Promise<string[]> {
  const losses = await differencesFrom(db, truth);
  const stranded = await db.sql<{ source: string }[]>`
    select source_id as source from job_run where state in ('running', 'waiting')`;
  losses.push(...stranded.map(({ source }) => `${source}: a run is left under way`));
  if (exit !== 0) losses.push(`the gatherer ended with ${String(exit)}`);
  return losses;
}
