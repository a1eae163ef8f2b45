// How much one portal may send, and how fast. The counts are kept by each web process for itself: they
// keep a mistaken loop from filling the machine, and need not be exact over several.
import pLimit, { type LimitFunction } from 'p-limit';
import { createBudget } from '../budget.ts';

const MINUTE_S = 60;
const HOUR_S = 3_600;

/** Limits of pushes. */
export const PUSH_LIMITS = {
  /** Requests of one token within a minute; a portal sends a few a month, and a storm of retries. */
  perMinute: 1_500,
  /** Bytes of all bodies of one token within an hour: twenty of the largest. */
  bytesPerHour: 200_000_000,
  /** Bytes of one body: the largest unit's 2,200 services fill about one of these ten megabytes. */
  maxBytes: 10_000_000,
  /** Bodies of one token in memory at once; the others wait unread. */
  atOnce: 4,
  /** Time in which a body must be here, whole. */
  bodyTimeoutMs: 60_000,
  /** Bodies of one token tried within a minute, bytes and rows of each: every one starts a process. */
  checksPerMinute: 30,
  maxCheckBytes: 1_000_000,
  maxCheckRows: 5_000,
} as const;

/** Tokens whose turns are kept; the least lately seen is forgotten first. */
const MOST_TOKENS = 1_000;

export interface PushGate {
  /** Seconds to wait where the token has sent or tried too often, or null where it may go on. */
  countRequest(tokenId: string, isCheck: boolean): Promise<number | null>;
  /** Seconds to wait where the token has sent too many bytes, these included; else null. */
  countBytes(tokenId: string, bytes: number): Promise<number | null>;
  /** Runs `work` in the token's turn. */
  inTurn<T>(tokenId: string, work: () => Promise<T>): Promise<T>;
}

type Limits = Pick<typeof PUSH_LIMITS, 'perMinute' | 'checksPerMinute' | 'bytesPerHour'>;

/** The gate of one web process. */
export function createPushGate(limits: Limits = PUSH_LIMITS): PushGate {
  const requests = createBudget(limits.perMinute, MINUTE_S);
  const checks = createBudget(limits.checksPerMinute, MINUTE_S);
  const bytes = createBudget(limits.bytesPerHour, HOUR_S);
  const turns = new Map<string, LimitFunction>();
  return {
    countRequest: (tokenId, isCheck) => (isCheck ? checks : requests).spend(tokenId),
    countBytes: (tokenId, amount) => bytes.spend(tokenId, amount),
    inTurn(tokenId, work) {
      const turn = turns.get(tokenId) ?? pLimit(PUSH_LIMITS.atOnce);
      turns.delete(tokenId);
      turns.set(tokenId, turn);
      const [oldest] = turns.keys();
      if (turns.size > MOST_TOKENS && oldest !== undefined) turns.delete(oldest);
      return turn(work);
    },
  };
}
