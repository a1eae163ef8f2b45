// How sure a unit's place on a composite is: its interval under other weights, scales and rules for
// gaps, the exact best and worst place, and its tier.
import { marksOf, requireRelease } from '#lib/server/api/release.ts';
import { requireUnit } from '#lib/server/api/units.ts';
import { intervalOf } from '#lib/server/explain/interval.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireMoment,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

/** The product's own index. */
const USUAL_MEASURE = 'tiendo:tiendo';

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, ['measure', 'period', 'series', 'release', 'asOf']);
  const period = given.period === undefined ? undefined : requirePeriod(given.period);
  const db = getDb();
  const unit = await requireUnit(db, await readUnits(db), params.unit ?? '', period);
  const release = await requireRelease(getPublished(), {
    series: given.series ?? 'dvc',
    period,
    release: given.release,
    asOf: given.asOf === undefined ? undefined : requireMoment('asOf', given.asOf),
  });
  const measures = [...new Set(release.summaries.map(({ measure }) => measure))].toSorted();
  const measure = requireOneOf('measure', given.measure ?? USUAL_MEASURE, measures);
  return respondJson(request, {
    release: marksOf(release),
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    ...(await intervalOf(release, unit.id, measure, { wait: true })),
  });
});

export const fallback = otherMethods;
