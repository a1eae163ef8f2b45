// How a long-running command ends: what was opened is closed in reverse order, once, whatever the
// cause. main, demo and dev import it.

export interface Stopping {
  /** Aborted as soon as the command is to end; its reason says why. */
  signal: AbortSignal;
  /** Adds something to close. What was added last is closed first. */
  onStop: (close: () => Promise<void>) => void;
  /** Asks the command to end. */
  stop: (reason: string) => void;
  /** Closes everything; resolves when all is closed. */
  closeAll: () => Promise<void>;
}

/** Listens for Ctrl-C, SIGTERM, a closed terminal, and the end of the process that started us. */
export function listenForStop(): Stopping {
  const controller = new AbortController();
  const closers: (() => Promise<void>)[] = [];
  const stop = (reason: string): void => controller.abort(new Error(reason));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(name));
  if (process.connected) {
    process.once('disconnect', () => stop('the process that started this one is gone'));
    process.channel?.unref();
  }
  return {
    signal: controller.signal,
    stop,
    onStop: (close) => void closers.push(close),
    async closeAll() {
      for (let close = closers.pop(); close; close = closers.pop()) await close();
    },
  };
}

/** Resolves once the signal is aborted. */
export const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
