// How much one portal may send, and how fast. The counts are kept by each web process for itself: they
// keep a mistaken loop from filling the machine, and need not be exact over several.
import pLimit, { type LimitFunction } from 'p-limit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Limits of pushes.. */
export const PUSH_LIMITS = {
  /** Requests of one token within a minute; a portal sends a few a month, and a storm of retries. */
  perMinute: 1_500,
  /** Bytes of one body: the largest unit's 2,200 services fill about one of these ten megabytes. */
  maxBytes: 10_000_000,
  /** Bodies of one token in memory at once; the others wait unread. */
  atOnce: 4,
  /** Time in which a body must be here, whole. */
  bodyTimeoutMs: 60_000,
  /** How deep objects and lists may lie in each other; ours lie three deep. */
  maxDepth: 16,
} as const;

/** Tokens whose turns are kept; the least lately seen is forgotten first. */
const MOST_TOKENS = 1_000;

export interface PushGate {
  /** Seconds to wait where the token has sent too much, or null where it may go on. */
  waitSeconds(tokenId: string): Promise<number | null>;
  /** Runs `work` in the token's turn. */
  inTurn<T>(tokenId: string, work: () => Promise<T>): Promise<T>;
}

/** @param perMinute requests of one token within a minute */
export function createPushGate(perMinute: number): PushGate {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const turns = new Map<string, LimitFunction>();
  return {
    async waitSeconds(tokenId) {
      try {
        await limiter.consume(tokenId);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
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
