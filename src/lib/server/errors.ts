// The kinds of failure, never mixed. Bad or absent data is a value, not an error (domain/missing.ts).

/** Signs of an error's words that are kept: they may be the source's own, and of any length. */
const MOST_SIGNS = 500;

/**
 * Words about a failure as they may be stored and shown: on one line, since a control character may be
 * none that PostgreSQL takes (U+0000) or one that a terminal obeys, and no longer than 500 signs.
 */
export function plainWords(text: string): string {
  const cut = text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS - 1)}…` : text;
  return cut.replaceAll(/\p{C}+/gu, ' ');
}

/** The world failed: a portal did not answer, or answered with something that is no reply. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: string;
  readonly retryable: boolean;
  /** How long the source asks us to wait before the next try, where it says so. */
  readonly retryAfterMs: number | null;

  /**
   * @param code short and stable, e.g. `timeout`, `http-503`, `not-json`
   * @param message may quote the source; kept as `plainWords` leaves it
   */
  constructor(
    code: string,
    message: string,
    options: { retryable: boolean; cause?: unknown; retryAfterMs?: number | null } = {
      retryable: false,
    },
  ) {
    super(plainWords(message), { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The person who runs this must mend something first; the message says what and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** We failed: throws where something holds that must never hold. */
export function invariant(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(`broken rule: ${message}`);
}
