// The runner that holds a slot is frozen for three times its lease, then goes on as if nothing had been.
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '#lib/server/db/client.ts';
import type { FaultCase } from '../case.ts';
import { findLosses, prepareTruth, startSteady } from '../steady.ts';

/** Outside the transaction, in its midst, and before its last statement. */
const STEPS = ['fetch', 'merge', 'finish'];
const FREEZES = { slice: 3, full: 12 };
const UNITS = 2;
/** Three times the lease of steady-gatherer.ts. */
const FROZEN_MS = 4_500;

interface Held {
  id: string;
  fence: string;
}

const heldRuns = (db: Db) => db.sql<Held[]>`select id, fence from job_run where state = 'running'`;

/** Whether every run held by the frozen one was ended by another, under a higher fence. */
async function isTakenOver(db: Db, held: readonly Held[]): Promise<boolean> {
  const rows = await db.sql<Held[]>`
    select id, fence from job_run where id = any(${held.map(({ id }) => id)}::uuid[])
      and state = 'done'`;
  return held.every(({ id, fence }) =>
    rows.some((row) => row.id === id && Number(row.fence) > Number(fence)),
  );
}

export const faultCase: FaultCase = {
  id: 'F9',
  title: 'a runner frozen (SIGSTOP) for three leases, then set going (SIGCONT)',
  limit: 'late writes refused 100 %; doubled 0',
  async run(world, { full }) {
    const freezes = full ? FREEZES.full : FREEZES.slice;
    let [refused, losses] = [0, 0];
    for (let freeze = 0; freeze < freezes; freeze += 1) {
      const { db, url, close } = await world.openDatabase(`frozen_runner_${freeze}`);
      const truth = await prepareTruth(world, db, UNITS);
      const frozen = startSteady(url, 1);
      try {
        await frozen.untilStep(STEPS[freeze % STEPS.length] ?? '');
        frozen.child.kill('SIGSTOP');
        const held = await heldRuns(db);
        const other = startSteady(url, 1);
        await pause(FROZEN_MS);
        const exit = await other.ended;
        const takenOver = held.length > 0 && (await isTakenOver(db, held));
        frozen.child.kill('SIGCONT');
        const found = await findLosses(db, truth, (await frozen.ended) === 0 ? exit : 1);
        found.forEach((loss) => world.print(`  ${loss}`));
        losses += found.length;
        refused += takenOver && (await isTakenOver(db, held)) ? 1 : 0;
      } finally {
        frozen.child.kill('SIGKILL');
        await close();
      }
    }
    return {
      ok: refused === freezes && losses === 0,
      figure: `${refused} of ${freezes} late writes refused, ${losses} losses or doubles`,
    };
  },
};
