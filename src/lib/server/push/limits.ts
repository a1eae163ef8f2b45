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
  /** Bytes of all bodies of one token tried within an hour: trials take nothing from what is sent. */
  checkBytesPerHour: 100_000_000,
  /** Trials of one token at once: of the few processes that read, no portal has more than one. */
  checksAtOnce: 1,
  /** Time that a trial has, its wait for a process included. */
  checkTimeoutMs: 25_000,
  /** After which a trial that failed for a reason of ours may be sent again. */
  checkAgainSeconds: 30,
} as const;

/** Tokens whose turns are kept; the least lately seen is forgotten first. */
const MOST_TOKENS = 1_000;

/** Limits of one way in: of pushes, or of their trials. */
export interface LaneLimits {
  perMinute: number;
  bytesPerHour: number;
  atOnce: number;
}

/** One way in, as each token uses it up for itself. */
export interface PushLane {
  limits: LaneLimits;
  /** Seconds to wait where the token has come too often, or null where it may go on. */
  countRequest(tokenId: string): Promise<number | null>;
  /** Seconds to wait where the token has sent too many bytes, these included; else null. */
  countBytes(tokenId: string, bytes: number): Promise<number | null>;
  /** Runs `work` in the token's turn. */
  inTurn<T>(tokenId: string, work: () => Promise<T>): Promise<T>;
}

/** Pushes and trials count apart: however much is tried, what is sent is taken in. */
export interface PushGate {
  pushes: PushLane;
  checks: PushLane;
}

export function createPushLane(limits: LaneLimits): PushLane {
  const requests = createBudget(limits.perMinute, MINUTE_S);
  const bytes = createBudget(limits.bytesPerHour, HOUR_S);
  const turns = new Map<string, LimitFunction>();
  return {
    limits,
    countRequest: (tokenId) => requests.spend(tokenId),
    countBytes: (tokenId, amount) => bytes.spend(tokenId, amount),
    inTurn(tokenId, work) {
      const turn = turns.get(tokenId) ?? pLimit(limits.atOnce);
      turns.delete(tokenId);
      turns.set(tokenId, turn);
      const [oldest] = turns.keys();
      if (turns.size > MOST_TOKENS && oldest !== undefined) turns.delete(oldest);
      return turn(work);
    },
  };
}

/** The gate of one web process. */
export const createPushGate = (): PushGate => ({
  pushes: createPushLane(PUSH_LIMITS),
  checks: createPushLane({
    perMinute: PUSH_LIMITS.checksPerMinute,
    bytesPerHour: PUSH_LIMITS.checkBytesPerHour,
    atOnce: PUSH_LIMITS.checksAtOnce,
  }),
});
