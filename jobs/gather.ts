// The gather job: asks one source for one period and takes what it says into the database, all of it
// or nothing. What goes wrong is recorded in the ledger; the last good figures stay as they are.
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { endWhenIdle, inTransaction } from '#lib/server/db/client.ts';
import { SourceError } from '#lib/server/errors.ts';
import type { Reply } from '#lib/server/sources/fetch.ts';
import { readingRoom } from '#lib/server/sources/reading-room.ts';
import { findStanding } from '#lib/server/store/late.ts';
import { readLastRun, storeReplies } from '#lib/server/store/replies.ts';
import { ClaimLost, finishRun, releaseClaim, transactionOf } from '#lib/server/store/runs.ts';
import { recordFailure, type Failure } from './gather-failure.ts';
import {
  isReread,
  knownResult,
  readAll,
  readerOf,
  type Heard,
  type Reading,
} from './gather-reading.ts';
import { openGathering, type Gathering, type GatherOptions, type Recorded } from './gathering.ts';
import { keepLease } from './lease.ts';
import { startLive } from './live.ts';
import { recordPages } from './record-pages.ts';

const NOTHING: Recorded = { rowsAccepted: 0, rowsQuarantined: 0, versionsWritten: 0 };

/** What is kept is kept as of now, and never as of before what stands was kept. */
const keptAt = ({ at }: Gathering, keptAsOf: Date | null): Date =>
  keptAsOf !== null && keptAsOf > at ? keptAsOf : at;

/**
 * The one transaction: replies, rows, observations, quarantine and the ledger's row, or none.
 *
 * @returns null where it must be read anew: a decision was to be applied to a reply that another has
 * taken the place of, or what nobody read is no longer what was kept last
 */
async function keep(
  ctx: JobContext,
  gathering: Gathering,
  { replies, pages, saidAt }: Reading,
  options: GatherOptions,
): Promise<Recorded | null> {
  const { claim } = gathering;
  const period = gathering.period.code;
  return inTransaction(ctx.db, async (tx) => {
    // A runner that is frozen here must not hold its locks against the one that takes over.
    const bound = endWhenIdle(tx, options.leaseMs, transactionOf(claim));
    const [, { isOvertaken, keptAsOf }, lastKept] = await Promise.all([
      bound,
      findStanding(tx, { ...claim, period }, saidAt),
      readLastRun(tx, claim, period),
    ]);
    if (isOvertaken && claim.trigger === 'correction') return null;
    const asOf = isOvertaken ? gathering.at : keptAt(gathering, keptAsOf);
    const last = isOvertaken || isReread(options) ? null : lastKept;
    const known = isOvertaken ? NOTHING : knownResult(last, replies, gathering);
    if (known === null && pages === null) return null;
    ctx.trace('store-reply');
    await storeReplies(tx, claim, replies);
    const recorded =
      known ?? (await recordPages(ctx, tx, { ...gathering, at: asOf, saidAt }, pages ?? []));
    ctx.trace('finish');
    const stand = { asOf, saidAt, isOvertaken, ...readerOf(gathering) };
    await finishRun(tx, claim, { ...recorded, repliesStored: replies.length, stand });
    ctx.trace('commit');
    return recorded;
  });
}

/** Reads and keeps; what a newer reply took the place of meanwhile is left for that one. */
async function takeIn(
  ctx: JobContext,
  gathering: Gathering,
  options: GatherOptions,
  heard: Heard,
): Promise<Recorded> {
  for (;;) {
    heard.received.length = 0;
    heard.place.leave();
    const reading = await readAll(ctx.db, gathering, options, heard);
    heard.live.step('record');
    const recorded = await keep(ctx, gathering, reading, options);
    if (recorded) return recorded;
  }
}

/** Records a failure, unless the slot is no longer ours: then nobody needs to know. */
async function settle(
  ctx: JobContext,
  gathering: Gathering,
  options: GatherOptions,
  failure: Failure,
): Promise<RunReport> {
  try {
    if (failure.error instanceof ClaimLost) throw failure.error;
    return {
      ...reportOf(options, 'failed'),
      ...(await recordFailure(ctx, gathering, failure)),
    };
  } catch (lost) {
    if (!(lost instanceof ClaimLost)) throw lost;
    return { ...reportOf(options, 'lost'), note: lost.message };
  }
}

const reportOf = (
  { source, period }: GatherOptions,
  outcome: RunReport['outcome'],
  recorded = NOTHING,
): RunReport => ({
  job: 'gather',
  subject: source.id,
  period,
  outcome,
  rows: recorded.rowsAccepted + recorded.rowsQuarantined,
  written: recorded.versionsWritten,
  note: null,
});

/**
 * Runners that may be lost at a slot. They are no tries: one that was ended says nothing of the source.
 * But a slot that ends all who take it up must not go on for ever, and is given up as a fault of ours.
 */
const MOST_LOST = 8;

/** Refuses a slot that too many runners were lost at. */
function refuseDeadly({ claim: { lostRunners } }: GatherOptions): void {
  if (lostRunners < MOST_LOST) return;
  throw new SourceError('gathering-failed', `given up: ${lostRunners} runners were lost at it`);
}

/**
 * Runs one try of a claimed slot. What the source does wrong becomes a value: a row in the ledger,
 * rows in quarantine, missing observations once it is given up (`no-reply`, or `gathering-failed`
 * where the fault is ours; figures that stand are kept). Nothing is kept where the claim was lost.
 * Throws the signal's reason where the job was told to stop (the slot is then free again), and what
 * the database throws while a failure is recorded.
 *
 * @returns rows read and versions written; `unchanged` where the reply was known, byte for byte, or
 * said nothing new
 */
export async function gatherSource(ctx: JobContext, options: GatherOptions): Promise<RunReport> {
  const gathering = await openGathering(ctx, options);
  const received: Reply[] = [];
  const lease = keepLease(ctx.db, options.claim, options);
  const live = startLive(ctx, options.claim);
  const place = readingRoom.enter();
  try {
    refuseDeadly(options);
    ctx.trace('fetch');
    const signal = AbortSignal.any([ctx.signal, lease.signal]);
    const recorded = await takeIn(ctx, gathering, options, { signal, received, live, place });
    ctx.trace('acknowledge');
    live.step('done');
    return reportOf(options, recorded.versionsWritten > 0 ? 'done' : 'unchanged', recorded);
  } catch (error) {
    if (ctx.signal.aborted) {
      await releaseClaim(ctx.db, options.claim, gathering.at);
      throw ctx.signal.reason;
    }
    const { nextAttemptAt, isClockStanding = false } = options;
    const failure = { error, received, nextAttemptAt, isClockStanding };
    const report = await settle(ctx, gathering, options, failure);
    // Told once the ledger has it, so that whoever looks then finds it there.
    live.step('failed');
    return report;
  } finally {
    lease.stop();
    place.leave();
  }
}
