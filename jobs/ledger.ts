// The ledger decides: which slots of which sources are due, by what has run and by each source's
// policy for slots it missed; it claims them, runs them side by side and has failed ones tried again.
// The scheduler, the demo and the command line import it.
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { createPortalClient, type PortalClient } from '#lib/server/sources/fetch.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import {
  claimSlot,
  readSlots,
  skipSlots,
  type RunTrigger,
  type Slot,
} from '#lib/server/store/runs.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { gatherSource } from './gather.ts';
import { createReference, type Reference } from './reference.ts';
import { periodOfSlot, slotsUntil } from './slots.ts';

/** Limits of running slots. Every one is an option; these are the defaults. */
export const LEDGER_DEFAULTS = {
  /** Sources gathered at once. */
  concurrency: 8,
  /** How long a claim holds without a sign of life; after that a crashed run is taken up again. */
  leaseMs: 30_000,
  /** A slot this late is a missed one; the scheduler looks once a minute. */
  graceMs: 300_000,
  /** The nth pause between tries of a slot is random between half and all of base · 4ⁿ⁻¹ … */
  retryBaseMs: 60_000,
  /** … and at most this. */
  retryCapMs: 3_600_000,
  /** The same between tries where the clock is simulated and nobody waits for it. */
  simulatedRetryMs: 300,
};
export type LedgerLimits = typeof LEDGER_DEFAULTS;

export interface DueOptions extends Partial<LedgerLimits> {
  /** Slots up to this moment are due. */
  until: Date;
  /**
   * `simulated` where `ctx.now` stands still, as when history is gathered anew: failed slots are then
   * tried again at once, after a short real pause, and a slot held by another runner is waited for.
   */
  clock?: 'real' | 'simulated';
  trigger?: RunTrigger;
  /** Only these sources; all that are in use by default. */
  sources?: readonly string[];
  client?: PortalClient;
  onProgress?: (progress: GatherProgress) => void;
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
  durationMs: number;
}

interface DueSlot {
  source: SourceConfig;
  slot: Slot;
}

interface Runner {
  ctx: JobContext;
  options: DueOptions;
  limits: LedgerLimits;
  client: PortalClient;
  reference: Reference;
}

const keyOf = (sourceId: string, slotAt: Date): string => `${sourceId} ${slotAt.getTime()}`;

/** Which of the slots that never ran are run, and which are let go. */
function applyPolicy(slots: DueSlot[], policy: string, isMissed: (slot: Slot) => boolean) {
  if (policy === 'all') return { run: slots, skip: [] };
  const late = slots.filter(({ slot }) => isMissed(slot));
  const kept = policy === 'latest' && late.length === slots.length ? late.slice(-1) : [];
  return {
    run: slots.filter((entry) => !late.includes(entry) || kept.includes(entry)),
    skip: late.filter((entry) => !kept.includes(entry)),
  };
}

/**
 * The slots that are due and unfinished, oldest first, each with its source: those that never ran
 * (as the source's policy has it), those that wait for another try, and those that somebody holds.
 */
async function findDue(runner: Runner): Promise<DueSlot[]> {
  const { ctx, options, limits } = runner;
  const sources = await readSources(ctx.db, options.sources);
  const known = await readSlots(
    ctx.db,
    'gather',
    sources.map((source) => source.id),
  );
  const states = new Map(known.map((row) => [keyOf(row.sourceId, row.slotAt), row.state]));
  const isMissed = (slot: Slot) => options.until.getTime() - slot.slotAt.getTime() > limits.graceMs;
  const due: DueSlot[] = [];
  const skipped: Slot[] = [];
  for (const source of sources) {
    const slots = slotsUntil(source, options.until).map((slotAt): DueSlot => {
      const slot: Slot = {
        job: 'gather',
        sourceId: source.id,
        unitId: source.unit,
        slotAt,
        period: periodOfSlot(source, slotAt),
        trigger: options.trigger ?? 'schedule',
      };
      if (!options.trigger && isMissed(slot)) slot.trigger = 'missed';
      return { source, slot };
    });
    const stateOf = ({ slot }: DueSlot) => states.get(keyOf(slot.sourceId, slot.slotAt));
    const fresh = slots.filter((entry) => stateOf(entry) === undefined);
    const { run, skip } = applyPolicy(fresh, source.missedPolicy, isMissed);
    const begun = slots.filter((entry) => ['waiting', 'running'].includes(stateOf(entry) ?? ''));
    due.push(...begun, ...run);
    skipped.push(...skip.map(({ slot }) => slot));
  }
  await skipSlots(ctx.db, skipped, ctx.now());
  return due.sort((a, b) => a.slot.slotAt.getTime() - b.slot.slotAt.getTime());
}

