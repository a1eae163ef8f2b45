// Runs the slots that are due: claims each in the ledger, gathers side by side, and has what failed
// tried again. The scheduler, the demo and the command line import it.
import { setTimeout as pause } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { createPortalClient, type PortalClient } from '#lib/server/sources/fetch.ts';
import { claimSlot, skipSlots, supersedeSlots, type RunTrigger } from '#lib/server/store/runs.ts';
import { findDueSlots, type DueSlot } from './due.ts';
import { gatherSource } from './gather.ts';
import type { GatherOptions } from './gathering.ts';
import { handBack, handBackLeft } from './hand-back.ts';
import { createReference, type Reference } from './reference.ts';

/** Limits of running slots. Every one is an option; these are the defaults. */
export const LEDGER_DEFAULTS = {
  /** Sources gathered at once. */
  concurrency: 8,
  /** How long a claim holds without a sign of life; after that a crashed run is taken up again. */
  leaseMs: 30_000,
  /** A source has this long for all its pages of one try, the pauses between them included. */
  runLimitMs: 600_000,
  /** A slot this late is a missed one; the scheduler looks once a minute. */
  graceMs: 300_000,
  /** Sources that are due at one moment start within this time of it; the scheduler's is longer. */
  spreadMs: 0,
  /** The nth pause between tries of a slot is random between half and all of base · 4ⁿ⁻¹ … */
  retryBaseMs: 60_000,
  /** … and at most this. */
  retryCapMs: 3_600_000,
  /** The same between tries where the clock is simulated and nobody waits for it. */
  simulatedRetryMs: 300,
};
export type LedgerLimits = typeof LEDGER_DEFAULTS;

export interface RunOptions extends Partial<LedgerLimits> {
  /**
   * `simulated` where `ctx.now` stands still, as when history is gathered anew: failed slots are then
   * tried again at once, after a short real pause, and a slot held by another runner is waited for.
   */
  clock?: 'real' | 'simulated';
  /** See GatherOptions. */
  reread?: boolean;
  client?: PortalClient;
  /** Shared by callers whose runs together may be no more than it lets; else each has its own. */
  lane?: LimitFunction;
  /**
   * Sources that a caller is at, where callers overlap: what they leave is found by the next look, so
   * that what a source said first is also read first.
   */
  underWay?: Set<string>;
  onProgress?: (progress: GatherProgress) => void;
}

export interface DueOptions extends RunOptions {
  /** Slots up to this moment are due. */
  until: Date;
  /** Said of the slots in the ledger; by default `schedule`, or `missed` where they come late. */
  trigger?: RunTrigger;
  /** Only these sources; all that are in use by default. */
  sources?: readonly string[];
}

export interface GatherProgress {
  finished: number;
  due: number;
  rows: number;
  last: RunReport;
}

/** What came of all the slots that were due. */
export interface GatherReport {
  due: number;
  /** How many runs ended in each way; a slot that was tried again counts once, by its end. */
  outcomes: Record<RunReport['outcome'], number>;
  rows: number;
  written: number;
  /** Runs that failed, with the reason in their note. */
  failures: RunReport[];
  durationMs: number;
}

interface Runner {
  ctx: JobContext;
  options: RunOptions;
  limits: LedgerLimits;
  client: PortalClient;
  reference: Reference;
}

/** Waiting slots are claimed whatever time they wait for, where the clock is simulated. */
const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

async function findDue({ ctx, limits }: Runner, options: DueOptions): Promise<DueSlot[]> {
  const { until, trigger, sources } = options;
  const { due, letGo, superseded, faults } = await findDueSlots(ctx.db, {
    until,
    graceMs: limits.graceMs,
    spreadMs: limits.spreadMs,
    ...(trigger && { trigger }),
    ...(sources && { sources }),
  });
  for (const { sourceId, error } of faults) {
    ctx.log.error({ source: sourceId, err: error }, 'the slots of a source cannot be told');
  }
  await skipSlots(ctx.db, letGo, ctx.now());
  await supersedeSlots(ctx.db, superseded);
  return due;
}

/** When a slot may be tried again; at once where the clock is simulated. */
function scheduleRetry({ ctx, options, limits }: Runner, attempt: number, askedMs: number | null) {
  if (options.clock === 'simulated') return ctx.now();
  const cap = Math.min(limits.retryCapMs, limits.retryBaseMs * 4 ** (attempt - 1));
  const pauseMs = Math.max(
    cap * (0.5 + Math.random() / 2),
    // No source may have its period, and so its whole series, wait for longer than we would.
    Math.min(askedMs ?? 0, limits.retryCapMs),
  );
  return new Date(ctx.now().getTime() + pauseMs);
}

/**
 * Runs one try of a slot; null where somebody else has it, or it is not due yet. Where not even its
 * failure can be recorded, the slot is given back, and that is no try.
 */
async function tryOnce(runner: Runner, { source, slot }: DueSlot): Promise<RunReport | null> {
  const { ctx, limits, client, reference } = runner;
  const asOf = ctx.now();
  const dueBy = runner.options.clock === 'simulated' ? END_OF_TIME : asOf;
  const claim = await claimSlot(ctx.db, slot, { asOf, dueBy, leaseMs: limits.leaseMs });
  if (!claim) return null;
  const options: GatherOptions = {
    source,
    period: slot.period,
    claim,
    client,
    reference,
    leaseMs: limits.leaseMs,
    limitMs: limits.runLimitMs,
    isClockStanding: runner.options.clock === 'simulated',
    reread: runner.options.reread ?? false,
    nextAttemptAt: (attempt, askedMs) => scheduleRetry(runner, attempt, askedMs),
  };
  try {
    return await gatherSource(ctx, options);
  } catch (error) {
    if (!ctx.signal.aborted)
      await handBack(ctx.db, claim, scheduleRetry(runner, claim.attempt, null));
    throw error;
  }
}

