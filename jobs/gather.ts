// The gather job: asks one source for one period and takes what it says into the database, all of it
// or nothing. What goes wrong is recorded in the ledger; the last good figures stay as they are.
import { periodOf } from '#lib/domain/period.ts';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { endWhenIdle, inTransaction, type Db } from '#lib/server/db/client.ts';
import { SourceError } from '#lib/server/errors.ts';
import type { PortalClient, Reply } from '#lib/server/sources/fetch.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { recordObservations } from '#lib/server/store/observations.ts';
import { type LastRun, readLastRun, storeReplies } from '#lib/server/store/replies.ts';
import {
  ClaimLost,
  extendLease,
  failRun,
  finishRun,
  releaseClaim,
  type Claim,
} from '#lib/server/store/runs.ts';
import { recordPlatform } from './gather-platform.ts';
import { recordServices } from './gather-services.ts';
import { absent, observe, owedFigures, type Gathering, type Recorded } from './gathering.ts';
import type { Reference } from './reference.ts';

export interface GatherOptions {
  source: SourceConfig;
  /** Code of the period that is asked for. */
  period: string;
  /** The slot, claimed for this try. */
  claim: Claim;
  client: PortalClient;
  reference: Reference;
  /** How long the claim holds without a sign of life. */
  leaseMs: number;
  /** When the slot may be tried again after its nth try; `asked` is what the source asks for. */
  nextAttemptAt: (attempt: number, askedMs: number | null) => Date;
  /** Reads the reply again even where its bytes are known: needed after a mapping was mended. */
  reread?: boolean;
}

const NOTHING: Recorded = { rowsAccepted: 0, rowsQuarantined: 0, versionsWritten: 0 };

/** What the last run made of these replies, where it received the same, byte for byte; else null. */
function knownResult(last: LastRun | null, replies: readonly Reply[]): Recorded | null {
  if (!last || last.hashes.length !== replies.length) return null;
  const isSame = replies.every((reply, place) => reply.hash === last.hashes[place]);
  const { rowsAccepted, rowsQuarantined } = last;
  return isSame ? { rowsAccepted, rowsQuarantined, versionsWritten: 0 } : null;
}

/** Keeps the lease alive; `signal` fires where it is lost. */
function keepLease(db: Db, { claim, leaseMs }: GatherOptions) {
  const lost = new AbortController();
  const timer = setInterval(() => {
    extendLease(db, claim, leaseMs).then(
      (held) => held || lost.abort(new ClaimLost(`run ${claim.runId} was taken over`)),
      // The database is away for a moment: the transaction itself will say whether it matters.
      () => undefined,
    );
  }, leaseMs / 3);
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}

async function askAll(
  gathering: Gathering,
  client: PortalClient,
  signal: AbortSignal,
  received: Reply[],
): Promise<Page[]> {
  const { source, period, reference } = gathering;
  const unitCode = await reference.codeOf(source.unit, period.end);
  const onReply = (reply: Reply) => received.push(reply);
  const pages: Page[] = [];
  const question = { source, period, unitCode, client, stored: null, signal, onReply };
  for await (const page of kindOf(source).read(question)) pages.push(page);
  return pages;
}

const record = (ctx: JobContext, tx: Db, gathering: Gathering, pages: readonly Page[]) => {
  const { mapping } = gathering.source;
  if (mapping.produces === 'package')
    throw new SourceError('no-kind', 'packages are loaded by hand');
  return mapping.produces === 'services'
    ? recordServices(ctx, tx, gathering, pages, mapping)
    : recordPlatform(ctx, tx, gathering, pages, mapping);
};

/** The one transaction: replies, rows, observations, quarantine and the ledger's row, or none. */
async function keep(
  ctx: JobContext,
  gathering: Gathering,
  pages: readonly Page[],
  options: GatherOptions,
): Promise<Recorded> {
  const { claim } = gathering;
  const replies = pages.map((page) => page.reply);
  const last = await readLastRun(ctx.db, claim, gathering.period.code);
  const known = options.reread ? null : knownResult(last, replies);
  return inTransaction(ctx.db, async (tx) => {
    // A runner that is frozen here must not hold its locks against the one that takes over.
    await endWhenIdle(tx, options.leaseMs);
    ctx.trace('store-reply');
    await storeReplies(tx, claim, replies);
    const recorded = known ?? (await record(ctx, tx, gathering, pages));
    ctx.trace('finish');
    await finishRun(tx, claim, { ...recorded, repliesStored: replies.length });
    ctx.trace('commit');
    return recorded;
  });
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

async function recordFailure(
  ctx: JobContext,
  gathering: Gathering,
  error: unknown,
  received: readonly Reply[],
  options: GatherOptions,
): Promise<RunReport> {
  const { source, claim, period } = gathering;
  const fault = error instanceof SourceError ? error : null;
  const isOver = claim.attempt >= source.maxAttempts || fault?.retryable === false;
  const nextAttemptAt = isOver
    ? null
    : options.nextAttemptAt(claim.attempt, fault?.retryAfterMs ?? null);
  const code = fault?.code ?? 'internal';
  const text = error instanceof Error ? error.message : String(error);
  ctx.log.warn(
    {
      source: source.id,
      period: period.code,
      attempt: claim.attempt,
      code,
      err: fault ? undefined : error,
    },
    `gathering failed: ${text}`,
  );
  const written = await inTransaction(ctx.db, async (tx) => {
    await storeReplies(tx, claim, received);
    const versionsWritten = isOver ? await recordSilence(tx, gathering, !fault) : 0;
    const repliesStored = received.length;
    await failRun(tx, claim, { code, text, nextAttemptAt, repliesStored, versionsWritten });
    return versionsWritten;
  });
  const outcome = isOver ? 'failed' : 'retry';
  return { ...reportOf(options, outcome), written, note: `${code}: ${text}` };
}

/** Records a failure, unless the slot is no longer ours: then nobody needs to know. */
async function settle(...failure: Parameters<typeof recordFailure>): Promise<RunReport> {
  const [, , error, , options] = failure;
  try {
    if (error instanceof ClaimLost) throw error;
    return await recordFailure(...failure);
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

async function start(ctx: JobContext, options: GatherOptions): Promise<Gathering> {
  const { source, claim, reference } = options;
  const fed = await reference.indicators(source.series);
  return {
    source,
    claim,
    reference,
    period: periodOf(options.period, source.reckoning),
    indicators: new Map(fed.map((indicator) => [indicator.code, indicator])),
    at: ctx.now(),
  };
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
  const gathering = await start(ctx, options);
  const received: Reply[] = [];
  const lease = keepLease(ctx.db, options);
  try {
    ctx.trace('fetch');
    const signal = AbortSignal.any([ctx.signal, lease.signal]);
    const pages = await askAll(gathering, options.client, signal, received);
    const recorded = await keep(ctx, gathering, pages, options);
    ctx.trace('acknowledge');
    return reportOf(options, recorded.versionsWritten > 0 ? 'done' : 'unchanged', recorded);
  } catch (error) {
    if (ctx.signal.aborted) {
      await releaseClaim(ctx.db, options.claim, gathering.at);
      throw ctx.signal.reason;
    }
    return await settle(ctx, gathering, error, received, options);
  } finally {
    lease.stop();
  }
}
