// What readers are told of a release that the guard held: when and by which rules, and what was decided.
// Never what is in it, nor who decided. published.ts imports it.
import type { GuardRule } from '#lib/domain/guard.ts';
import type { Db } from './db/client.ts';
import { readHolds, type Hold, type HoldState } from './store/holds.ts';

/** Names are part of the API and never change; times are ISO. */
export interface ToldHold {
  release: string;
  series: string;
  period: string;
  number: number;
  state: HoldState;
  rules: GuardRule[];
  heldAt: string;
  decidedAt: string | null;
  /** In the words of the person who decided. */
  reason: string | null;
}

/** A period has one or two, if it has one. */
const MOST = 100;

const told = ({ releaseId, seriesId, period, number, state, reason, ...hold }: Hold): ToldHold => ({
  ...{ release: releaseId, series: seriesId, period, number, state },
  rules: [...new Set(hold.findings.map(({ rule }) => rule))],
  heldAt: hold.heldAt.toISOString(),
  decidedAt: hold.decidedAt?.toISOString() ?? null,
  reason,
});

/** The latest releases that were held, of one series or of all, the latest first. */
export async function readToldHolds(db: Db, series?: string): Promise<ToldHold[]> {
  return (await readHolds(db, { seriesId: series }, MOST)).map(told);
}
