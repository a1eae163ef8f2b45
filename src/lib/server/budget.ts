// How much of something one sender may use up within a while: requests, bytes, tries. Each web process
// counts for itself and a restart forgets, since what budgets hold back is a loop or a machine that
// guesses, not a person. The rooms that take something in from outside import it.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface Budget {
  /**
   * Uses some of it up.
   *
   * @returns seconds, 1 or more, until there is some again where too much is used up; else null
   */
  spend(key: string, amount?: number): Promise<number | null>;
  /** Gives back what one `spend` took. */
  giveBack(key: string, amount?: number): Promise<void>;
}

/** @param most of it for each key within `seconds`, counted from the key's first */
export function createBudget(most: number, seconds: number): Budget {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds });
  return {
    async spend(key, amount = 1) {
      try {
        await limiter.consume(key, amount);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
    async giveBack(key, amount = 1) {
      await limiter.reward(key, amount);
    },
  };
}
