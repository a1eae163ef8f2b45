// The procedures that would lift most units to the level-4 target, in the release that is asked for.
import { markOf } from '#lib/components/release-mark.ts';
import { nationalLift } from '#lib/server/explain/lift.ts';
import { releaseAsked } from '#lib/server/page-release.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Rows of each table; the API has all. */
const SHOWN = 25;

export const load: PageServerLoad = async ({ url }) => {
  const { release, periods } = await releaseAsked(url.searchParams);
  const { procedures, together, ...totals } = await nationalLift(getDb(), release);
  return {
    release: markOf(release),
    illustrative: release.illustrative,
    periods,
    ...totals,
    procedures: procedures.slice(0, SHOWN),
    together: together.slice(0, SHOWN),
    /** Where the whole list leads that the API gives. */
    reached: together.at(-1)?.reached ?? 0,
    left: together.at(-1)?.lacking ?? totals.lacking,
    steps: together.length,
  };
};
