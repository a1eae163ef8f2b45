// What becomes of a try that failed: it waits for another, is given up, or is returned to whoever
// handed it in. Only gather.ts imports it.
import { RETURNED } from '#lib/domain/intake.ts';
import { isOurFault } from '#lib/domain/our-faults.ts';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { inTransaction, isDatabaseAway, type Db } from '#lib/server/db/client.ts';
import { SourceError } from '#lib/server/errors.ts';
import type { Reply } from '#lib/server/sources/fetch.ts';
import { recordObservations } from '#lib/server/store/observations.ts';
import { keepReturned } from '#lib/server/store/quarantine.ts';
import { storeReplies } from '#lib/server/store/replies.ts';
import { failRun } from '#lib/server/store/runs.ts';
import { absent, observe, owedFigures, Returned, type Gathering } from './gathering.ts';

/** Ends of a try that nobody was asked in. */
const NOT_ASKED: ReadonlySet<string> = new Set(['breaker-open', 'gathering-failed']);

export interface Failure {
  error: unknown;
  /** What came before it failed, which is evidence. */
  received: readonly Reply[];
  /** See GatherOptions. */
  nextAttemptAt: (attempt: number, askedMs: number | null) => Date;
  isClockStanding: boolean;
}

/** Given up: every figure that the source owes is missing, unless one stands from before. */
async function recordSilence(tx: Db, gathering: Gathering, isOurs: boolean): Promise<number> {
  const owed = await owedFigures(gathering);
  const reason = isOurs ? 'gathering-failed' : 'no-reply';
  const batch = owed.map(({ unitId, indicator }) =>
    observe(gathering, unitId, indicator, absent(reason)),
  );
  const { written } = await recordObservations(tx, batch, gathering.at, { keepStanding: true });
  return written;
}

/** What is known of an error: its code, its words, and whether another try could help. */
function tellError(error: unknown) {
  if (error instanceof Returned) {
    return { code: RETURNED, isOurs: false, isFinal: true, askedMs: null };
  }
  if (!(error instanceof SourceError)) {
    return { code: 'internal', isOurs: true, isFinal: false, askedMs: null };
  }
  const { code, retryable, retryAfterMs } = error;
  return { code, isOurs: isOurFault(code), isFinal: !retryable, askedMs: retryAfterMs };
}

/**
 * Records a failed try in one transaction: what came, the rows that a returned lot was refused for,
 * the figures that are missing once nobody asks any more, and the ledger's row. What was handed in
 * leaves no figure missing: nobody was silent.
 *
 * @throws ClaimLost where somebody else has claimed the slot since
 */
export async function recordFailure(
  ctx: JobContext,
  gathering: Gathering,
  failure: Failure,
): Promise<Pick<RunReport, 'outcome' | 'written' | 'note'>> {
  const { source, claim, period, at } = gathering;
  const { error, received } = failure;
  const { code, isOurs, isFinal, askedMs } = tellError(error);
  // Nobody was asked while the breaker was open, nor where no try was left, and who answered is not to
  // blame where our database was away: no try of theirs, unless no time passes until the next.
  const isTry = !NOT_ASKED.has(code) && !isDatabaseAway(error);
  const wasAsked = isTry || failure.isClockStanding;
  // The same bytes again would be no better, unless it was us who could not read them.
  const isHopeless = isFinal || (gathering.isHandedIn && !isOurs);
  const isOver = isHopeless || (wasAsked && claim.attempt >= source.maxAttempts);
  const nextAttemptAt = isOver ? null : failure.nextAttemptAt(claim.attempt, askedMs);
  const text = error instanceof Error ? error.message : String(error);
  const subject = { source: source.id, period: period.code, attempt: claim.attempt, code };
  const words = `gathering failed: ${text}`;
  // A source that fails is told on its page and by mail; what is broken here only the log can tell.
  if (code === 'internal') ctx.log.error({ ...subject, err: error }, words);
  else ctx.log.warn(subject, words);
  const written = await inTransaction(ctx.db, async (tx) => {
    // What was handed in stands with the run since its receipt, and is all that a next try has.
    if (!gathering.isHandedIn) await storeReplies(tx, claim, received);
    if (error instanceof Returned) await keepReturned(tx, claim, period, error.rows, at);
    const owes = isOver && !gathering.isHandedIn;
    const versionsWritten = owes ? await recordSilence(tx, gathering, isOurs) : 0;
    await failRun(tx, claim, {
      code,
      text,
      nextAttemptAt,
      wasAsked,
      repliesStored: gathering.isHandedIn ? 1 : received.length,
      rowsQuarantined: error instanceof Returned ? error.rowCount : 0,
      versionsWritten,
    });
    return versionsWritten;
  });
  return { outcome: isOver ? 'failed' : 'retry', written, note: `${code}: ${text}` };
}
