// One measure of a group as first published beside what is published now: who moved, by how much, why.
import type { EditionFigure } from '#lib/domain/explain/editions.ts';
import { marksOf } from '#lib/server/api/release.ts';
import { readRankingWish } from '#lib/server/api/ranking-wish.ts';
import { readEditionsOf } from '#lib/server/explain/editions.ts';
import { api, otherMethods, ProblemError, readParameters, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

function figureJson(figure: EditionFigure | null) {
  if (figure === null) return null;
  const { missing: reason, ...told } = figure;
  return { ...told, reason };
}

/** Editions are compared as they were published: on no other boundaries. */
const PARAMETERS = ['period', 'group', 'release', 'series', 'asOf'] as const;

export const GET = api(async ({ params, request, url }) => {
  readParameters(url, PARAMETERS);
  const published = getPublished();
  const wish = await readRankingWish({ db: getDb(), published }, params.measure ?? '', url);
  const { release, measure, group } = wish;
  if (group === null) {
    throw new ProblemError({
      status: 400,
      code: 'bad-parameter',
      title: 'Bad parameter',
      detail: 'Say of which group.',
      parameter: 'group',
      allowed: release.rules.groups.map(({ id }) => id),
    });
  }
  const found = await readEditionsOf(published, release, { measure, groupId: group });
  return respondJson(request, {
    measure,
    group,
    period: release.period,
    before: marksOf(found.before),
    after: marksOf(found.after),
    unchanged: found.unchanged,
    rows: found.lines.map(({ unit, isOwn, ...line }) => ({
      unit: unit.code,
      unitId: unit.id,
      name: { vi: unit.nameVi, en: unit.nameEn },
      ...line,
      before: figureJson(line.before),
      after: figureJson(line.after),
      ownFigures: isOwn,
    })),
  });
});

export const fallback = otherMethods;
