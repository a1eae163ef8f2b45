// The procedures that would lift most units to the level-4 target, in the release that is asked for,
// narrowed and ordered as the address says.
import { markOf } from '#lib/components/release-mark.ts';
import { nationalLift } from '#lib/server/explain/lift.ts';
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
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const page = Math.min(view.page, pages);
  const from = (page - 1) * A_PAGE;
  return {
    release: markOf(release),
    illustrative: release.illustrative,
    periods,
    totals: {
      ...totals,
      of: procedures.length,
      steps: together.length,
      reached: together.at(-1)?.reached ?? 0,
    },
    together: together.slice(0, SHOWN),
    view: { ...view, page, pages, from },
    fields: fieldsOf(procedures),
    found: found.length,
    procedures: found.slice(from, from + A_PAGE),
  };
};
