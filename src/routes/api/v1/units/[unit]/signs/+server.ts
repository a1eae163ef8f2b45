// Questions that the unit was asked about its figures, with its answers: those that readers may see.
import { requireUnit } from '#lib/server/api/units.ts';
import { readPublicSigns } from '#lib/server/explain/signs.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb } from '#lib/server/web.ts';
import { limitsJson, signJson } from '../../../signs/sign-json.ts';

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, ['period', 'series']);
  const period = given.period === undefined ? undefined : requirePeriod(given.period);
  const db = getDb();
  const unit = await requireUnit(db, await readUnits(db), params.unit ?? '', period);
  const known = (await readAllSeries(db)).map(({ id }) => id);
  const series = given.series === undefined ? null : requireOneOf('series', given.series, known);
  const signs = await readPublicSigns(db, unit.id, new Date());
  return respondJson(request, {
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    limits: limitsJson(),
    signs: signs
      .filter((sign) => period === undefined || sign.period === period)
      .filter((sign) => series === null || sign.seriesId === series)
      .map(signJson),
  });
});

export const fallback = otherMethods;