/** Tries a slot until it ends, where the clock is simulated; else once, the next tick tries again. */
async function runSlot(runner: Runner, due: DueSlot): Promise<RunReport | null> {
  const { ctx, options, limits } = runner;
  for (let attempt = 1; ; attempt += 1) {
    ctx.signal.throwIfAborted();
    const report = await tryOnce(runner, due);
    if (options.clock !== 'simulated' || report?.outcome !== 'retry') return report;
    await pause(limits.simulatedRetryMs * attempt * Math.random(), undefined, {
      signal: ctx.signal,
    });
  }
}

const emptyReport = (): GatherReport => ({
  due: 0,
  outcomes: { done: 0, unchanged: 0, retry: 0, failed: 0, lost: 0 },
  rows: 0,
  written: 0,
  failures: [],
  durationMs: 0,
});

const countRuns = ({ outcomes }: GatherReport): number =>
  Object.values(outcomes).reduce((sum, count) => sum + count, 0);

/**
 * Runs a slot, and where not even its failure can be recorded, says so and goes on with the others: it
 * is given back, and a later look takes it up again. With a simulated clock nobody looks later.
 */
async function runAlone(runner: Runner, due: DueSlot): Promise<RunReport | 'stuck' | null> {
  const { ctx, options } = runner;
  try {
    return await runSlot(runner, due);
  } catch (error) {
    if (ctx.signal.aborted || options.clock === 'simulated') throw error;
    ctx.log.error({ source: due.source.id, slot: due.slot, err: error }, 'a slot could not be run');
    return 'stuck';
  }
}

/** Runs one slot in its turn, and adds up what came. False where its source is stuck. */
async function runNext(runner: Runner, due: DueSlot, total: GatherReport): Promise<boolean> {
  const run = await runAlone(runner, due);
  if (run === 'stuck') return false;
  if (run === null) return true;
  total.outcomes[run.outcome] += 1;
  total.rows += run.rows;
  total.written += run.written;
  if (run.outcome === 'failed' || run.outcome === 'retry') total.failures.push(run);
  const finished = countRuns(total);
  runner.options.onProgress?.({ finished, due: total.due, rows: total.rows, last: run });
  return true;
}

/**
 * Runs the slots of each source one after another, oldest first, and those of different sources side
 * by side: one that is slow holds up none but itself. A source's slots enter the ledger in order, since
 * one begun is taken for a sign that those before are; so one that is stuck ends its turn. A source
 * that another caller is at is left to it.
 */
async function runAll(runner: Runner, due: readonly DueSlot[], total: GatherReport): Promise<void> {
  await handBackLeft(runner.ctx.db);
  const lane = runner.options.lane ?? pLimit(runner.limits.concurrency);
  const { underWay = new Set<string>() } = runner.options;
  const state = { isBroken: false };
  const runSource = async (slots: readonly DueSlot[]): Promise<void> => {
    for (const entry of slots) {
      const mayGoOn = await lane(() => !state.isBroken && runNext(runner, entry, total));
      if (!mayGoOn) return;
    }
  };
  const takeSource = async (id: string, slots: readonly DueSlot[]): Promise<void> => {
    if (underWay.has(id)) return;
    underWay.add(id);
    try {
      await runSource(slots);
    } catch (error) {
      state.isBroken = true;
      throw error;
    } finally {
      underWay.delete(id);
    }
  };
  const bySource = Map.groupBy(due, ({ source }) => source.id);
  const runs = [...bySource].map(([id, slots]) => takeSource(id, slots));
  const ends = await Promise.allSettled(runs);
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

function startRunner(ctx: JobContext, options: RunOptions): Runner {
  const client = options.client ?? createPortalClient({ now: ctx.now, random: Math.random });
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const limits: LedgerLimits = { ...LEDGER_DEFAULTS, ...Object.fromEntries(given) };
  return { ctx, options, limits, client, reference: createReference(ctx.db) };
}

/** Runs the slots given, such as those that a person asks for, as `runDueSlots` runs the due ones. */
export async function runSlots(
  ctx: JobContext,
  slots: readonly DueSlot[],
  options: RunOptions,
): Promise<GatherReport> {
  const begun = performance.now();
  const total = { ...emptyReport(), due: slots.length };
  await runAll(startRunner(ctx, options), slots, total);
  return { ...total, durationMs: performance.now() - begun };
}

/**
 * Runs every slot that is due by `until`. With a real clock each is tried once, and whatever failed
 * is due again later by the ledger; with a simulated one it returns when no slot is left unfinished.
 * Two callers at the same time, in one process or on two machines, share the slots between them.
 * Throws the signal's reason where it was told to stop; the slots under way are then free again.
 */
export async function runDueSlots(ctx: JobContext, options: DueOptions): Promise<GatherReport> {
  const begun = performance.now();
  const runner = startRunner(ctx, options);
  const total = emptyReport();
  for (;;) {
    const due = await findDue(runner, options);
    if (due.length === 0) break;
    total.due = countRuns(total) + due.length;
    await runAll(runner, due, total);
    if (options.clock !== 'simulated') break;
    // What is still left then is held by another runner: it ends it, or its lease runs out.
    await pause(countRuns(total) < total.due ? runner.limits.simulatedRetryMs : 0, undefined, {
      signal: ctx.signal,
    });
  }
  total.durationMs = performance.now() - begun;
  return total;
}
