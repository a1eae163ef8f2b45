// The past of a unit that came out of others: what its parts had, and what they come to together.
// `period` says alone on which day a code is read.
import { GATHERED_SERIES, HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { measuresOf } from '#lib/server/api/ranking-wish.ts';
import { requireRelease } from '#lib/server/api/release.ts';
import { readUnitPast, type UnitPast } from '#lib/server/explain/boundaries.ts';
import { requireUnit, usualMeasure } from '#lib/server/api/units.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { courseTo } from '#lib/server/published.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

const pastJson = ({ since, parts, periods }: UnitPast) => ({
  since,
  parts: parts.map(({ id, code, nameVi: vi, nameEn: en }) => ({
    unit: code,
    unitId: id,
    name: { vi, en },
  })),
  periods: periods.map(({ period, whole, stop, parts: of }) => ({
    period,
    ...whole,
    missing: undefined,
    reason: stop?.reason ?? whole.missing,
    ...(stop ? { units: stop.units } : {}),
    parts: of.map(({ missing, ...figure }) => ({ ...figure, reason: missing })),
  })),
});

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, ['measure', 'period', 'series']);
  const period = given.period === undefined ? undefined : requirePeriod(given.period);
  const [db, published] = [getDb(), getPublished()];
  const unit = await requireUnit(db, await readUnits(db), params.unit ?? '', period);
  const series = given.series ?? unit.seriesId ?? GATHERED_SERIES;
  const release = await requireRelease(published, { series });
  const wanted = given.measure ?? usualMeasure(release, unit, HEADLINE_MEASURE);
  const measure = requireOneOf('measure', wanted, measuresOf(release), '/api/v1/indicators');
  const course = await courseTo(published, release);
  const past = await readUnitPast(db, course, { unit: unit.id, measure });
  return respondJson(request, {
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    measure,
    past: past && pastJson(past),
    reason: past ? null : 'always-this-unit',
  });
});

export const fallback = otherMethods;
