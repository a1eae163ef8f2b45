// The scheduler: a timer that looks once a minute at what is due. It keeps no memory; the ledger does.
// The process that owns it starts and stops it.
import { schedule } from 'node-cron';
import type { JobContext } from '#lib/server/context.ts';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
import { readGatheredSeries } from '#lib/server/store/sources.ts';
import { periodsInGathering } from './due.ts';
import { runDueSlots, type LedgerLimits } from './ledger.ts';
import { periodsToPublish, publishPeriod } from './publish.ts';

export interface Scheduler {
  /** Resolves when nothing of it runs any more. Slots under way are given back. */
  stop: () => Promise<void>;
}

/** Publishes what has changed, but no period that more is to come for. */
async function publishComplete(ctx: JobContext): Promise<void> {
  for (const seriesId of await readGatheredSeries(ctx.db)) {
    const stale = await periodsToPublish(ctx, seriesId);
    if (stale.length === 0) continue;
    const growing = await periodsInGathering(ctx.db, seriesId, ctx.now());
    for (const period of stale.filter((code) => !growing.has(code))) {
      ctx.signal.throwIfAborted();
      await publishPeriod(ctx, { seriesId, period });
    }
  }
}

/** Gathers what is due, then publishes what is complete. */
export async function tick(
  ctx: JobContext,
  client = createPortalClient(clientWorld(ctx)),
  limits: Partial<LedgerLimits> = {},
) {
  const report = await runDueSlots(ctx, { ...limits, until: ctx.now(), client });
  if (report.due > 0) ctx.log.info({ report }, 'due slots were run');
  await publishComplete(ctx);
}

const clientWorld = ({ now }: JobContext) => ({ now, random: Math.random });

/**
 * Looks at once, for what was missed, and then every minute. A look that fails is logged and the next
 * one tries again; a look that takes longer than a minute is not overtaken.
 */
export function startScheduler(ctx: JobContext, limits: Partial<LedgerLimits> = {}): Scheduler {
  const stopping = new AbortController();
  const signal = AbortSignal.any([ctx.signal, stopping.signal]);
  const running = { ...ctx, signal };
  const client = createPortalClient(clientWorld(ctx));
  let underWay: Promise<void> | null = null;
  const look = (): void => {
    if (underWay || signal.aborted) return;
    underWay = tick(running, client, limits)
      .catch((err: unknown) => {
        if (!signal.aborted) ctx.log.error({ err }, 'looking for due slots failed');
      })
      .finally(() => {
        underWay = null;
      });
  };
  const timer = schedule('* * * * *', look, { name: 'tiendo' });
  look();
  return {
    async stop() {
      stopping.abort(new Error('the scheduler stops'));
      await timer.destroy();
      await underWay;
    },
  };
}
