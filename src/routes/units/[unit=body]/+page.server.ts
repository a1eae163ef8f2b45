// Finds the body that an address names and reads what its own series says of it, explanations included.
import { error } from '@sveltejs/kit';
import { showChart } from '#lib/charts/show.ts';
import { locale } from '#lib/components/address.ts';
import { markOf } from '#lib/components/release-mark.ts';
import { unitsAbove } from '#lib/domain/body-tree.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { allOf } from '#lib/server/all-of.ts';
import type { Db } from '#lib/server/db/client.ts';
import { knownBeside, releaseAsked } from '#lib/server/page-release.ts';
import { readParents } from '#lib/server/store/bodies.ts';
import { readUnit } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { rankCourseSheet } from '../../charts/rank-course.ts';
import { readCertainty } from '../[unit]/certainty.ts';
import { readIndexGap } from '../[unit]/index-gap.ts';
import { readOtherRanks } from '../[unit]/other-ranks.ts';
import { readSigns } from '../[unit]/signs.ts';
import { indexLines, rankCourse } from '../[unit]/unit-view.ts';
import { readWhyMoved } from '../[unit]/why.ts';
import type { PageServerLoad } from './$types';
import { figureLines, standingOf } from './body-view.ts';

/** The units above it, from the top. */
async function pathOf(db: Db, id: UnitId) {
  const above = unitsAbove(id, await readParents(db)).toReversed();
  const units = await Promise.all(above.map((each) => readUnit(db, each)));
  return units.flatMap((unit) =>
    unit ? [{ id: unit.id, nameVi: unit.nameVi, nameEn: unit.nameEn }] : [],
  );
}

export const load: PageServerLoad = async ({ params, url }) => {
  const [db, published] = [getDb(), getPublished()];
  const unit = await readUnit(db, params.unit);
  if (!unit?.seriesId) {
    const day = formatDay(hanoiDay(new Date().toISOString()), locale());
    error(404, m.unit_not_found({ code: params.unit, day }));
  }
  const { release, course, periods } = await releaseAsked(url.searchParams, unit.seriesId);
  const standing = standingOf(course, unit.id);
  const face = standing?.face ?? null;
  const index = face?.index ?? null;
  const points = rankCourse(course, unit.id, face?.code ?? '');
  const sections = await allOf({
    path: pathOf(db, unit.id),
    signs: readSigns(db, release, unit.id),
    known: knownBeside(release),
    others: readOtherRanks(db, published, unit.id, unit.seriesId),
    certainty: index && face ? readCertainty(release, unit.id, url.searchParams, face.code) : null,
    why: face
      ? readWhyMoved(published, course, unit.id, [
          { ...face, measure: face.code, isReference: false },
        ])
      : [],
    indexGap: index === null ? null : readIndexGap(course, unit.id, index),
  });
  const isIllustrative = release.illustrative;
  const sheet = face && rankCourseSheet(points, unit, { by: face, isIllustrative });
  const query = { unit: unit.id, ...(face && { measure: face.code }) };
  const { id, nameVi, nameEn } = release.rules.series;
  return {
    ...sections,
    unit: { id: unit.id, nameVi: unit.nameVi, nameEn: unit.nameEn, validTo: unit.validTo },
    series: { id, nameVi, nameEn },
    release: markOf(release),
    periods: livedPeriods(periods, unit, release.period),
    standing,
    figures: figureLines(release, unit.id),
    index: index === null ? [] : indexLines(release, unit.id, index),
    course: points,
    courseChart: sheet && showChart(sheet, { name: 'rank', query, release }),
  };
};
