// Keeps the lease of a claim alive while a job works on it. Jobs that take longer than a moment import it.
import type { Db } from '#lib/server/db/client.ts';
import { SourceError } from '#lib/server/errors.ts';
import { ClaimLost, extendLease, type Claim } from '#lib/server/store/runs.ts';

export interface LeaseOptions {
  /** How long the claim holds without a sign of life. */
  leaseMs: number;
  /** How long the whole may take; without end where it is left out. */
  limitMs?: number | undefined;
}

/** `signal` fires where the lease is lost or the whole takes too long; `stop` ends the signs of life. */
export function keepLease(
  db: Db,
  claim: Claim,
  { leaseMs, limitMs = Number.POSITIVE_INFINITY }: LeaseOptions,
): { signal: AbortSignal; stop: () => void } {
  const ended = new AbortController();
  const overAtMs = performance.now() + limitMs;
  const timer = setInterval(
    () => {
      if (performance.now() > overAtMs) {
        const text = `the whole took longer than ${limitMs / 1000} s`;
        ended.abort(new SourceError('timeout', text, { retryable: true }));
      }
      extendLease(db, claim, leaseMs).then(
        (held) => held || ended.abort(new ClaimLost(`run ${claim.runId} was taken over`)),
        // The database is away for a moment: the transaction itself will say whether it matters.
        () => undefined,
      );
    },
    Math.min(leaseMs / 3, limitMs),
  );
  return { signal: ended.signal, stop: () => clearInterval(timer) };
}
