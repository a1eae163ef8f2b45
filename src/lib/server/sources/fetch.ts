// The polite client that asks sources over HTTP: only where they may be asked, few requests at once,
// each bounded in time and bytes, a host that fails left in peace, few quick tries with full jitter.
// What goes wrong is a SourceError that says whether another try could help. Imported by the kinds of
// source and by the jobs that gather.
import { setTimeout as pause } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import { SourceError } from '../errors.ts';
import { BODY_DEFAULTS } from './body.ts';
import { BREAKER_DEFAULTS, createBreaker, type Breaker } from './breaker.ts';
import {
  createExchange,
  EXCHANGE_DEFAULTS,
  type ExchangeWorld,
  type Reply,
  type Request,
} from './exchange.ts';
import { admit, type Target } from './guard.ts';
import { BUDGET_DEFAULTS, createRetryBudget } from './retry-budget.ts';

/** Limits of the client. Every one is a setting; these are the defaults. */
export const FETCH_DEFAULTS = {
  /** Requests under way at once, over all hosts. */
  concurrency: 16,
  /** Requests under way at once to one host and port. */
  perHost: 2,
  /** Quick tries of one request, the first included. */
  tries: 3,
  /** Full jitter: the nth pause is random between 0 and `baseDelayMs` · 2ⁿ, at most `maxDelayMs`. */
  baseDelayMs: 200,
  /** A source that asks for a longer pause (Retry-After) is left to the ledger's next attempt. */
  maxDelayMs: 5_000,
  ...EXCHANGE_DEFAULTS,
  ...BODY_DEFAULTS,
  ...BREAKER_DEFAULTS,
  ...BUDGET_DEFAULTS,
};
export type FetchLimits = typeof FETCH_DEFAULTS;

export type { Reply, Request, Validators } from './exchange.ts';

export interface PortalClient {
  /** Asks for one reply. Throws a SourceError, or the signal's reason where it was stopped. */
  ask(request: Request): Promise<Reply>;
}

interface World extends ExchangeWorld {
  /** From 0 up to 1. */
  random: () => number;
}

/** What is kept of a host and port: how many may ask at once, and whether it is left in peace. */
interface Host {
  limit: LimitFunction;
  breaker: Breaker;
}

/** Who let a whole time pass is not asked again at once, so that a silent portal holds nobody up. */
const NO_QUICK_TRY: ReadonlySet<string> = new Set([
  'timeout',
  'connect-timeout',
  'slow',
  'breaker-open',
]);

/** Another quick try helps only where the world may have changed within a short pause. */
const isWorthQuickTry = (error: unknown, limits: FetchLimits): error is SourceError =>
  error instanceof SourceError &&
  error.retryable &&
  !NO_QUICK_TRY.has(error.code) &&
  (error.retryAfterMs ?? 0) <= limits.maxDelayMs;

function pauseMs(error: SourceError, nth: number, limits: FetchLimits, random: () => number) {
  const cap = Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** nth);
  return error.retryAfterMs ?? random() * cap;
}

/** A client whose limits hold over everything asked through it: share one among all runs. */
export function createPortalClient(
  world: World,
  settings: Partial<FetchLimits> = {},
): PortalClient {
  const limits = { ...FETCH_DEFAULTS, ...settings };
  const overall = pLimit(limits.concurrency);
  const budget = createRetryBudget(world.now, limits);
  const exchange = createExchange(world, limits);
  const hosts = new Map<string, Host>();

  function hostOf({ url, port }: Target): Host {
    const name = `${url.hostname}:${port}`;
    const breaker = () => createBreaker(world.now, limits);
    const host = hosts.get(name) ?? { limit: pLimit(limits.perHost), breaker: breaker() };
    hosts.set(name, host);
    return host;
  }

  function tryOnce(target: Target, { limit, breaker }: Host, request: Request): Promise<Reply> {
    const go = () => {
      request.signal.throwIfAborted();
      return breaker.run(() => {
        budget.countRequest();
        return exchange(target, request);
      });
    };
    return limit(() => overall(go));
  }

  return {
    async ask(request) {
      const target = admit(request.url, request.allow);
      const host = hostOf(target);
      for (let nth = 1; ; nth += 1) {
        try {
          return await tryOnce(target, host, request);
        } catch (error) {
          const mayTry = nth < limits.tries && !host.breaker.isOnTrial();
          if (!mayTry || !isWorthQuickTry(error, limits) || !budget.take()) throw error;
          const waitMs = pauseMs(error, nth - 1, limits, world.random);
          await pause(waitMs, undefined, { signal: request.signal });
        }
      }
    },
  };
}
