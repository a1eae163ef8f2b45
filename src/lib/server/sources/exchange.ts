// One request and its reply over a connection to an address that was checked: bounded in time, headers
// and bytes, redirects refused, no cookies kept. Only the client imports it.
import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { buildConnector, Pool, type Dispatcher } from 'undici';
import type { SourceError } from '../errors.ts';
import { ACCEPTED_ENCODINGS, isDripping, readBody, type BodyLimits, type Pace } from './body.ts';
import { classify, failure, statusFailure } from './failures.ts';
import { guardedLookup, type Resolve, type Target } from './guard.ts';
import { acceptOf, refuseContentType, refuseDisguise, type MediaKind } from './reply-type.ts';
import type { Allowed } from './source.ts';

/** Limits of one exchange. Every one is a setting; these are the defaults. */
export const EXCHANGE_DEFAULTS = {
  /** Time until there is a connection, TLS included. */
  connectTimeoutMs: 5_000,
  /** Time from the request until the headers are whole; a report may take a portal long to count. */
  headersTimeoutMs: 30_000,
  /** Bytes of all headers of a reply. */
  maxHeaderBytes: 16_384,
};
export type ExchangeLimits = typeof EXCHANGE_DEFAULTS & BodyLimits;

/** What a source calls a version of a reply, to ask whether there is a newer one. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** One reply, whole, with what it says. */
export interface Reply extends Validators {
  url: string;
  /** 200, or 304 where the version that was known still stands: then the body is empty. */
  status: number;
  contentType: string;
  /** Unpacked. */
  body: Uint8Array;
  /** SHA-256 of the body, hex. */
  hash: string;
  receivedAt: Date;
}

export interface Request {
  url: string;
  headers: Readonly<Record<string, string>>;
  accept: MediaKind;
  /** Hosts and ports that may be asked; everything else is refused before a byte leaves. */
  allow: readonly Allowed[];
  /** For the whole reply, body included. */
  timeoutMs: number;
  /** What the last reply was called: the answer may then be 304. */
  known?: Validators | null;
  /** Bytes of this reply, where another limit than the client's holds. */
  maxBytes?: number;
  signal: AbortSignal;
}

export interface ExchangeWorld {
  now: () => Date;
  /** Every address of a name; the system's own resolver by default. */
  resolve?: Resolve;
}

export type Exchange = (target: Target, request: Request) => Promise<Reply>;

const resolveName: Resolve = (host) => lookup(host, { all: true });

/** One header's text; a header that came several times is joined as RFC 9110, 5.3 has it. */
function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
}

/** Nobody means a longer pause than a day. */
const LONGEST_PAUSE_MS = 86_400_000;

/** How long the source asks us to stay away, a day at most; null where it does not, or not in earnest. */
function retryAfterMs(response: Dispatcher.ResponseData, now: Date): number | null {
  const header = headerOf(response, 'retry-after');
  if (header === null) return null;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), LONGEST_PAUSE_MS) : null;
}

function refuseStatus(response: Dispatcher.ResponseData, request: Request, now: Date): void {
  const { statusCode: status } = response;
  if (status === 200 || (status === 304 && request.known)) return;
  const waitMs = retryAfterMs(response, now);
  if (status === 429) throw failure('rate-limited', { retryAfterMs: waitMs });
  if (status >= 300 && status < 400 && status !== 304) {
    throw failure('redirect', { text: `answered with a redirect (${status})` });
  }
  throw statusFailure(status, waitMs);
}

function headersOf({ headers, accept, known }: Request): Record<string, string> {
  return {
    accept: acceptOf(accept),
    'accept-encoding': ACCEPTED_ENCODINGS,
    ...headers,
    ...(known?.etag && { 'if-none-match': known.etag }),
    ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
  };
}

/** The connections to one target: another pin is another pool, so that none is borrowed. */
function openPool(target: Target, resolve: Resolve, limits: ExchangeLimits): Pool {
  const connect = buildConnector({
    timeout: limits.connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(target, resolve),
    // The type asks for a port, which every connection brings along.
    port: target.port,
  });
  return new Pool(target.url.origin, {
    connect,
    allowH2: false,
    headersTimeout: limits.headersTimeoutMs,
    // The whole reply has its own time, and a slow one is cut by its pace.
    bodyTimeout: 0,
    maxHeaderSize: limits.maxHeaderBytes,
  });
}

async function readReply(
  response: Dispatcher.ResponseData,
  request: Request,
  pace: Pace,
  limits: ExchangeLimits & { receivedAt: Date },
): Promise<Reply> {
  const contentType = headerOf(response, 'content-type') ?? '';
  refuseStatus(response, request, limits.receivedAt);
  const { statusCode: status } = response;
  if (status === 200) refuseContentType(contentType, request.accept);
  if (Number(headerOf(response, 'content-length') ?? 0) > limits.maxBytes) {
    throw failure('too-large', { text: `the reply is larger than ${limits.maxBytes} bytes` });
  }
  const encoding = headerOf(response, 'content-encoding') ?? '';
  const body = await readBody(response.body, encoding, pace, limits);
  if (status === 200) refuseDisguise(body, request.accept);
  return {
    url: request.url,
    status,
    contentType,
    body,
    hash: createHash('sha256').update(body).digest('hex'),
    receivedAt: limits.receivedAt,
    etag: headerOf(response, 'etag'),
    lastModified: headerOf(response, 'last-modified'),
  };
}

/** Drops what is left of a reply with its connection; an error of the socket then says nothing new. */
function drop({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => undefined).destroy();
}

function nameFailure(error: unknown, isOver: boolean, pace: Pace, limits: BodyLimits): SourceError {
  if (!isOver) return classify(error);
  return failure(isDripping(pace, limits) ? 'slow' : 'timeout', { cause: error });
}

/**
 * A function that makes one exchange at a time or several, and keeps connections for the next. It
 * throws a SourceError, or the request's own reason where it was stopped.
 */
export function createExchange(world: ExchangeWorld, limits: ExchangeLimits): Exchange {
  const pools = new Map<string, Pool>();
  function poolOf(target: Target): Pool {
    const key = `${target.url.origin} ${target.pinned?.join() ?? ''}`;
    const pool = pools.get(key) ?? openPool(target, world.resolve ?? resolveName, limits);
    pools.set(key, pool);
    return pool;
  }
  return async (target, request) => {
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const pace: Pace = { bytes: 0, begunAtMs: null };
    const own = { ...limits, maxBytes: request.maxBytes ?? limits.maxBytes };
    try {
      const response = await poolOf(target).request({
        path: target.url.pathname + target.url.search,
        method: 'GET',
        headers: headersOf(request),
        signal: AbortSignal.any([request.signal, timeout]),
      });
      pace.begunAtMs = performance.now();
      try {
        return await readReply(response, request, pace, { ...own, receivedAt: world.now() });
      } catch (error) {
        drop(response);
        throw error;
      }
    } catch (error) {
      request.signal.throwIfAborted();
      throw nameFailure(error, timeout.aborted, pace, own);
    }
  };
}
