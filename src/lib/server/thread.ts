// Has a worker thread do one task, so that the event loop of whoever asks stays free. What the server
// works out for long imports it.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROJECT_FOLDER } from './project-folder.ts';

/**
 * What a thread says first. The thread sees no environment, and has ended when this settles.
 *
 * @param file the source that it runs, from the folder of package.json
 * @param task given to it as `workerData`
 * @param signal ends it, as nobody waits any more
 * @throws what the thread threw, or the signal's reason
 */
export async function inThread<Answer>(
  file: string,
  task: object,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer> {
  signal.throwIfAborted();
  const worker = new Worker(join(PROJECT_FOLDER, file), { workerData: task, env: {} });
  const ended = once(worker, 'exit').then(([code]: number[]) => {
    throw new Error(`the thread of ${file} ended with ${code ?? 'nothing'} and no answer`);
  });
  try {
    const said = once(worker, 'message', { signal }) as Promise<[Answer]>;
    const [answer] = await Promise.race([said, ended]);
    return answer;
  } finally {
    await worker.terminate();
  }
}
