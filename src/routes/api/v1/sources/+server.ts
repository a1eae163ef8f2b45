// Every source of figures and how it stands.
import { api, otherMethods, readParameters, respondJson } from '#lib/server/http.ts';
import { readSourceStates } from '#lib/server/store/source-states.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ request, url }) => {
  readParameters(url, []);
  const states = await readSourceStates(getDb());
  const sources = states.map(({ nameVi, nameEn, unitNameVi, unitNameEn, seriesId, ...state }) => ({
    ...state,
    series: seriesId,
    name: { vi: nameVi, en: nameEn },
    unitName: { vi: unitNameVi, en: unitNameEn },
  }));
  return respondJson(request, { sources });
});

export const fallback = otherMethods;
