// Names what went wrong below HTTP: the codes of Node's sockets and of its fetch, turned into few
// words that a run can keep. Only fetch.ts imports it.
import { SourceError } from '../errors.ts';

/** Node's and undici's error codes, by the name we keep. */
const NAMES: readonly (readonly [name: string, codes: RegExp, text: string])[] = [
  ['refused', /^ECONNREFUSED$/, 'nobody listens at its address'],
  ['unknown-host', /^(ENOTFOUND|EAI_AGAIN)$/, 'its host name is not known'],
  ['unreachable', /^(EHOSTUNREACH|ENETUNREACH|EACCES)$/, 'its network cannot be reached'],
  ['timeout', /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'it took too long'],
  [
    'tls',
    /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/,
    'its certificate failed',
  ],
  [
    'closed',
    /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_ABORTED)$/,
    'it closed the connection before the reply was whole',
  ],
];

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code);
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf));
  }
  return codes;
}

/**
 * The SourceError for whatever a request threw. A SourceError is passed on as it is; everything of
 * the network may pass by itself and is retryable, a failed certificate is not.
 */
export function classify(error: unknown, timedOut: boolean): SourceError {
  if (error instanceof SourceError) return error;
  if (timedOut) {
    return new SourceError('timeout', 'it took too long', { retryable: true, cause: error });
  }
  const codes = codesOf(error);
  const found = NAMES.find(([, pattern]) => codes.some((code) => pattern.test(code)));
  const [name, , text] = found ?? ['network', null, 'the connection failed'];
  return new SourceError(name, text, { retryable: name !== 'tls', cause: error });
}
