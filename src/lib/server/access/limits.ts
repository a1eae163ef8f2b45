// How often somebody may try to sign in, which holds back a machine that guesses and not a person who
// mistypes. Counted as budget.ts counts: by each web process, until it restarts.
import { createHash } from 'node:crypto';
import { createBudget } from '../budget.ts';

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
  const budgets = {
    address: createBudget(most.address, WINDOW_S),
    emailFromAddress: createBudget(most.emailFromAddress, WINDOW_S),
    email: createBudget(most.email, WINDOW_S),
  };
  // A key of bounded length, whatever was typed.
  const keyOf = (...parts: string[]) =>
    createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  const keyed = (address: string, email: string) =>
    [
      [budgets.address, keyOf(address)],
      [budgets.emailFromAddress, keyOf(address, email)],
      [budgets.email, keyOf(email)],
    ] as const;
  return {
    async count(address, email) {
      for (const [budget, key] of keyed(address, email)) {
        const seconds = await budget.spend(key);
        if (seconds !== null) return seconds;
      }
      return null;
    },
    async forgive(address, email) {
      for (const [budget, key] of keyed(address, email)) await budget.giveBack(key);
    },
  };
}
