// Work that somebody asks for: begun as soon as the database tells of it, and looked for every two
// seconds besides, since what is told while a connection is lost is never told again. The scheduler
// imports it.
import type { JobContext } from '#lib/server/context.ts';
import { listenForWork } from '#lib/server/store/waiting-runs.ts';
import type { Looking } from './every-minute.ts';

const POLL_MS = 2_000;

/** Ends nothing: what stands for a listener where none could be had. */
const nobodyListens = (): Promise<void> => Promise.resolve();

/**
 * Works at once, whenever work is told of, and every two seconds. What is told of while as many are at
 * work as may be is done after them. Work that fails is logged and tried again.
 *
 * @param work is told by `ctx.signal` when it must end
 * @param most at work at once; one by default, so that work is never overtaken
 */
export function whenAsked(
  ctx: JobContext,
  name: string,
  work: (ctx: JobContext) => Promise<unknown>,
  most = 1,
): Looking {
  const stopping = new AbortController();
  const running = { ...ctx, signal: AbortSignal.any([ctx.signal, stopping.signal]) };
  const underWay = new Set<Promise<void>>();
  let isAskedAgain = false;
  const workOnce = async (): Promise<void> => {
    await work(running).catch((err: unknown) => {
      if (!running.signal.aborted) ctx.log.error({ err, name }, 'work that was asked for failed');
    });
  };
  const ask = (): void => {
    if (running.signal.aborted) return;
    isAskedAgain = underWay.size >= most;
    if (isAskedAgain) return;
    const begun = workOnce().finally(() => {
      underWay.delete(begun);
      if (isAskedAgain) ask();
    });
    underWay.add(begun);
  };
  const poll = setInterval(ask, POLL_MS);
  const listening = listenForWork(ctx.db, ask).catch((err: unknown) => {
    ctx.log.warn({ err, name }, 'work is not told of; it is looked for every two seconds');
    return nobodyListens;
  });
  ask();
  return {
    async stop() {
      stopping.abort(new Error(`${name} stops`));
      clearInterval(poll);
      const endListening = await listening;
      await endListening();
      await Promise.all(underWay);
    },
  };
}
