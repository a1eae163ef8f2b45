// A chart on a page of its own, for frames on pages of others.
import { error } from '@sveltejs/kit';
import { showChart } from '#lib/charts/show.ts';
import { ProblemError } from '#lib/server/http.ts';
import { requireChart } from '../../charts/asked-chart.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const { sheet, release, name, given } = await requireChart(params.name, url).catch(
    (cause: unknown) => {
      if (cause instanceof ProblemError) error(cause.problem.status, cause.problem.detail);
      throw cause;
    },
  );
  const { release: pinned, period, asOf, series: _, ...query } = given;
  return {
    chart: showChart(sheet, { name, query, release }),
    /** Whether its figures stay, whatever is released later. */
    isPinned: [pinned, period, asOf].some((each) => each !== undefined),
    unit: given.unit ?? null,
    measure: given.measure ?? null,
    period: release?.period ?? null,
  };
};
