// Turns the JSON of a page into other JSON by a JSONata expression, https://docs.jsonata.org. An
// expression can loop or grow without end, so it runs in a worker thread that is ended at its limits.
// portal-json.ts imports it; source-mapping.ts checks expressions here when a source is read.
import { Worker } from 'node:worker_threads';
import jsonata from 'jsonata';
import * as v from 'valibot';
import { SourceError } from '../errors.ts';

export const RESHAPE_LIMITS = { timeoutMs: 2_000, memoryMb: 256 };
export type ReshapeLimits = typeof RESHAPE_LIMITS;

/** Of the worker's stack; deeper recursion is an error of the expression. */
const STACK_MB = 4;
const WORKER = new URL('./reshape-worker.ts', import.meta.url);

/** What the worker says: the new JSON as text, or what is wrong with the expression. */
const answer = v.union([
  v.object({ json: v.string() }),
  v.object({ fault: v.string(), position: v.optional(v.number()) }),
]);

const fault = v.object({ message: v.string(), position: v.optional(v.number()) });

const atPosition = (text: string, position: number | undefined): string =>
  position === undefined ? text : `${text} (at sign ${position})`;

/** What is wrong with an expression, with the place in it; null where it can be run. */
export function expressionFault(expression: string): string | null {
  try {
    jsonata(expression);
    return null;
  } catch (error) {
    const read = v.safeParse(fault, error);
    return read.success ? atPosition(read.output.message, read.output.position) : String(error);
  }
}

function startWorker(expression: string, text: string, { memoryMb }: ReshapeLimits): Worker {
  return new Worker(WORKER, {
    workerData: { expression, text },
    // No secret of ours is there to be seen.
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: Math.ceil(memoryMb / 8),
      stackSizeMb: STACK_MB,
    },
  });
}

function readAnswer(message: unknown): unknown {
  const read = v.parse(answer, message);
  if ('json' in read) return JSON.parse(read.json) as unknown;
  throw new SourceError('shape', `reshape: ${atPosition(read.fault, read.position)}`);
}

function toFault(error: unknown): SourceError {
  const isOverfull =
    error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isOverfull
    ? new SourceError('too-large', 'reshape takes more memory than it may', {
        retryable: false,
        cause: error,
      })
    : new SourceError('shape', `reshape: ${String(error)}`, { retryable: false, cause: error });
}

/**
 * The JSON that an expression makes of a page's text.
 *
 * @throws SourceError `too-slow` or `too-large` where it was ended at a limit, `shape` where it fails
 * or makes nothing; the signal's reason where it was stopped
 */
export async function reshape(
  expression: string,
  text: string,
  signal: AbortSignal,
  limits: ReshapeLimits = RESHAPE_LIMITS,
): Promise<unknown> {
  signal.throwIfAborted();
  const worker = startWorker(expression, text, limits);
  const ended = Promise.withResolvers<unknown>();
  const stop = (): void => ended.reject(signal.reason as Error);
  const timer = setTimeout(() => {
    const seconds = limits.timeoutMs / 1000;
    const text = `reshape takes longer than ${seconds} s`;
    // A busy machine may be to blame.
    ended.reject(new SourceError('too-slow', text, { retryable: true }));
  }, limits.timeoutMs);
  worker.once('message', ended.resolve);
  worker.once('error', (error) => ended.reject(toFault(error)));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return readAnswer(await ended.promise);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
