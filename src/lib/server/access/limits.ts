// How often somebody may try to sign in. Counted in the memory of this web process, which a restart
// forgets: what it holds back is a machine that guesses, not a person who mistypes.
import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_S = 900;
/**
 * Failures within the window. One address may use up its own tries for an e-mail, but not those of the
 * person behind it, who would be locked out by anybody.
 */
const MOST = { emailFromAddress: 10, address: 30, email: 100 };

export interface SignInLimits {
  /** Counts a try. @returns seconds to wait where there were too many, else null */
  count: (address: string, email: string) => Promise<number | null>;
  /** Takes the try back: it was the right password. */
  forgive: (address: string, email: string) => Promise<void>;
}

/** @param most tries within a quarter of an hour; tests bring their own */
export function createSignInLimits(most = MOST): SignInLimits {
  const limiterOf = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_S });
  const limiters = {
    address: limiterOf(most.address),
    emailFromAddress: limiterOf(most.emailFromAddress),
    email: limiterOf(most.email),
  };
  // A key of bounded length, whatever was typed.
  const keyOf = (...parts: string[]) =>
    createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  const keyed = (address: string, email: string) =>
    [
      [limiters.address, keyOf(address)],
      [limiters.emailFromAddress, keyOf(address, email)],
      [limiters.email, keyOf(email)],
    ] as const;
  return {
    async count(address, email) {
      try {
        for (const [limiter, key] of keyed(address, email)) await limiter.consume(key);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.ceil(refused.msBeforeNext / 1000);
      }
    },
    async forgive(address, email) {
      for (const [limiter, key] of keyed(address, email)) await limiter.reward(key);
    },
  };
}
