// Slots whose end could not be written down, since the database had no room for it or was away. Their
// runner lives, but the ledger cannot know that: a lease that runs out is taken for a runner that was
// lost at its slot, and a slot that many are lost at is given up. So they are given back.
import type { Db } from '#lib/server/db/client.ts';
import { releaseClaim, type Claim } from '#lib/server/store/runs.ts';

interface Left {
  claim: Claim;
  dueAt: Date;
}

/** What this process has still to give back, by run. */
const leftIn = new WeakMap<Db, Map<string, Left>>();

/**
 * Gives back what could not be given back before.
 *
 * @throws what the database throws; nothing new may then be claimed, since its end could not be
 * written down either
 */
export async function handBackLeft(db: Db): Promise<void> {
  const left = leftIn.get(db);
  for (const [runId, { claim, dueAt }] of left ?? []) {
    await releaseClaim(db, claim, dueAt);
    left?.delete(runId);
  }
}

/** Gives a slot back, now or, where the database does not take even that, before the next look. */
export async function handBack(db: Db, claim: Claim, dueAt: Date): Promise<void> {
  const left = leftIn.get(db) ?? new Map<string, Left>();
  leftIn.set(db, left.set(claim.runId, { claim, dueAt }));
  await handBackLeft(db).catch(() => undefined);
}
