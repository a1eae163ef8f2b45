// Follows runs live in the browser. Pages that show runs under way import it; without scripts, or where
// nothing can be followed, they are reloaded by hand.
import { SvelteMap } from 'svelte/reactivity';
import { invalidateAll } from '$app/navigation';
import { resolve } from '$app/paths';
import { isOver, type RunProgress } from '#lib/domain/run-progress.ts';

/** A page is read anew at most this often, however much ends at once. */
const RELOAD_EVERY_MS = 1_000;

export interface Followed {
  /** How far each run is, by its id. */
  readonly progress: ReadonlyMap<string, RunProgress>;
  /** Whether the page follows: false until it does, and once it cannot any more. */
  readonly isLive: boolean;
}

/**
 * Follows all runs while the component that calls it is shown, and reads the page anew where one that
 * concerns it begins or ends.
 *
 * @param concerns whether the page shows the run, or would if it were read anew
 */
export function followRuns(concerns: (progress: RunProgress) => boolean): Followed {
  const progress = new SvelteMap<string, RunProgress>();
  let isLive = $state(false);
  let reload: ReturnType<typeof setTimeout> | null = null;
  const reloadSoon = (): void => {
    reload ??= setTimeout(() => {
      reload = null;
      void invalidateAll();
    }, RELOAD_EVERY_MS);
  };
  const take = (told: RunProgress): void => {
    if (!concerns(told)) return;
    const isNew = !progress.has(told.runId);
    if (isOver(told)) progress.delete(told.runId);
    else progress.set(told.runId, told);
    if (isNew || isOver(told)) reloadSoon();
  };
  $effect(() => {
    const events = new EventSource(resolve('/admin/runs/events'));
    events.addEventListener('open', () => {
      isLive = true;
      // What happened before, or while the connection was lost, was not told.
      reloadSoon();
    });
    events.addEventListener('error', () => (isLive = false));
    events.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      take(JSON.parse(data) as RunProgress);
    });
    return () => {
      events.close();
      if (reload) clearTimeout(reload);
    };
  });
  return {
    progress,
    get isLive() {
      return isLive;
    },
  };
}
