// Child processes of a command: started, watched and stopped in order. main, demo and dev import it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Longer than a web server takes to answer what it has begun. */
const STOP_TIMEOUT_MS = 15_000;

export interface Child {
  name: string;
  /** The first line of its output that matched `readyLine`. */
  ready: string;
  /** Resolves with a sentence once it has ended, whatever the cause. */
  ended: Promise<string>;
  /** Asks it to end, waits, and ends it hard where it does not. May be called twice. */
  stop: () => Promise<void>;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exit;
  clearTimeout(timer);
}

/** Waits for the line that says a child is ready; what it says besides is dropped. */
function whenReady(child: ChildProcess, readyLine: RegExp): Promise<string> {
  const ready = Promise.withResolvers<string>();
  if (child.stdout === null) throw new Error('a child without output is never ready');
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (readyLine.test(line)) ready.resolve(line);
  });
  child.once('exit', () => ready.reject(new Error('it ended before it was ready')));
  child.once('error', ready.reject);
  return ready.promise;
}

/**
 * Starts `node ARGS` as a child in a process group of its own, so that Ctrl-C reaches us alone and we
 * stop our children in order. The channel to it closes with us, even by kill -9; the child then ends.
 *
 * @param options.readyLine what it prints to standard output once it is ready
 * @throws Error where it ends before it is ready; its own words are on standard error
 */
export async function startChild(options: {
  name: string;
  args: string[];
  readyLine: RegExp;
  env?: NodeJS.ProcessEnv;
}): Promise<Child> {
  const child = spawn(process.execPath, options.args, {
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(
    ([code, signal]) => `${options.name} ended (${String(code ?? signal)})`,
  );
  try {
    const ready = await whenReady(child, options.readyLine);
    return { name: options.name, ready, ended, stop: () => stopChild(child) };
  } catch (cause) {
    throw new Error(`${options.name} does not start`, { cause });
  }
}
