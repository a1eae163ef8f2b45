// A unit on one sheet of paper: what of its page goes on it.
import { error, redirect } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { unitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { releaseAsked } from '#lib/server/page-release.ts';
import { readNationalFacts, readResponsible, readUnit } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { openingsOf } from '../../../platforms/platforms-view.ts';
import { permanentUnitPath } from '../../unit-address.server.ts';
import { readFigures } from '../figures-view.ts';
import { readGapView } from '../gap-view.ts';
import { readOutlook } from '../outlook.ts';
import { pickUnit } from '../relatives.ts';
import { readResults } from '../results.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const [db, published] = [getDb(), getPublished()];
  const { release, course, periods } = await releaseAsked(url.searchParams);
  const [unit, facts] = await Promise.all([readUnit(db, params.unit), readNationalFacts(db)]);
  if (!unit) redirect(302, await permanentUnitPath(db, params.unit, url, release, '/brief'));
  const id = unitId(unit.id);
  const [{ lines, ...figures }, gap, outlook, responsible] = await Promise.all([
    readFigures(course, unit, openingsOf(facts)),
    readGapView(db, course, id),
    readOutlook(published, course, id),
    readResponsible(db, id),
  ]);
  if (!figures.standing) error(404, m.unit_results_none());
  const results = await readResults(db, course, lines, []);
  return {
    ...figures,
    results,
    // A sheet is of one release that holds the unit.
    ...{ unpublished: null, isThen: false, successor: null, beganAfter: null, successors: [] },
    gap,
    outlook,
    responsible,
    unit: pickUnit(unit),
    release: markOf(release),
    periods: livedPeriods(periods, unit, release.period),
  };
};
