// How many requests may be quick tries of failed ones: a tenth, over the last while. When everything
// fails, tries must not triple the load. Only the client imports it.

/** Limits of the budget. Every one is a setting; these are the defaults. */
export const BUDGET_DEFAULTS = {
  /** Share of requests, in the last while, that may be quick tries: a tenth. */
  retryShare: 0.1,
  /** Quick tries that are free in that while, so that the first request may be tried again too. */
  freeRetries: 5,
  /** How long requests are remembered. */
  budgetWindowMs: 300_000,
};
export type BudgetLimits = typeof BUDGET_DEFAULTS;

export interface RetryBudget {
  countRequest(): void;
  /** Takes one quick try out of the budget; false where none is left. */
  take(): boolean;
}

/** The window moves in steps of a tenth of it. */
const STEPS = 10;

export function createRetryBudget(now: () => Date, limits: BudgetLimits): RetryBudget {
  const steps: { number: number; requests: number; retries: number }[] = [];

  function currentStep() {
    const number = Math.floor(now().getTime() / (limits.budgetWindowMs / STEPS));
    while (steps[0] && steps[0].number <= number - STEPS) steps.shift();
    const last = steps.at(-1);
    if (last && last.number >= number) return last;
    const step = { number, requests: 0, retries: 0 };
    steps.push(step);
    return step;
  }

  return {
    countRequest() {
      currentStep().requests += 1;
    },
    take() {
      const step = currentStep();
      const requests = steps.reduce((sum, one) => sum + one.requests, 0);
      const retries = steps.reduce((sum, one) => sum + one.retries, 0);
      if (retries >= Math.max(limits.freeRetries, requests * limits.retryShare)) return false;
      step.retries += 1;
      return true;
    },
  };
}
