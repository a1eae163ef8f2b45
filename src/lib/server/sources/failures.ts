// Names what goes wrong between a source and us: every failure of the client has a stable code, kept
// with the run and put into words on the pages on sources. Only the client's own files import it.
import { SourceError } from '../errors.ts';

interface Kind {
  /** For logs and the run; what a reader sees is chosen by the code. */
  text: string;
  /** Whether the same request may well succeed later. */
  retryable: boolean;
  /** Codes of Node and of undici that mean it. */
  codes?: RegExp;
}

const FAILURES = {
  'not-allowed': { text: 'it lies outside of what the source may ask', retryable: false },
  'breaker-open': { text: 'its host failed too often and is left in peace', retryable: true },
  'connect-timeout': {
    text: 'no connection came about in time',
    retryable: true,
    codes: /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
  },
  timeout: {
    text: 'it took too long',
    retryable: true,
    codes: /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/,
  },
  slow: { text: 'the reply only drips in', retryable: true },
  refused: { text: 'nobody listens at its address', retryable: true, codes: /^ECONNREFUSED$/ },
  'unknown-host': {
    text: 'its host name is not known',
    retryable: true,
    codes: /^(ENOTFOUND|EAI_AGAIN|ENODATA)$/,
  },
  unreachable: {
    text: 'its network cannot be reached',
    retryable: true,
    codes: /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EACCES)$/,
  },
  tls: {
    text: 'its certificate or its encryption failed',
    retryable: false,
    codes:
      /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_OSSL|EPROTO$|HOSTNAME_MISMATCH)/,
  },
  closed: {
    text: 'it closed the connection before the reply was whole',
    retryable: true,
    codes:
      /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_ABORTED|ERR_STREAM_PREMATURE_CLOSE)$/,
  },
  'rate-limited': { text: 'it asks us to come less often', retryable: true },
  redirect: { text: 'it answered with a redirect, which is never followed', retryable: false },
  html: { text: 'it answered with a web page', retryable: true },
  'not-json': { text: 'it did not answer with JSON', retryable: true },
  'wrong-type': { text: 'it did not answer with the kind of file expected', retryable: true },
  'too-large': {
    text: 'the reply is too large',
    retryable: false,
    codes: /^UND_ERR_(HEADERS_OVERFLOW|RES_EXCEEDED_MAX_SIZE)$/,
  },
  bomb: { text: 'the reply swells beyond measure when it is unpacked', retryable: false },
  'bad-encoding': {
    text: 'the reply cannot be unpacked',
    retryable: true,
    codes: /^(Z_|ERR_(_)?(BROTLI|ZSTD)|ERR__ERROR_FORMAT|ERR_BROTLI)/,
  },
  'bad-http': { text: 'what it says is not HTTP', retryable: true, codes: /^HTTPParserError$/ },
  network: { text: 'the connection failed', retryable: true },
} satisfies Record<string, Kind>;

/** The codes of the client; beside them stands `http-NNN` for a status that is no reply. */
export type FailureCode = keyof typeof FAILURES;
export const FAILURE_CODES = Object.keys(FAILURES) as FailureCode[];

interface Particulars {
  text?: string;
  cause?: unknown;
  retryAfterMs?: number | null;
}

/** The error for one of our codes; `text` says more than the code's own words. */
export function failure(code: FailureCode, particulars: Particulars = {}): SourceError {
  const { text, retryable } = FAILURES[code];
  return new SourceError(code, particulars.text ?? text, { ...particulars, retryable });
}

/** The error for a status that is no reply: a fault of the portal's own may pass, the rest does not. */
export const statusFailure = (status: number, retryAfterMs: number | null): SourceError =>
  new SourceError(`http-${status}`, `answered with status ${status}`, {
    retryable: status >= 500,
    retryAfterMs,
  });

/** Codes and names of an error and of its causes. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    // A reply that is not HTTP has a name in undici 8.12.4, but no code.
    codes.push(at.name);
    if ('code' in at && typeof at.code === 'string') codes.push(at.code);
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf));
  }
  return codes;
}

/** A SourceError among the causes: what our own checks threw inside of a socket. */
function ownFailure(error: unknown): SourceError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof SourceError) return at;
  }
  return null;
}

/** The SourceError for whatever a request threw; a SourceError is passed on as it is. */
export function classify(cause: unknown): SourceError {
  const own = ownFailure(cause);
  if (own) return own;
  const codes = codesOf(cause);
  const isMeant = (code: FailureCode): boolean => {
    const kind: Kind = FAILURES[code];
    return codes.some((found) => kind.codes?.test(found) ?? false);
  };
  return failure(FAILURE_CODES.find(isMeant) ?? 'network', { cause });
}

/** What a host that is down, or asks for peace, does; beside them stands every `http-5NN`. */
const UNWELL: ReadonlySet<string> = new Set<FailureCode>([
  ...(['connect-timeout', 'timeout', 'slow', 'refused', 'unknown-host', 'unreachable'] as const),
  ...(['tls', 'closed', 'bad-http', 'network', 'rate-limited'] as const),
]);

/**
 * What a failure says of its host. `unwell` it is down or overloaded, and better left in peace · `well`
 * it answered, though not with what one request wanted: a page of the wrong kind, too much, a refusal ·
 * `unknown` it was never asked.
 */
export function hostStateOf({ code }: SourceError): 'unwell' | 'well' | 'unknown' {
  if (code === 'not-allowed' || code === 'breaker-open') return 'unknown';
  return UNWELL.has(code) || /^http-5/.test(code) ? 'unwell' : 'well';
}
