// Reads the body of a reply as it streams in: counted on the wire and again after decompression, cut
// where it is too large, swells beyond measure or only drips. Never more than the cap is held. Only
// the client's own files import it.
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  type BrotliDecompress,
  type Gunzip,
  type Inflate,
} from 'node:zlib';
import { failure } from './failures.ts';

/** Limits of one reply's body. Every one is a setting; these are the defaults. */
export const BODY_DEFAULTS = {
  /** Bytes of one reply, on the wire and after decompression: 8 MiB, the largest seen is under 1. */
  maxBytes: 8_388_608,
  /** Bytes that one byte on the wire may become; pages of like rows pack to a thirtieth. */
  maxRatio: 200,
  /** A reply that brings fewer bytes a second than this … */
  minBytesPerSecond: 100,
  /** … over this long is cut. */
  slowWindowMs: 10_000,
};
export type BodyLimits = typeof BODY_DEFAULTS;

/** Below this many bytes no reply is a bomb, whatever its ratio. */
const HARMLESS_BYTES = 1_048_576;

/** What has come in on the wire, and since when. */
export interface Pace {
  bytes: number;
  /** When the headers were there, on the clock of `performance`; null before. */
  begunAtMs: number | null;
}

type Decoder = Gunzip | Inflate | BrotliDecompress;

/** Bytes unpacked at a time: a quarter as many turns of the event loop as by Node's own 16 KiB. */
const UNPACKED_AT_ONCE = { chunkSize: 65_536 };

const DECODERS: Readonly<Record<string, () => Decoder>> = {
  gzip: () => createGunzip(UNPACKED_AT_ONCE),
  'x-gzip': () => createGunzip(UNPACKED_AT_ONCE),
  deflate: () => createInflate(UNPACKED_AT_ONCE),
  br: () => createBrotliDecompress(UNPACKED_AT_ONCE),
};
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

function decoderOf(encoding: string): Decoder | null {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return null;
  const create = DECODERS[name];
  if (!create) throw failure('bad-encoding', { text: `packed as "${name.slice(0, 50)}"` });
  return create();
}

/** Whether what came so far came too slowly to go on with. */
export function isDripping(pace: Pace, { minBytesPerSecond }: BodyLimits): boolean {
  if (pace.begunAtMs === null) return false;
  return pace.bytes < ((performance.now() - pace.begunAtMs) / 1000) * minBytesPerSecond;
}

/** Cuts a body that drips; the function returned ends the watch. */
function watchPace(body: Readable, pace: Pace, limits: BodyLimits): () => void {
  const leastBytes = (limits.minBytesPerSecond * limits.slowWindowMs) / 1000;
  let before = pace.bytes;
  const timer = setInterval(() => {
    if (pace.bytes - before < leastBytes) body.destroy(failure('slow'));
    before = pace.bytes;
  }, limits.slowWindowMs);
  return () => clearInterval(timer);
}

/** @param packedBytes what they were unpacked from */
function refuseSize(bytes: number, packedBytes: number, limits: BodyLimits): void {
  if (bytes > HARMLESS_BYTES && bytes > packedBytes * limits.maxRatio) throw failure('bomb');
  if (bytes > limits.maxBytes) {
    throw failure('too-large', { text: `the reply is larger than ${limits.maxBytes} bytes` });
  }
}

/**
 * The whole body, unpacked. `pace` is kept up to date while it comes.
 *
 * @param encoding the Content-Encoding, empty where there is none
 * @throws SourceError `too-large`, `bomb`, `slow`, `bad-encoding`; what the socket and zlib throw
 */
export async function readBody(
  body: Readable,
  encoding: string,
  pace: Pace,
  limits: BodyLimits,
): Promise<Buffer> {
  const decoder = decoderOf(encoding);
  const chunks: Buffer[] = [];
  let bytes = 0;
  async function* count(wire: AsyncIterable<Buffer>) {
    for await (const chunk of wire) {
      pace.bytes += chunk.byteLength;
      refuseSize(pace.bytes, pace.bytes, limits);
      yield chunk;
    }
  }
  async function collect(parts: AsyncIterable<Buffer>): Promise<void> {
    for await (const part of parts) {
      bytes += part.byteLength;
      // What has come in is ahead of what has been unpacked.
      refuseSize(bytes, decoder?.bytesWritten ?? bytes, limits);
      chunks.push(part);
    }
  }
  const endWatch = watchPace(body, pace, limits);
  try {
    await (decoder ? pipeline(body, count, decoder, collect) : pipeline(body, count, collect));
  } finally {
    endWatch();
  }
  return Buffer.concat(chunks, bytes);
}
