// Reads the body of a push: bounded in bytes, time and depth before anything is made of it. Only the
// push room imports it; uploads have their own way in (report/upload.ts).
import { PUSH_LIMITS } from './limits.ts';
import { pushProblem } from './problems.ts';

const MEGABYTE = 1_000_000;
/** Of a part's name as it is told back. */
const LONGEST_PART = 60;
/** What we do not want we do not read on: the connection ends with the answer. */
const CLOSE = { connection: 'close' };

const tooLarge = (request: Request) =>
  pushProblem(request, 'body-too-large', { most: PUSH_LIMITS.maxBytes / MEGABYTE }, CLOSE);

/**
 * The body's bytes.
 *
 * @throws ProblemError 413 where it is larger than allowed, before it is read where it says so; 408
 * where it is not whole in time
 */
export async function readPushBody(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > PUSH_LIMITS.maxBytes) throw tooLarge(request);
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
      if (bytes > PUSH_LIMITS.maxBytes) throw tooLarge(request);
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

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);

/** Whether objects and lists lie in each other deeper than this, told without building any of them. */
function isDeeperThan(json: Uint8Array, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENS.has(byte)) depth += 1;
    else if (CLOSES.has(byte)) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** What a receipt needs to know of a push. The rows are read later, by the scheduler. */
export interface PushHead {
  period: string;
  unit: string;
}

const isWord = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The parts of a body: what each must be. There is no other. */
const PARTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  period: isWord,
  unit: isWord,
  rows: (value) => Array.isArray(value) && value.length > 0,
};

/** The first part that is missing, malformed or unknown; null where the body is as it must be. */
function faultyPart(parts: Readonly<Record<string, unknown>>): string | null {
  const isOther = (name: string): boolean => !Object.hasOwn(PARTS, name);
  const lacking = Object.entries(PARTS).find(([name, isSound]) => !isSound(parts[name]));
  return lacking?.[0] ?? Object.keys(parts).find(isOther) ?? null;
}

/**
 * What a push says it is about.
 *
 * @throws ProblemError 400 where it is no JSON, 422 naming the part that is missing or unknown
 */
export function readPushHead(request: Request, body: Uint8Array): PushHead {
  const most = PUSH_LIMITS.maxDepth;
  const json = isDeeperThan(body, most) ? undefined : parse(body);
  if (json === undefined) throw pushProblem(request, 'bad-json', { most });
  const parts = (json ?? {}) as Record<string, unknown>;
  const part = faultyPart(parts);
  if (part !== null) throw pushProblem(request, 'bad-body', { part: part.slice(0, LONGEST_PART) });
  return { period: String(parts.period), unit: String(parts.unit) };
}
