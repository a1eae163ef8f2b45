// Finds the unit that an address means, then reads what its page shows, a file a section: releases for
// figures, the catalogue for everything that is not a figure.
import { redirect } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import { asksMoment } from '#lib/components/unreleased-words.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import { NATION, unitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { allOf } from '#lib/server/all-of.ts';
import { readUnitCorrections } from '#lib/server/corrections.ts';
import { knownBeside, releaseIfAny } from '#lib/server/page-release.ts';
import {
  readNationalFacts,
  readPressFacts,
  readResponsible,
  readUnits,
} from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { openingsOf } from '../../platforms/platforms-view.ts';
import { readBridgeView } from '../bridge-view.server.ts';
import { permanentUnitPath } from '../unit-address.server.ts';
import type { PageServerLoad } from './$types';
import { readBodies } from './bodies.ts';
import { readCertainty } from './certainty.ts';
import { chosenMeasure } from './chosen-measure.ts';
import { readCourseChart, readRanksChart } from './course-charts.ts';
import { readFigures } from './figures-view.ts';
import { readGapView } from './gap-view.ts';
import { readIndexGap } from './index-gap.ts';
import { readLatest } from './latest.ts';
import { toldOf } from './message-words.ts';
import { readOtherRanks } from './other-ranks.ts';
import { readOutlook } from './outlook.ts';
import { readPast } from './past.ts';
import { pickUnit, readRelatives } from './relatives.ts';
import { readResults } from './results.ts';
import { readSigns } from './signs.ts';
import { readSuccessor } from './successor.ts';
import { readTasks } from './tasks.ts';
import { readTwinsView } from './twins-view.ts';
import type { UnitPage } from './unit-page.ts';
import { readWhyMoved } from './why.ts';

export const load: PageServerLoad = async ({ params, url }) => {
  const [db, published] = [getDb(), getPublished()];
  const [shown, units, facts] = await Promise.all([
    releaseIfAny(url.searchParams),
    readUnits(db),
    readNationalFacts(db),
  ]);
  const { release, course, periods } = shown;
  const unit = units.find(({ id }) => id === params.unit && id !== NATION);
  if (!unit) redirect(302, await permanentUnitPath(db, params.unit, url, release));
  const id = unitId(unit.id);
  const chosen = chosenMeasure(release, id, url.searchParams);
  const { measure, rank } = chosen;
  const [{ lines, ...figures }, corrections] = await Promise.all([
    readFigures(course, unit, openingsOf(facts)),
    readUnitCorrections(published, unit.id),
  ]);
  // Asked once where the reader chose nothing else; waited for below, with all the rest.
  const [gap, outlook] = [readGapView(db, course, id), readOutlook(published, course, id)];
  const isUsual = measure === HEADLINE_MEASURE;
  // What asks the database stands before what is worked out, so that both go on at once.
  const { relatives, ...sections } = await allOf({
    results: readResults(db, course, lines, corrections),
    facts: readPressFacts(db, id),
    responsible: readResponsible(db, id),
    relatives: readRelatives(db, unit, units),
    signs: readSigns(db, release, unit.id),
    tasks: readTasks(db, release, id, url.searchParams),
    known: knownBeside(release),
    latest: readLatest(release, id),
    others: readOtherRanks(db, published, id),
    bodies: readBodies(db, published, release, id),
    certainty: readCertainty(release, id, url.searchParams),
    gap,
    chosenGap: isUsual && rank === null ? gap : readGapView(db, course, id, chosen),
    successor: readSuccessor(release, unit, url.searchParams),
    past: readPast(course, unit),
    bridge: readBridgeView(course, unit),
    twins: readTwinsView(course, id, measure),
    why: readWhyMoved(published, course, id, measure),
    outlook,
    chosenOutlook: isUsual ? outlook : readOutlook(published, course, id, measure),
    courseChart: readCourseChart(course, unit),
    ranksChart: readRanksChart(course, unit, measure),
    indexGap: readIndexGap(course, id),
  });
  const { successor } = sections;
  const mark = successor?.release ?? (release && markOf(release));
  const page = {
    ...figures,
    ...sections,
    ...relatives,
    chosen,
    unit: pickUnit(unit),
    release: mark,
    unpublished: release ? null : url.searchParams.get('period'),
    isThen: asksMoment(url.searchParams),
    illustrative: mark?.illustrative ?? false,
    periods: successor?.periods ?? livedPeriods(periods, unit, release?.period ?? null),
    reporting: successor ? null : release && summaryOf(release, HEADLINE_MEASURE, null),
    corrections: corrections.length,
  } satisfies UnitPage & Record<string, unknown>;
  return { ...page, told: toldOf(page, url) };
};
