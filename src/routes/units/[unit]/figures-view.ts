// What a release and its course say of one unit: results, place, platforms, the own index.
// Releases never change, so each is read once a language. Only the load of the unit page imports it.
import { locale } from '#lib/components/address.ts';
import { compareRanked } from '#lib/domain/compare-ranked.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { keepLast } from '#lib/server/keep-last.ts';
import type { CatalogueUnit, RankedBefore, UnitPage } from './unit-page.ts';
import { indexLines, platformLines, resultLines, type ResultLine } from './unit-view.ts';

export type Figures = Pick<
  UnitPage,
  'previousPeriod' | 'standing' | 'before' | 'platforms' | 'index'
> & { lines: ResultLine[] };

const NO_FIGURES: Figures = {
  previousPeriod: null,
  standing: null,
  before: null,
  lines: [],
  platforms: [],
  index: [],
};

/** Some kilobytes each. */
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
  return {
    previousPeriod: history.at(-2)?.period ?? null,
    standing,
    before: rankedBefore(history, standing),
    lines,
    platforms: platformLines(history, id),
    index: indexLines(release, id),
  };
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
