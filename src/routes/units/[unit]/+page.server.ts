// Finds the unit that an address means, then gathers what its page shows: releases for figures, the
// catalogue for everything that is not a figure.
import { redirect } from '@sveltejs/kit';
import { markOf } from '#lib/components/release-mark.ts';
import { contributionsOf } from '#lib/domain/explain/contributions.ts';
import { compareRanked } from '#lib/domain/compare-ranked.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { missedTargetsOf } from '#lib/domain/missed-targets.ts';
import { rowOf, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import type { Target } from '#lib/domain/target.ts';
import { unitId } from '#lib/domain/unit.ts';
import { type Correction, readUnitCorrections } from '#lib/server/corrections.ts';
import { knownBeside, releaseIfAny } from '#lib/server/page-release.ts';
import { permanentUnitPath } from '../unit-address.server.ts';
import {
  readLineage,
  readPressFacts,
  readResponsible,
  readUnits,
  type CatalogueUnit,
  type LineageLink,
} from '#lib/server/store/facts.ts';
import { readPublicSigns } from '#lib/server/explain/signs.ts';
import { readRunOutcomes, readSourceNames } from '#lib/server/store/source-state.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';
import { readCertainty } from './certainty.ts';
import { drawRankCourse } from './course-chart.ts';
import { readGapView } from './gap-view.ts';
import { readIndexGap } from './index-gap.ts';
import { readBridgeView } from '../bridge-view.server.ts';
import { readPast } from './past.ts';
import { readOtherRanks } from './other-ranks.ts';
import { readOutlook } from './outlook.ts';
import { readWhyMoved } from './why.ts';
import type { RankedBefore, Relative, SourcedResult, UnitPage } from './unit-page.ts';
import {
  HEADLINE_MEASURE,
  OWN_INDEX,
  pillarLines,
  platformLines,
  rankCourse,
  resultLines,
} from './unit-view.ts';

const NATION = 'vn';

export const load: PageServerLoad = async ({ params, url }) => {
  const db = getDb();
  const [chosen, units] = await Promise.all([releaseIfAny(url.searchParams), readUnits(db)]);
  const unit = units.find(({ id }) => id === params.unit && id !== NATION);
  if (!unit) redirect(302, await permanentUnitPath(db, params.unit, url, chosen.release));
  const figures = chosen.release ? figuresOf(chosen.release, chosen.course, unit) : NO_FIGURES;
  const isShown = figures.standing !== null && figures.standing.row.missing !== 'not-applicable';
  const [corrections, latest, others, facts, responsible, lineage, known, why] = await Promise.all([
    readUnitCorrections(getPublished(), unit.id),
    isShown ? null : latestPeriodOf(unit, chosen.release?.period ?? null),
    readOtherRanks(db, getPublished(), unitId(unit.id)),
    readPressFacts(db, unitId(unit.id)),
    readResponsible(db, unitId(unit.id)),
    readLineage(db, unitId(unit.id)),
    knownBeside(chosen.release),
    readWhyMoved(getPublished(), chosen.course, unitId(unit.id)),
  ]);
  const certainty = await readCertainty(chosen.release, unitId(unit.id));
  const outlook = await readOutlook(getPublished(), chosen.course, unitId(unit.id));
  const signs = await readPublicSigns(db, unit.id, new Date());
  const results = await withSources(figures.lines, chosen.release, corrections);
  const { lines: _, ...shown } = figures;
  return {
    ...shown,
    unit: pick(unit),
    beganAfter: began(unit, lineage),
    release: chosen.release && { ...markOf(chosen.release), number: chosen.release.number },
    unpublished: chosen.release ? null : url.searchParams.get('period'),
    latest,
    illustrative: chosen.release?.illustrative ?? false,
    periods: livedPeriods(chosen.periods, unit, chosen.release?.period ?? null),
    reporting: chosen.release && summaryOf(chosen.release, HEADLINE_MEASURE, null),
    results,
    corrections: corrections.length,
    gap: await readGapView(db, chosen.course, unitId(unit.id)),
    indexGap: await readIndexGap(chosen.course, unitId(unit.id)),
    certainty,
    known,
    outlook,
    why,
    signs: signs.filter(({ period }) => !chosen.release || period <= chosen.release.period),
    responsible,
    ...relativesOf(unit, lineage, units),
    others,
    facts,
    past: await readPast(chosen.course, unit),
    bridge: await readBridgeView(chosen.course, unit),
  } satisfies UnitPage & Record<string, unknown>;
};

const NO_FIGURES = {
  previousPeriod: null,
  standing: null,
  before: null,
  lines: [],
  platforms: [],
  course: [],
  courseChart: null,
  pillars: [],
  contributions: [],
};

function figuresOf(release: Release, history: readonly Release[], unit: CatalogueUnit) {
  const id = unitId(unit.id);
  const lines = resultLines(release, id);
  const standing = lines.find(({ indicator }) => indicator.code === HEADLINE_MEASURE) ?? null;
  const course = rankCourse(history, id, HEADLINE_MEASURE);
  return {
    previousPeriod: history.at(-2)?.period ?? null,
    standing,
    before: rankedBefore(history, standing),
    lines,
    platforms: platformLines(history, id),
    course,
    courseChart: drawRankCourse(course, unit, release.illustrative),
    pillars: pillarLines(release, id),
    contributions: contributionsOf(release, id, OWN_INDEX) ?? [],
  };
}

/** Its place in the release before the shown one, and whether the same units were ranked then. */
function rankedBefore(
  history: readonly Release[],
  standing: UnitPage['standing'],
): RankedBefore | null {
  const [previous, shown] = history.slice(-2);
  if (!previous || !shown || !standing || standing.row.previousRank === null) return null;
  const { measure, groupId, previousRank } = standing.row;
  const { before, sameUnits } = compareRanked(shown, previous, measure, groupId);
  return before === null ? null : { rank: previousRank, of: before, sameUnits };
}

/** The latest period with a figure of the unit, other than the one shown; null where none has. */
async function latestPeriodOf(unit: CatalogueUnit, shown: string | null): Promise<string | null> {
  const { course } = await releaseIfAny(new URLSearchParams());
  const held = course.findLast((release) => {
    const row = rowOf(release, unitId(unit.id), HEADLINE_MEASURE);
    return row !== null && row.value !== null;
  });
  return held && held.period !== shown ? held.period : null;
}

async function withSources(
  lines: ReturnType<typeof resultLines>,
  release: Release | null,
  corrections: readonly Correction[],
): Promise<SourcedResult[]> {
  const [names, runs] = await Promise.all([
    readSourceNames(
      getDb(),
      lines.flatMap(({ row }) => row.sourceId ?? []),
    ),
    readRunOutcomes(
      getDb(),
      lines.flatMap(({ row }) => row.runId ?? []),
    ),
  ]);
  return lines.map((line) => ({
    ...line,
    sourceName: names.get(line.row.sourceId ?? '') ?? null,
    run: runs.get(line.row.runId ?? '') ?? null,
    missedTargets: missedBy(line.row, release),
    correction: correctionOf(line.row, release, corrections),
  }));
}

/** The last time that the figure came to say something else, up to the release shown. */
function correctionOf(
  { measure }: ScoreRow,
  release: Release | null,
  corrections: readonly Correction[],
): SourcedResult['correction'] {
  const found = corrections.find(
    ({ edition: { after }, ...each }) =>
      each.measure === measure &&
      after.seriesId === release?.rules.series.id &&
      after.period === release.period &&
      after.number <= release.number,
  );
  if (!found) return null;
  const { kind, reason, otherSource, before } = found;
  return { kind, reason, otherSource, before, releasedAt: found.edition.after.releasedAt };
}

function missedBy({ unitId: unit, measure }: ScoreRow, release: Release | null): Target[] {
  if (!release) return [];
  return missedTargetsOf(release, unit)
    .filter(({ row }) => row.measure === measure)
    .map(({ target }) => target)
    .toReversed();
}

const pick = ({ id, nameVi, nameEn, validFrom, validTo, providesServices }: CatalogueUnit) => ({
  id,
  nameVi,
  nameEn,
  validFrom,
  validTo,
  providesServices,
});

/** The first day of a unit that came out of others; null for those that were always there. */
const began = (unit: CatalogueUnit, lineage: readonly LineageLink[]): string | null =>
  lineage.some(({ toUnitId, onDay }) => toUnitId === unit.id && onDay === unit.validFrom)
    ? unit.validFrom
    : null;

function relativesOf(unit: CatalogueUnit, lineage: LineageLink[], units: CatalogueUnit[]) {
  const relative = (id: string, link: LineageLink): Relative[] => {
    const found = units.find((other) => other.id === id && id !== unit.id);
    return found ? [{ ...link, unit: pick(found) }] : [];
  };
  return {
    predecessors: lineage
      .filter(({ toUnitId }) => toUnitId === unit.id)
      .flatMap((link) => relative(link.fromUnitId, link)),
    successors: lineage
      .filter(({ fromUnitId }) => fromUnitId === unit.id)
      .flatMap((link) => relative(link.toUnitId, link)),
  };
}
