// Whose fault it is that a run failed. Pure; the jobs that record failures and whatever tells a sender
// what became of a hand-in import it, so that both say the same.

/**
 * Codes of failures that lie with us, though a source or a sender brings them to light: none of them
 * can mend it, and the same bytes may do well another time. Everything else lies in what was sent, or
 * in who was asked.
 */
const OUR_FAULTS: ReadonlySet<string> = new Set([
  'internal',
  'gathering-failed',
  // Too many large replies at once.
  'no-room',
  'no-secret',
  'secret-elsewhere',
  // Reading took longer than it may, or its process died: a busy machine does that to a sound file.
  'too-slow',
  'parser-crashed',
]);

/** @param code as a run keeps it; null where nothing went wrong */
export const isOurFault = (code: string | null): boolean => code !== null && OUR_FAULTS.has(code);
