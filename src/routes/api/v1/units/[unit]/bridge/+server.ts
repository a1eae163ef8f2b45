// The shares of a unit, or of the nation (`vn`), before and after levels 1 to 4 gave way to services
// fully and partly online. The two are measured differently and are
// never joined. `period` says alone on which day a code is read.
import { LEVELS_TO_FULL } from '#lib/domain/bridge.ts';
import { requireUnit } from '#lib/server/api/units.ts';
import { readBridge } from '#lib/server/explain/bridge.ts';
import { api, otherMethods, readParameters, requirePeriod, respondJson } from '#lib/server/http.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, ['period']);
  const period = given.period === undefined ? undefined : requirePeriod(given.period);
  const db = getDb();
  const unit = await requireUnit(db, await readUnits(db), params.unit ?? '', period);
  const published = getPublished();
  const { course } = await published.shown({ series: LEVELS_TO_FULL.before.series });
  const bridge = await readBridge(db, published, course, unit);
  const { before, after, day, document } = LEVELS_TO_FULL;
  return respondJson(request, {
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    break: { day, document },
    illustrative: bridge?.illustrative ?? null,
    before: bridge && { ...before, summedOverParts: bridge.isSummed, points: bridge.before },
    after: bridge && { ...after, points: bridge.after },
    reason: bridge ? null : 'one-side-missing',
  });
});

export const fallback = otherMethods;
