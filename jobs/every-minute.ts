// A timer that looks for work once a minute and keeps no memory: what is due stands in the database.
// The parts of the scheduler process import it.
import { schedule } from 'node-cron';
import type { JobContext } from '#lib/server/context.ts';
import { recordLook } from '#lib/server/store/looks.ts';

export interface Looking {
  /** Resolves when nothing of it runs any more. */
  stop: () => Promise<void>;
}

/**
 * Looks at once and then every minute. A look that fails is logged and the next one tries again; one
 * that takes longer than a minute is overtaken by no more than `most` allows. One that went well is
 * noted, so that everybody can see whether anybody works.
 *
 * @param look is told by `ctx.signal` when it must end
 * @param most looks under way at once; one by default
 */
export function everyMinute(
  ctx: JobContext,
  name: string,
  look: (ctx: JobContext) => Promise<unknown>,
  most = 1,
): Looking {
  const stopping = new AbortController();
  const running = { ...ctx, signal: AbortSignal.any([ctx.signal, stopping.signal]) };
  const underWay = new Set<Promise<void>>();
  const lookUnlessBusy = (): void => {
    if (underWay.size >= most || running.signal.aborted) return;
    const begun = look(running)
      .then(() => recordLook(running.db, name))
      .catch((err: unknown) => {
        if (!running.signal.aborted) ctx.log.error({ err, name }, 'a look failed');
      })
      .finally(() => underWay.delete(begun));
    underWay.add(begun);
  };
  const timer = schedule('* * * * *', lookUnlessBusy, { name });
  lookUnlessBusy();
  return {
    async stop() {
      stopping.abort(new Error(`${name} stops`));
      await timer.destroy();
      await Promise.all(underWay);
    },
  };
}
