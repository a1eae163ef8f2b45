// A chart on a page of its own, for frames on pages of others.
import { error } from '@sveltejs/kit';
import { showChart } from '#lib/charts/show.ts';
import { type Problem, ProblemError } from '#lib/server/http.ts';
import { m } from '#lib/paraglide/messages.js';
import { requireChart } from '../../charts/asked-chart.server.ts';
import type { PageServerLoad } from './$types';

/** Says what is wrong in the reader's language; the problem's own words are those of the API. */
function refuse({ status, parameter: name, allowed }: Problem): never {
  const hint = allowed
    ? m.common_error_word_text({ name: name ?? '', words: allowed.join(', ') })
    : name && m.common_error_parameter({ name });
  error(status, { message: m.common_error_chart(), ...(hint ? { hint } : {}) });
}

export const load: PageServerLoad = async ({ params, url }) => {
  const { sheet, release, name, given } = await requireChart(params.name, url).catch(
    (cause: unknown) => {
      if (cause instanceof ProblemError) refuse(cause.problem);
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
