// One measure of a group as first published beside what is published now: who moved, by how much, why.
import type { EditionFigure } from '#lib/domain/explain/editions.ts';
import { marksOf } from '#lib/server/api/release.ts';
import { readRankingWish } from '#lib/server/api/ranking-wish.ts';
import { readEditionsOf } from '#lib/server/explain/editions.ts';
import { api, otherMethods, ProblemError, respondJson } from '#lib/server/http.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

function figureJson(figure: EditionFigure | null) {
  if (figure === null) return null;
  const { missing: reason, ...told } = figure;
  return { ...told, reason };
}

export const GET = api(async ({ params, request, url }) => {
  const published = getPublished();
  const wish = await readRankingWish({ db: getDb(), published }, params.measure ?? '', url);
  const { release, measure, group, redrawn } = wish;
  if (group === null || redrawn) {
    throw new ProblemError({
      status: 400,
      code: 'bad-parameter',
      title: 'Bad parameter',
      detail: 'Say which group, and leave boundaries out: editions are compared as published.',
      ...(redrawn
        ? { parameter: 'boundaries' }
        : { parameter: 'group', allowed: release.rules.groups.map(({ id }) => id) }),
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
