// A child process that names each step on its output before it takes it, and whoever waits for one.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Stepping {
  child: ChildProcess;
  /** Steps taken so far, by the first word of their line. */
  steps: Map<string, number>;
  /** Resolves when it takes a step of this name, or ends. */
  untilStep: (name: string) => Promise<void>;
  /** Resolves with its exit code, or with the signal that ended it. */
  ended: Promise<number | string | null>;
  isRunning: () => boolean;
}

/** @param longestMs after this it is killed */
export function startStepping(words: readonly string[], longestMs: number): Stepping {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const steps = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [name = ''] = line.split(' ');
    steps.set(name, (steps.get(name) ?? 0) + 1);
    for (const go of waiting.get(name) ?? []) go();
    waiting.delete(name);
  });
  const ended = once(child, 'close').then(
    ([code, signal]) => (code ?? signal) as number | string | null,
  );
  return {
    child,
    steps,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    untilStep: async (name) => {
      const taken = new Promise<void>((resolve) =>
        waiting.set(name, [...(waiting.get(name) ?? []), resolve]),
      );
      await Promise.race([taken, ended]);
    },
  };
}
