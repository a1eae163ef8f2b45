// A unit's place in an earlier release, for sentences on how its place moved. Pure; loads of units' pages
// import it.
import { compareRanked } from '#lib/domain/compare-ranked.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';

/** A place in an earlier release. Only among the same units does a move of places mean anything. */
export interface RankedBefore {
  rank: number;
  of: number;
  sameUnits: boolean;
  /** The period of that release where it is not the one before, in which the unit had no place. */
  since: string | null;
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
