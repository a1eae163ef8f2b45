// Leaves a host in peace that only fails: after some failures in a row nobody asks it for a while, then
// one request tries, and while that fails the while doubles. Time is handed in, so that it runs as fast
// as the caller's clock does. Only the client imports it.
import { SourceError } from '../errors.ts';
import { failure, hostStateOf } from './failures.ts';

/** Limits of a breaker. Every one is a setting; these are the defaults. */
export const BREAKER_DEFAULTS = {
  /** Failures in a row after which a host is left in peace. */
  failuresToOpen: 5,
  /** How long at first … */
  restMs: 30_000,
  /** … and at most, as it doubles with every try in vain. */
  maxRestMs: 3_600_000,
};
export type BreakerLimits = typeof BREAKER_DEFAULTS;

export interface Breaker {
  /**
   * Does the work, unless the host is being left in peace.
   *
   * @throws SourceError `breaker-open` with the time left, before the work is begun
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** True while only one request at a time may find out whether the host is back. */
  isOnTrial(): boolean;
}

export function createBreaker(now: () => Date, limits: BreakerLimits): Breaker {
  let failures = 0;
  let restMs = limits.restMs;
  /** When a try may be made; null while requests go out freely. */
  let closedUntil: number | null = null;
  let isTrying = false;

  /** Whether the request is the one that tries; throws where it may not go out at all. */
  function begin(): boolean {
    if (closedUntil === null) return false;
    const leftMs = closedUntil - now().getTime();
    if (leftMs > 0 || isTrying) {
      throw failure('breaker-open', { retryAfterMs: Math.max(leftMs, limits.restMs) });
    }
    isTrying = true;
    return true;
  }

  function succeed(): void {
    failures = 0;
    closedUntil = null;
    restMs = limits.restMs;
  }

  function fail(isTrial: boolean): void {
    failures += 1;
    // What was under way when the host was given up says nothing new.
    if (!isTrial && (closedUntil !== null || failures < limits.failuresToOpen)) return;
    restMs = isTrial ? Math.min(restMs * 2, limits.maxRestMs) : limits.restMs;
    closedUntil = now().getTime() + restMs;
  }

  return {
    isOnTrial: () => closedUntil !== null,
    async run(work) {
      const isTrial = begin();
      try {
        const result = await work();
        succeed();
        return result;
      } catch (error) {
        // Our own stop says nothing of the host, and neither does what was refused before it was asked.
        const state = error instanceof SourceError ? hostStateOf(error) : 'unknown';
        if (state === 'unwell') fail(isTrial);
        if (state === 'well') succeed();
        throw error;
      } finally {
        if (isTrial) isTrying = false;
      }
    },
  };
}
