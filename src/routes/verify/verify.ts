// Has a package worked out again in a worker. The page imports it, in the browser alone.
import type { Reply } from './verify-worker.ts';

/** The package's answer, or that it could not be read. */
export function verifyPackage(zip: ArrayBuffer): Promise<Reply> {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Reply>((resolve) => {
    worker.addEventListener('message', (event: MessageEvent<Reply>) => {
      resolve(event.data);
    });
    worker.addEventListener('error', () => {
      resolve({ fault: 'unreadable' });
    });
    worker.postMessage(zip, [zip]);
  }).finally(() => {
    worker.terminate();
  });
}