/** When a slot may be tried again; at once where the clock is simulated. */
function scheduleRetry({ ctx, options, limits }: Runner, attempt: number, askedMs: number | null) {
  if (options.clock === 'simulated') return ctx.now();
  const cap = Math.min(limits.retryCapMs, limits.retryBaseMs * 4 ** (attempt - 1));
  const pauseMs = Math.max(cap * (0.5 + Math.random() / 2), askedMs ?? 0);
  return new Date(ctx.now().getTime() + pauseMs);
}

/** Runs one try of a slot; null where somebody else has it, or it is not due yet. */
async function tryOnce(runner: Runner, { source, slot }: DueSlot): Promise<RunReport | null> {
  const { ctx, limits, client, reference } = runner;
  const asOf = ctx.now();
  const claim = await claimSlot(ctx.db, slot, { asOf, dueBy: asOf, leaseMs: limits.leaseMs });
  if (!claim) return null;
  return gatherSource(ctx, {
    source,
    period: slot.period,
    claim,
    client,
    reference,
    leaseMs: limits.leaseMs,
    nextAttemptAt: (attempt, askedMs) => scheduleRetry(runner, attempt, askedMs),
  });
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
  durationMs: 0,
});

/** Runs slots side by side, those of one moment before those of the next, and adds up what came. */
async function runAll(runner: Runner, due: DueSlot[], total: GatherReport): Promise<void> {
  const limit = pLimit(runner.limits.concurrency);
  const rounds = Map.groupBy(due, ({ slot }) => slot.slotAt.getTime());
  for (const round of rounds.values()) {
    const runs = round.map((entry) =>
      limit(async () => {
        const report = await runSlot(runner, entry);
        if (!report) return;
        total.outcomes[report.outcome] += 1;
        total.rows += report.rows;
        total.written += report.written;
        const finished = Object.values(total.outcomes).reduce((sum, count) => sum + count, 0);
        runner.options.onProgress?.({ finished, due: total.due, rows: total.rows, last: report });
      }),
    );
    const ends = await Promise.allSettled(runs);
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure) throw failure.reason;
  }
}

/**
 * Runs every slot that is due by `until`. With a real clock each is tried once, and whatever failed
 * is due again later by the ledger; with a simulated one it returns when no slot is left unfinished.
 * Two callers at the same time, in one process or on two machines, share the slots between them.
 * Throws the signal's reason where it was told to stop; the slots under way are then free again.
 */
export async function runDueSlots(ctx: JobContext, options: DueOptions): Promise<GatherReport> {
  const begun = performance.now();
  const { fetch, now } = ctx;
  const client = options.client ?? createPortalClient({ fetch, now, random: Math.random });
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const limits: LedgerLimits = { ...LEDGER_DEFAULTS, ...Object.fromEntries(given) };
  const runner: Runner = { ctx, options, limits, client, reference: createReference(ctx.db) };
  const total = emptyReport();
  for (;;) {
    const due = await findDue(runner);
    const before = Object.values(total.outcomes).reduce((sum, count) => sum + count, 0);
    total.due = before + due.length;
    await runAll(runner, due, total);
    if (options.clock !== 'simulated' || due.length === 0) break;
    // What is left is held by another runner: it ends it, or its lease runs out.
    if ((await findDue(runner)).length === 0) break;
    await pause(limits.simulatedRetryMs, undefined, { signal: ctx.signal });
  }
  total.durationMs = performance.now() - begun;
  return total;
}
