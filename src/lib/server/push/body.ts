// Reads the body of a push: bounded in bytes and time, and not looked into. Only the push room imports
// it; uploads have their own way in (handing-in/upload.ts).
import { PUSH_LIMITS } from './limits.ts';
import { pushProblem } from './problems.ts';

const MEGABYTE = 1_000_000;
/** What we do not want we do not read on: the connection ends with the answer. */
const CLOSE = { connection: 'close' };

/** What may be tried: megabytes and rows. */
export const checkLimits = {
  most: PUSH_LIMITS.maxCheckBytes / MEGABYTE,
  rows: PUSH_LIMITS.maxCheckRows,
};

const tooLarge = (request: Request, most: number) =>
  most === PUSH_LIMITS.maxBytes
    ? pushProblem(request, 'body-too-large', { most: most / MEGABYTE }, CLOSE)
    : pushProblem(request, 'too-large-to-check', checkLimits, CLOSE);

/**
 * The bytes that a request says its body has, 0 where it does not say; Node holds it to them.
 *
 * @param most bytes
 * @throws ProblemError 413 where they are more than allowed
 */
export function announcedBytes(request: Request, most: number): number {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > most) throw tooLarge(request, most);
  return announced;
}

/**
 * The body's bytes.
 *
 * @param most bytes
 * @throws ProblemError 413 where it turns out larger than allowed; 408 where it is not whole in time
 */
export async function readPushBody(request: Request, most: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const timeout = AbortSignal.timeout(PUSH_LIMITS.bodyTimeoutMs);
  const giveUp = () => void reader.cancel().catch(() => undefined);
  timeout.addEventListener('abort', giveUp);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.byteLength;
      if (bytes > most) throw tooLarge(request, most);
      chunks.push(part.value);
    }
  } finally {
    timeout.removeEventListener('abort', giveUp);
  }
  if (timeout.aborted) {
    const seconds = PUSH_LIMITS.bodyTimeoutMs / 1000;
    throw pushProblem(request, 'body-too-slow', { seconds }, CLOSE);
  }
  return Buffer.concat(chunks, bytes);
}
