// Runs steady-gatherer.ts as a child, tells what it does, and holds what it leaves behind against what
// the portals hold. The cases that disturb a gatherer without ending it import it.
import { join } from 'node:path';
import type { Db } from '#lib/server/db/client.ts';
import type { FaultWorld } from './case.ts';
import { startStepping, type Stepping } from './child-steps.ts';
import { register } from './kill-gatherer.ts';
import { differencesFrom, smallestUnits, type Truth } from './truth.ts';

const SCRIPT = join(import.meta.dirname, 'steady-gatherer.ts');

/** However it is disturbed, it is done long before; then it is ended, which counts as a loss. */
const LONGEST_MS = 240_000;

/** Lease of its claims, unless another is asked for. */
export const STEADY_LEASE_MS = 1_500;

interface SteadyOptions {
  concurrency?: number;
  leaseMs?: number;
  /** A step at which it freezes, once, until it gets SIGCONT. */
  freezeAt?: string;
}

/** Starts one on a database, with what it needs registered already. */
export function startSteady(
  databaseUrl: string,
  { concurrency = 4, leaseMs = STEADY_LEASE_MS, freezeAt }: SteadyOptions = {},
): Stepping {
  const limits = [String(concurrency), String(leaseMs)];
  return startStepping(
    [SCRIPT, databaseUrl, ...limits, ...(freezeAt === undefined ? [] : [freezeAt])],
    LONGEST_MS,
  );
}

export interface Held {
  id: string;
  fence: string;
}

/** Runs that somebody holds, or held when it died. */
export const heldRuns = (db: Db) =>
  db.sql<Held[]>`select id, fence from job_run where state = 'running'`;

/** Registers the smallest units and the platforms; answers what their portals hold. */
export async function prepareTruth(
  world: Pick<FaultWorld, 'portals'>,
  db: Db,
  units: number,
): Promise<Truth> {
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
