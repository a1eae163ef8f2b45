// Figures of 2025 in the demo, by the measures that took the place of levels 1 to 4. They come as an
// index package beside the stand-ins, as no portal of theirs speaks of services fully online.
// demo-world.ts imports it.
import { fileURLToPath } from 'node:url';
import type { JobContext } from '#lib/server/context.ts';
import { invariant } from '#lib/server/errors.ts';
import { loadPackage } from './load-package.ts';

const PACKAGE = fileURLToPath(
  new URL('../tests/portals/illustrative/full-part-2025', import.meta.url),
);
/** The package is published on this morning, as if its last quarter had just been gathered. */
const LOADED_AT = new Date('2026-01-26T09:00+07:00');

/** Loads the package; nothing is written where it is there already. */
export async function loadFullPart(ctx: JobContext): Promise<void> {
  const { faults } = await loadPackage({ ...ctx, now: () => LOADED_AT }, { path: PACKAGE });
  invariant(faults.length === 0, 'the package of 2025 keeps the rules');
}
