// The kinds of failure, never mixed. Bad or absent data is a value, not an error (domain/missing.ts).

/** The world failed: a portal did not answer, or answered with something that is no reply. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: string;
  readonly retryable: boolean;
  /** How long the source asks us to wait before the next try, where it says so. */
  readonly retryAfterMs: number | null;

  /** @param code short and stable, e.g. `timeout`, `http-503`, `not-json` */
  constructor(
    code: string,
    message: string,
    options: { retryable: boolean; cause?: unknown; retryAfterMs?: number | null } = {
      retryable: false,
    },
  ) {
    super(message, { cause: options.cause });
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
