// Whether places of two releases can be told against each other: a province does not rise three
// places because three others fell silent. Pure; anyone may import it.
import type { ReleaseContent } from './release.ts';
import type { UnitId } from './unit.ts';

export interface RankedComparison {
  /** How many units of the group have a rank now. */
  now: number;
  /** How many had one in the earlier release; null where there is no earlier release. */
  before: number | null;
  /** True where exactly the same units were ranked; only then does a move of places mean anything. */
  sameUnits: boolean;
  /** Ranked before and not now, in the order of rows. */
  absent: UnitId[];
  /** Ranked now and not before, in the order of rows. */
  back: UnitId[];
}

/** The units of a group that have a rank on a measure, in the order of rows. */
export const rankedSetOf = (release: ReleaseContent, measure: string, groupId: string): UnitId[] =>
  release.rows
    .filter((row) => row.measure === measure && row.groupId === groupId && row.rank !== null)
    .map((row) => row.unitId);

/**
 * Compares who is ranked with who was.
 *
 * @param previous the release that `current` was compared with when it was built (its
 *   `previousReleaseId`), so that `previousRank` is a place among the units found here
 */
export function compareRanked(
  current: ReleaseContent,
  previous: ReleaseContent | null,
  measure: string,
  groupId: string,
): RankedComparison {
  const ranked = rankedSetOf(current, measure, groupId);
  if (!previous) {
    return { now: ranked.length, before: null, sameUnits: false, absent: [], back: [] };
  }
  const earlier = rankedSetOf(previous, measure, groupId);
  const [nowSet, thenSet] = [new Set(ranked), new Set(earlier)];
  const absent = earlier.filter((unit) => !nowSet.has(unit));
  const back = ranked.filter((unit) => !thenSet.has(unit));
  return {
    now: ranked.length,
    before: earlier.length,
    sameUnits: absent.length === 0 && back.length === 0,
    absent,
    back,
  };
}
