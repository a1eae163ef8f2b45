// The polite client that asks sources over HTTP: few requests at once, each bounded in time and
// bytes, redirects refused, quick tries with full jitter. What goes wrong is a SourceError that says
// whether another try could help. Imported by the kinds of source and by the jobs that gather.
import { createHash } from 'node:crypto';
import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import pLimit, { type LimitFunction } from 'p-limit';
import { SourceError } from '../errors.ts';
import { classify } from './failures.ts';

/** Limits of the client. Every one is a setting; these are the defaults. */
export const FETCH_DEFAULTS = {
  /** Requests under way at once, over all hosts. */
  concurrency: 8,
  /** Requests under way at once to one host and port. */
  perHost: 2,
  /** Bytes of one reply, after decompression: 32 MiB; the largest page seen in practice is under 1. */
  maxBytes: 33_554_432,
  /** Quick tries of one request, the first included. */
  tries: 3,
  /** Full jitter: the nth pause is random between 0 and `baseDelayMs` · 2ⁿ, at most `maxDelayMs`. */
  baseDelayMs: 200,
  /** A source that asks for a longer pause (Retry-After) is left to the ledger's next attempt. */
  maxDelayMs: 5_000,
};
export type FetchLimits = typeof FETCH_DEFAULTS;

/** One reply, whole, with what it says. */
export interface Reply {
  url: string;
  status: number;
  contentType: string;
  body: Uint8Array;
  /** SHA-256 of the body, hex. */
  hash: string;
  receivedAt: Date;
  /** What the source calls this version of the reply (ETag, Last-Modified), where it says so. */
  etag: string | null;
  lastModified: string | null;
}

export interface Request {
  url: string;
  headers: Record<string, string>;
  /** For the whole reply, body included. */
  timeoutMs: number;
  signal: AbortSignal;
}

export interface PortalClient {
  /** Asks for one reply. Throws a SourceError, or the signal's reason where it was stopped. */
  ask(request: Request): Promise<Reply>;
}

interface World {
  fetch: typeof fetch;
  now: () => Date;
  /** From 0 up to 1. */
  random: () => number;
}

function retryAfterMs(response: Response, now: Date): number | null {
  const header = response.headers.get('retry-after');
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function refuseStatus(response: Response, now: Date): void {
  const { status } = response;
  if (status === 200) return;
  if (status >= 300 && status < 400) {
    throw new SourceError('redirect', `answered with a redirect (${status})`);
  }
  throw new SourceError(`http-${status}`, `answered with status ${status}`, {
    retryable: status === 429 || status >= 500,
    retryAfterMs: retryAfterMs(response, now),
  });
}

function refuseContentType(contentType: string): void {
  if (/^application\/([\w.+-]+\+)?json\b/i.test(contentType)) return;
  // A page of maintenance or sign-in comes with status 200; the next try may meet the portal again.
  throw new SourceError('not-json', `answered with "${contentType}", not with JSON`, {
    retryable: true,
  });
}

/** Counts what comes out of decompression, so that a small bomb is stopped like a large body. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new SourceError('too-large', `the reply is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

async function askOnce(world: World, request: Request, maxBytes: number): Promise<Reply> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await world.fetch(request.url, {
      headers: { accept: 'application/json', ...request.headers },
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, timeout]),
    });
    const receivedAt = world.now();
    const contentType = response.headers.get('content-type') ?? '';
    try {
      refuseStatus(response, receivedAt);
      refuseContentType(contentType);
    } catch (error) {
      await response.body?.cancel();
      throw error;
    }
    const body = await readBody(response, maxBytes);
    const hash = createHash('sha256').update(body).digest('hex');
    const { status, headers } = response;
    const etag = headers.get('etag');
    const lastModified = headers.get('last-modified');
    const { url } = request;
    return { url, status, contentType, body, hash, receivedAt, etag, lastModified };
  } catch (error) {
    request.signal.throwIfAborted();
    throw classify(error, timeout.aborted);
  }
}

/**
 * Another quick try helps only where the world may have changed within a short pause. Who let the
 * whole time pass is left to the ledger's next attempt, so that a silent portal holds nobody up.
 */
const worthQuickTry = (error: unknown, limits: FetchLimits): boolean =>
  error instanceof SourceError &&
  error.retryable &&
  error.code !== 'timeout' &&
  (error.retryAfterMs ?? 0) <= limits.maxDelayMs;

function pauseMs(error: unknown, attempt: number, limits: FetchLimits, random: () => number) {
  const asked = error instanceof SourceError ? error.retryAfterMs : null;
  const cap = Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** attempt);
  return asked ?? random() * cap;
}

/** A client whose limits hold over everything asked through it: share one among all runs. */
export function createPortalClient(
  world: World,
  settings: Partial<FetchLimits> = {},
): PortalClient {
  const limits = { ...FETCH_DEFAULTS, ...settings };
  const overall = pLimit(limits.concurrency);
  const hosts = new Map<string, LimitFunction>();
  const hostLimit = (url: string): LimitFunction => {
    const { host } = new URL(url);
    const limit = hosts.get(host) ?? pLimit(limits.perHost);
    hosts.set(host, limit);
    return limit;
  };
  const policy = retry(
    handleWhen((error) => worthQuickTry(error, limits)),
    {
      maxAttempts: limits.tries - 1,
      backoff: new DelegateBackoff(({ attempt, result }) =>
        pauseMs('error' in result ? result.error : null, attempt, limits, world.random),
      ),
    },
  );
  return {
    ask: (request) =>
      policy.execute(
        () => hostLimit(request.url)(() => overall(() => askOnce(world, request, limits.maxBytes))),
        request.signal,
      ),
  };
}
