// Has trials of other weights worked out in a worker, the latest wish first. The panel imports it, in
// the browser alone.
import type { TrialAnswer } from '#lib/domain/explain/trial.ts';
import type { TrialTask } from './trial-worker.ts';

export interface Trier {
  /** What is asked while another is worked out waits, in place of what waited; null asks nothing. */
  ask: (task: TrialTask | null) => void;
  end: () => void;
}

/** @param tell gets the answer to what was asked last, null where the worker failed; no other */
export function createTrier(tell: (answer: TrialAnswer | null) => void): Trier {
  let worker: Worker | null = null;
  let running: TrialTask | null = null;
  let wanted: TrialTask | null = null;

  function open(): Worker {
    const opened = new Worker(new URL('./trial-worker.ts', import.meta.url), { type: 'module' });
    opened.addEventListener('message', (event: MessageEvent<TrialAnswer>) => answered(event.data));
    opened.addEventListener('error', () => {
      end();
      answered(null);
    });
    return opened;
  }
  function start(): void {
    running = wanted;
    worker ??= open();
    worker.postMessage(running);
  }
  function answered(answer: TrialAnswer | null): void {
    const isWanted = running === wanted;
    running = null;
    if (isWanted) tell(answer);
    else if (wanted) start();
  }
  function end(): void {
    worker?.terminate();
    worker = null;
  }
  return {
    ask(task) {
      wanted = task;
      if (task && !running) start();
    },
    end,
  };
}
