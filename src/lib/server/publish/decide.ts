// A person's decision on a held release, taken whole or not at all. The page of staff imports it.
import { inTransaction, type Db } from '../db/client.ts';
import { UsageError } from '../errors.ts';
import { decideHold, type HoldDecision } from '../store/holds.ts';

/**
 * Takes a decision. `gone`: the release no longer waits. `later`: a release of its period became current
 * after the moment of the decision, as where clocks disagree; nothing is changed, and it still waits.
 */
export async function takeDecision(
  db: Db,
  decision: HoldDecision,
): Promise<'taken' | 'gone' | 'later'> {
  try {
    const isTaken = await inTransaction(db, (tx) => decideHold(tx, decision));
    return isTaken ? 'taken' : 'gone';
  } catch (error) {
    if (error instanceof UsageError) return 'later';
    throw error;
  }
}
