// Runs that a person asks for: each gets a slot of its own in the ledger, beside the schedule's. The
// command line imports it.
import { parsePeriod } from '#lib/domain/period.ts';
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { readLastRuns } from '#lib/server/store/runs.ts';
import { readSources } from '#lib/server/store/sources.ts';
import type { DueSlot } from './due.ts';
import { runSlots, type GatherProgress, type GatherReport } from './ledger.ts';
import { periodOfSlot, lastSlots } from '#lib/server/sources/slots.ts';

export interface HandOptions {
  /** All sources in use by default. */
  sources?: readonly string[];
  /** By default the one that each source's last slot asks for. */
  period?: string;
  /** See GatherOptions. */
  reread?: boolean;
  /** The moment that the slots are entered under: the real one, whatever the run's "now" is. */
  slotAt: Date;
  onProgress?: (progress: GatherProgress) => void;
}

async function chooseSources(ctx: JobContext, options: HandOptions): Promise<SourceConfig[]> {
  const found = await readSources(ctx.db, options.sources);
  const unknown = options.sources?.filter((id) => !found.some((source) => source.id === id)) ?? [];
  if (unknown.length > 0) {
    throw new UsageError(`No source ${unknown.join(', ')}. "npm run jobs -- list" shows them.`);
  }
  if (found.length === 0) throw new UsageError('No source is registered yet.');
  return found;
}

/** The period that the source's last slot asks for: a later one is not over, or not to be had. */
export function lastPeriod(source: SourceConfig, now: Date): string {
  const slotAt = lastSlots(source, { until: now }, 1).at(-1);
  if (!slotAt) throw new UsageError(`${source.id} is not asked before ${source.firstSlot}.`);
  return periodOfSlot(source, slotAt);
}

function periodFor(source: SourceConfig, options: HandOptions, now: Date): string {
  const last = lastPeriod(source, now);
  const { period } = options;
  if (period === undefined) return last;
  if (parsePeriod(period)?.frequency !== source.frequency) {
    throw new UsageError(
      `--period ${period}: ${source.id} is asked by the ${source.frequency}, such as ${last}.`,
    );
  }
  if (period > last) {
    throw new UsageError(`--period ${period}: the last that ${source.id} is asked for is ${last}.`);
  }
  return period;
}

/** History is only ever added to at its end: a run may not be entered before one that was. */
async function refuseEarlier(ctx: JobContext, sources: readonly SourceConfig[]): Promise<void> {
  const ids = sources.map((source) => source.id);
  const runs = [...(await readLastRuns(ctx.db, 'gather', ids)).values()];
  const latest = Math.max(...runs.map((run) => run.asOf.getTime()));
  if (ctx.now().getTime() < latest) {
    throw new UsageError(
      `--as-of ${ctx.now().toISOString()} lies before the last run (${new Date(latest).toISOString()}).`,
    );
  }
}

/**
 * Asks sources now, whether they are due or not, and tries each to its end. Throws a UsageError where
 * a source, the period or the "now" does not fit.
 */
export async function gatherByHand(ctx: JobContext, options: HandOptions): Promise<GatherReport> {
  const sources = await chooseSources(ctx, options);
  const now = ctx.now();
  const slots = sources.map((source): DueSlot => {
    const { id: sourceId, unit: unitId } = source;
    const period = periodFor(source, options, now);
    const { slotAt } = options;
    return { source, slot: { job: 'gather', sourceId, unitId, slotAt, period, trigger: 'manual' } };
  });
  await refuseEarlier(ctx, sources);
  const { reread = false, onProgress } = options;
  return runSlots(ctx, slots, { clock: 'simulated', reread, ...(onProgress && { onProgress }) });
}
