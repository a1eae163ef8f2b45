// The scheduler: looks once a minute at what is due, and at once at what somebody asked for. It keeps
// no memory; the ledger does. The process that owns it starts and stops it.
import pLimit from 'p-limit';
import type { JobContext } from '#lib/server/context.ts';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
import { readGatheredSeries } from '#lib/server/store/sources.ts';
import { compareWaiting } from './compare.ts';
import { periodsInGathering } from './due.ts';
import { everyMinute } from './every-minute.ts';
import { LEDGER_DEFAULTS, runDueSlots, type RunOptions } from './ledger.ts';
import { periodsToPublish, publishPeriod } from './publish.ts';
import { tryWaiting } from './trial.ts';
import { runWaiting, type WaitingOptions } from './waiting.ts';
import { whenAsked } from './when-asked.ts';

/** Sources that are due at one moment start within five minutes of it. */
const SPREAD_MS = 300_000;
/** Looks under way at once: as many as a source may take minutes, so that none holds up the next. */
const looksAtOnce = (runLimitMs: number): number => 1 + Math.ceil(runLimitMs / 60_000);

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
  limits: RunOptions = {},
) {
  const report = await runDueSlots(ctx, { ...limits, until: ctx.now(), client });
  if (report.due > 0) ctx.log.info({ report }, 'due slots were run');
  await publishComplete(ctx);
}

const clientWorld = ({ now }: JobContext) => ({ now, random: Math.random });

/** Runs what somebody asked for, and publishes what that changed. */
export async function takeIn(
  ctx: JobContext,
  client = createPortalClient(clientWorld(ctx)),
  limits: WaitingOptions = {},
) {
  const report = await runWaiting(ctx, { ...limits, client });
  if (report.due > 0) ctx.log.info({ report }, 'runs that were asked for were run');
  if (report.written > 0) await publishComplete(ctx);
}

/**
 * Looks at once, for what was missed, and then every minute; runs that somebody asked for begin as
 * soon as they are told of, or within two seconds.
 */
export function startScheduler(ctx: JobContext, limits: RunOptions = {}): Scheduler {
  const client = createPortalClient(clientWorld(ctx));
  const { concurrency = LEDGER_DEFAULTS.concurrency } = limits;
  const lane = pLimit(concurrency);
  const { runLimitMs = LEDGER_DEFAULTS.runLimitMs } = limits;
  const due = { spreadMs: SPREAD_MS, ...limits, lane };
  const gather = (running: JobContext) => tick(running, client, due);
  const looking = everyMinute(ctx, 'gathering', gather, looksAtOnce(runLimitMs));
  const stored = {
    ...{ ...limits, lane: pLimit(concurrency), underWay: new Set<string>() },
    only: 'stored',
  } as const;
  // What is stored asks nobody, and waits for nobody who does, nor for another source's file that takes
  // long to read.
  const takeStored = (running: JobContext) => takeIn(running, client, stored);
  const taking = whenAsked(ctx, 'taking in', takeStored, concurrency);
  const askOnceMore = (running: JobContext) =>
    takeIn(running, client, { ...limits, only: 'asked' });
  const asking = whenAsked(ctx, 'asking once more', askOnceMore);
  const comparing = whenAsked(ctx, 'comparing lists', compareWaiting);
  const trying = whenAsked(ctx, 'trying sources', (running) => tryWaiting(running, client));
  return {
    async stop() {
      const all = [looking, taking, asking, comparing, trying];
      await Promise.all(all.map((each) => each.stop()));
    },
  };
}
