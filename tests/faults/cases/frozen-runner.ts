// The runner that holds a slot is frozen for three times its lease, then goes on as if nothing had been.
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '#lib/server/db/client.ts';
import type { FaultCase, FaultDatabase, FaultWorld } from '../case.ts';
import {
  findLosses,
  heldRuns,
  prepareTruth,
  startSteady,
  STEADY_LEASE_MS,
  type Held,
} from '../steady.ts';

/** Outside the transaction, in its midst, and before its last statement. */
const STEPS = ['fetch', 'merge', 'finish'];
const FREEZES = { slice: 3, full: 12 };
const UNITS = 2;
const FROZEN_MS = 3 * STEADY_LEASE_MS;

/** Whether every run held by the frozen one was ended by another, under a higher fence. */
async function isTakenOver(db: Db, held: readonly Held[]): Promise<boolean> {
  const rows = await db.sql<Held[]>`
    select id, fence from job_run where id = any(${held.map(({ id }) => id)}::uuid[])
      and state = 'done'`;
  return held.every(({ id, fence }) =>
    rows.some((row) => row.id === id && Number(row.fence) > Number(fence)),
  );
}

/** Freezes a runner at a step; whether its late write was refused, and what was lost or doubled. */
export async function freezeOnce(
  world: Pick<FaultWorld, 'portals'>,
  { db, url }: Pick<FaultDatabase, 'db' | 'url'>,
  { step, units }: { step: string; units: number },
): Promise<{ isRefused: boolean; losses: string[] }> {
  const truth = await prepareTruth(world, db, units);
  const frozen = startSteady(url, { concurrency: 1, freezeAt: step });
  try {
    await frozen.untilStep(step);
    const held = await heldRuns(db);
    const other = startSteady(url, { concurrency: 1 });
    await pause(FROZEN_MS);
    const exit = await other.ended;
    const takenOver = held.length > 0 && (await isTakenOver(db, held));
    frozen.child.kill('SIGCONT');
    const losses = await findLosses(db, truth, (await frozen.ended) === 0 ? exit : 1);
    return { isRefused: takenOver && (await isTakenOver(db, held)), losses };
  } finally {
    frozen.child.kill('SIGKILL');
  }
}

export const faultCase: FaultCase = {
  id: 'F9',
  title: 'a runner frozen (SIGSTOP) for three leases, then set going (SIGCONT)',
  limit: 'late writes refused 100 %; doubled 0',
  async run(world, { full }) {
    const freezes = full ? FREEZES.full : FREEZES.slice;
    let [refused, lost] = [0, 0];
    for (let freeze = 0; freeze < freezes; freeze += 1) {
      const database = await world.openDatabase(`frozen_runner_${freeze}`);
      const step = STEPS[freeze % STEPS.length] ?? '';
      const { isRefused, losses } = await freezeOnce(world, database, {
        step,
        units: UNITS,
      }).finally(database.close);
      losses.forEach((loss) => world.print(`  ${loss}`));
      lost += losses.length;
      refused += isRefused ? 1 : 0;
    }
    return {
      ok: refused === freezes && lost === 0,
      figure: `${refused} of ${freezes} late writes refused, ${lost} losses or doubles`,
    };
  },
};
