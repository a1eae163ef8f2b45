// What a release and its course say of one unit: results, place, course of ranks, platforms, the own
// index. Releases never change, so each is read once a language. Only the load of the unit page imports it.
import { showChart } from '#lib/charts/show.ts';
import type { ShownChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { compareRanked } from '#lib/domain/compare-ranked.ts';
import { contributionsOf } from '#lib/domain/explain/contributions.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE, OWN_INDEX } from '#lib/domain/usual-measures.ts';
import { keepLast } from '#lib/server/keep-last.ts';
import { rankCourseSheet } from '../../charts/rank-course.ts';
import type { CatalogueUnit, RankedBefore, UnitPage } from './unit-page.ts';
import {
  pillarLines,
  platformLines,
  rankCourse,
  resultLines,
  type ResultLine,
} from './unit-view.ts';

export type Figures = Pick<
  UnitPage,
  | 'previousPeriod'
  | 'standing'
  | 'before'
  | 'platforms'
  | 'course'
  | 'courseChart'
  | 'pillars'
  | 'contributions'
> & { lines: ResultLine[] };

const NO_FIGURES: Figures = {
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

/** Some 30 kB each, two drawings in it. */
const KEPT = 500;
const keep = keepLast<Figures>(KEPT);

/** @param course of one series, oldest first, the release shown last */
export function readFigures(course: readonly Release[], unit: CatalogueUnit): Promise<Figures> {
  const release = course.at(-1);
  if (!release) return Promise.resolve(NO_FIGURES);
  const key = [release.id, release.knownAt, unit.id, locale()].join(' ');
  return keep(key, () => Promise.resolve(figuresOf(release, course, unit)));
}

function figuresOf(release: Release, history: readonly Release[], unit: CatalogueUnit): Figures {
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
    courseChart: standing && courseChartOf(course, unit, { release, by: standing.indicator }),
    pillars: pillarLines(release, id),
    contributions: contributionsOf(release, id, OWN_INDEX) ?? [],
  };
}

function courseChartOf(
  course: Figures['course'],
  unit: CatalogueUnit,
  { release, by }: { release: Release; by: ResultLine['indicator'] },
): ShownChart | null {
  const sheet = rankCourseSheet(course, unit, { by, isIllustrative: release.illustrative });
  const query = { unit: unit.id, measure: by.code };
  return sheet && showChart(sheet, { name: 'rank', query, release });
}

/**
 * Its place in the release before the shown one, and whether the same units were ranked then; where it
 * had none there, its place in the last that ranked it.
 */
export function rankedBefore(
  history: readonly Release[],
  standing: { row: ScoreRow } | null,
): RankedBefore | null {
  const [previous, shown] = history.slice(-2);
  if (!previous || !shown || !standing) return null;
  const { measure, groupId, previousRank } = standing.row;
  if (previousRank === null) return rankedLast(history.slice(0, -1), standing.row);
  const { before, sameUnits } = compareRanked(shown, previous, measure, groupId);
  return before === null ? null : { rank: previousRank, of: before, sameUnits, since: null };
}

/**
 * The latest of earlier places in the same group, of who was silent since. Null where the release before
 * has one, which then could not be set beside the place of now.
 */
function rankedLast(
  earlier: readonly Release[],
  { unitId: id, measure, groupId }: ScoreRow,
): RankedBefore | null {
  for (const release of earlier.toReversed()) {
    const row = rowOf(release, id, measure);
    if (row?.groupId !== groupId || row.rank === null) continue;
    if (release === earlier.at(-1)) return null;
    const of = rankedIn(release, groupId, measure);
    return { rank: row.rank, of, sameUnits: false, since: release.period };
  }
  return null;
}
