// One unit: who stands above and below it, who answers for it, what it came from, how it ranks elsewhere,
// its figures in the gathered series, or of a body in its own, the latest or those of a period, and what its
// reports tell of its tasks.
import { periodOf } from '#lib/domain/period.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { marksOf } from '#lib/server/api/release.ts';
import {
  requireUnit,
  unitDetails,
  unitFigures,
  unitItem,
  unitTasks,
} from '#lib/server/api/units.ts';
import {
  api,
  otherMethods,
  readParameters,
  requireOneOf,
  requirePeriod,
  respondJson,
} from '#lib/server/http.ts';
import { readDatedCodes } from '#lib/server/store/catalogue.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { readAllSeries } from '#lib/server/store/rules.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export const GET = api(async ({ params, request, url }) => {
  const given = readParameters(url, ['period', 'series']);
  const period = given.period === undefined ? undefined : requirePeriod(given.period);
  const db = getDb();
  const unit = await requireUnit(db, await readUnits(db), params.unit ?? '', period);
  const codes = await readDatedCodes(db, unit.seriesId ?? '');
  const series = requireOneOf(
    'series',
    given.series ?? unit.seriesId ?? GATHERED_SERIES,
    (await readAllSeries(db)).map(({ id }) => id),
  );
  const { release, course } = await getPublished().shown({ series, period });
  const figures = release && unitFigures(release, course, unit.id);
  return respondJson(request, {
    ...unitItem(unit, codes, period === undefined ? undefined : periodOf(period).end),
    ...(await unitDetails(db, unit)),
    release: release && figures ? marksOf(release) : null,
    figures: figures ?? [],
    // Documents give tasks to units of the gathered series; reports tell of its quarters.
    tasks:
      release && figures && series === GATHERED_SERIES ? await unitTasks(db, release, unit.id) : [],
  });
});

export const fallback = otherMethods;
