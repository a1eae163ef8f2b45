// The frame of commands that run until they are stopped: whatever ends them, what they opened is
// closed in reverse order. main, demo and dev import it.
import { UsageError } from '#lib/server/errors.ts';
import { listenForStop, untilStopped, type Stopping } from './stopping.ts';

/** A stop that a person or our parent asked for; anything else that ends us is a fault. */
const isAsked = (reason: unknown): boolean =>
  reason instanceof Error && /^SIG|gone$/.test(reason.message);

function tell(error: unknown): void {
  const text = error instanceof UsageError ? error.message : error;
  process.stderr.write(`${text instanceof Error ? (text.stack ?? text.message) : String(text)}\n`);
}

/**
 * Starts things up by `begin`, waits until the command is stopped, closes everything, and leaves:
 * with 0 where the stop was asked for, with 1 where something failed or a child ended by itself.
 */
export async function runUntilStopped(begin: (stopping: Stopping) => Promise<void>): Promise<void> {
  const stopping = listenForStop();
  let exitCode = 0;
  try {
    await begin(stopping);
    await untilStopped(stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) {
      tell(error);
      exitCode = 1;
    }
  }
  const reason: unknown = stopping.signal.reason;
  if (stopping.signal.aborted && !isAsked(reason)) {
    tell(reason instanceof Error ? reason.message : reason);
    exitCode = 1;
  }
  await stopping.closeAll();
  process.exit(exitCode);
}
