// The procedures that would lift most units to the level-4 target, in the release that is asked for,
// narrowed and ordered as the address says.
import { markOf } from '#lib/components/release-mark.ts';
import { nationalLift } from '#lib/server/explain/lift.ts';
import { pageOf } from '#lib/server/page-asked.ts';
import { releaseAsked } from '#lib/server/page-release.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { fieldsOf, listProcedures, readView } from './procedures-view.ts';

/** Rows of the list to raise together; the API has all. */
const SHOWN = 10;
/** Procedures of one page. */
const A_PAGE = 50;

export const load: PageServerLoad = async ({ url }) => {
  const { release, periods } = await releaseAsked(url.searchParams);
  const { procedures, together, ...totals } = await nationalLift(getDb(), release);
  const view = readView(url.searchParams);
  const found = listProcedures(procedures, view);
  const { items, ...at } = pageOf(found, A_PAGE, url.searchParams);
  return {
    release: markOf(release),
    periods,
    totals: {
      ...totals,
      steps: together.length,
      reached: together.at(-1)?.reached ?? 0,
    },
    together: together.slice(0, SHOWN),
    view: { ...view, ...at },
    fields: fieldsOf(procedures),
    listed: procedures.length,
    found: found.length,
    procedures: items,
  };
};
