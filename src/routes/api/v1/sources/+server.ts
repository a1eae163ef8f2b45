// Every source of figures and how it stands. The text of an error may tell of the inside of a
// network; its code is enough for the public.
import { api, otherMethods, readParameters, requireOneOf, respondJson } from '#lib/server/http.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { type LastRun, readSourceStates } from '#lib/server/store/source-state.ts';
import { getDb } from '#lib/server/web.ts';

const publicRun = ({ errorText: _, ...run }: LastRun) => run;

async function sourcesOf(series: string) {
  const states = await readSourceStates(getDb(), series);
  return states.map(({ nameVi, nameEn, unitNameVi, unitNameEn, lastRun, ...state }) => ({
    ...state,
    series,
    name: { vi: nameVi, en: nameEn },
    unitName: { vi: unitNameVi, en: unitNameEn },
    lastRun: lastRun && publicRun(lastRun),
  }));
}

export const GET = api(async ({ request, url }) => {
  const { series } = readParameters(url, ['series']);
  const all = (await readAllSeries(getDb())).map(({ id }) => id);
  const asked = series === undefined ? all : [requireOneOf('series', series, all)];
  const sources = await Promise.all(asked.map(sourcesOf));
  return respondJson(request, { sources: sources.flat() });
});

export const fallback = otherMethods;
