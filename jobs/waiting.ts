// Runs what somebody asked for: rows that were pushed, reports, corrections, tries again. The scheduler
// imports it.
import type { JobContext } from '#lib/server/context.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { readWaitingSlots, WAITING_TRIGGERS } from '#lib/server/store/waiting-runs.ts';
import type { DueSlot } from './due.ts';
import { runSlots, type GatherReport, type RunOptions } from './ledger.ts';

export interface WaitingOptions extends RunOptions {
  /** Only those that read what is stored, or that ask a source; both by default. */
  only?: keyof typeof WAITING_TRIGGERS;
}

/**
 * Tries every run that somebody asked for and that waits now, once; whatever fails in a way that may
 * pass waits again. Two callers at once share the runs between them. Of a source that is no longer in
 * use the runs wait until it is.
 */
export async function runWaiting(
  ctx: JobContext,
  { only, ...options }: WaitingOptions,
): Promise<GatherReport> {
  const triggers = only && WAITING_TRIGGERS[only];
  const slots = await readWaitingSlots(ctx.db, 'gather', ctx.now(), triggers);
  const ids = [...new Set(slots.map(({ sourceId }) => sourceId))];
  const found = ids.length === 0 ? [] : await readSources(ctx.db, ids);
  const sources = new Map(found.map((source) => [source.id, source]));
  const due = slots.flatMap((slot): DueSlot[] => {
    const source = sources.get(slot.sourceId);
    return source ? [{ source, slot }] : [];
  });
  return runSlots(ctx, due, options);
}
