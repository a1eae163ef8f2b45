// Tells how far a run is, at most once a second, to whoever looks at it. gather.ts alone imports it.
import { isOver, type RunProgress } from '#lib/domain/run-progress.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Claim } from '#lib/server/store/runs.ts';
import { tellProgress } from '#lib/server/store/run-progress.ts';

const EVERY_MS = 1_000;

export interface Live {
  /** A page with so many rows has come. */
  page: (rows: number) => void;
  /** What is done now. The end is always told, everything before at most once a second. */
  step: (step: RunProgress['step']) => void;
}

/** Tells the progress of a run from now on. What cannot be told is lost, and harms nobody. */
export function startLive({ db, log }: JobContext, { runId, sourceId, period }: Claim): Live {
  const state = { step: 'fetch' as RunProgress['step'], pages: 0, rows: 0 };
  let toldAt = performance.now();
  const tell = (): void => {
    const progress = { runId, sourceId, period, ...state, at: new Date().toISOString() };
    if (!isOver(progress) && performance.now() - toldAt < EVERY_MS) return;
    toldAt = performance.now();
    tellProgress(db, progress).catch((err: unknown) => log.debug({ err }, 'progress is not told'));
  };
  return {
    page(rows) {
      state.pages += 1;
      state.rows += rows;
      tell();
    },
    step(step) {
      state.step = step;
      tell();
    },
  };
}
