// What was typed into the configuration of a source outlives a way elsewhere and back. Only the pages
// of sources import it.
import type { Snapshot } from '@sveltejs/kit';

/** The field that is typed into. */
export interface TypedField {
  /** What was typed; null where it is what the field began with. */
  keep(): string | null;
  restore(kept: string | null): void;
}

/** The snapshot of a page with one such field. */
export const keepTyped = (field: () => TypedField | undefined): Snapshot<string | null> => ({
  capture: () => field()?.keep() ?? null,
  restore: (kept) => field()?.restore(kept),
});
