// The thread of isolated-child.ts that does the named task and tells its answer. Nobody imports it.
import { parentPort, workerData } from 'node:worker_threads';
import { invariant, SourceError } from '../errors.ts';
import type { Answer } from './isolated.ts';

const { header, content } = workerData as {
  header: { task: string; settings: unknown; tasks: string };
  content: Uint8Array;
};

interface Tasks {
  runTask: (name: string, settings: unknown, content: Uint8Array) => Promise<unknown>;
}

/** What is wrong with the file is an answer; anything else is the parser's own failure. */
async function tell(): Promise<Answer> {
  const { runTask } = (await import(header.tasks)) as Tasks;
  try {
    return { ok: true, value: await runTask(header.task, header.settings, content) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}

invariant(parentPort, 'a worker has a parent');
// As bytes: a large answer moves from thread to thread without being copied.
const bytes = new TextEncoder().encode(JSON.stringify(await tell()));
parentPort.postMessage(bytes, [bytes.buffer]);
