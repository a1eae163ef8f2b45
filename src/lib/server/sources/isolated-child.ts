// The child process of isolated.ts. Its main thread reads one task from its input, has a worker do
// it and watches the memory of the whole process, which limits of the heap do not count; whatever
// happens to the worker, it can still say so. Nobody imports it.
import { writeSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { Answer } from './isolated.ts';

/** Between two looks at the memory: a worker allocates some 100 MB in it at most. */
const WATCH_MS = 20;
/** Of the memory, what the worker's own heap may take; the rest is Node itself and buffers. */
const HEAP_SHARE = 0.5;

const memoryMb = Number(process.argv[2]);

/** Writes the answer, JSON in UTF-8, whole and ends the process, the worker with it. */
function answer(bytes: Uint8Array): never {
  for (let at = 0; at < bytes.byteLength;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      // The pipe is full until the parent has read on.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
  // Not process.exit: it would wait for the worker, which may be past being stopped.
  process.kill(process.pid, 'SIGKILL');
  throw new Error('a killed process goes no further');
}

function refuse(code: string, message: string): never {
  const refusal: Answer = { ok: false, code, message: message.slice(0, 500) };
  return answer(Buffer.from(JSON.stringify(refusal)));
}

const refuseMemory = (): never => refuse('too-large', 'the file takes too much memory to read');

function fail(error: Error): never {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return refuseMemory();
  return refuse('parser-crashed', `the parser failed: ${error.name}: ${error.message}`);
}

const input = await buffer(process.stdin);
const headerEnd = 4 + input.readUInt32BE(0);
const header = JSON.parse(input.subarray(4, headerEnd).toString('utf8')) as unknown;
const content = new Uint8Array(input.subarray(headerEnd));

const worker = new Worker(new URL('./isolated-worker.ts', import.meta.url), {
  workerData: { header, content },
  transferList: [content.buffer],
  resourceLimits: { maxOldGenerationSizeMb: memoryMb * HEAP_SHARE, stackSizeMb: 4 },
});
worker.on('message', answer);
worker.on('error', fail);
worker.on('exit', () => fail(new Error('it ended without an answer')));
setInterval(() => {
  if (process.memoryUsage.rss() > memoryMb * 1_048_576) refuseMemory();
}, WATCH_MS);
