// How far a unit is from its target, from the next place and from a chosen one, in whole things: one
// answer for the unit page and the API. Pure; server/explain/gap.ts adds the names of services.
import type { MeasureCode } from '../indicator.ts';
import { methodOf } from '../method.ts';
import { rankedIn, rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { ServiceLine } from '../service-count.ts';
import type { UnitId } from '../unit.ts';
import { type CountPace, countPace } from './count-pace.ts';
import { countedBy, type Thing } from './counted-things.ts';
import type { Answered } from './gap-answer.ts';
import { type PlaceGap, type PlaceReason, placeGap } from './place-gap.ts';
import { type TargetGap, type TargetReason, targetGap } from './target-gap.ts';

export interface Gap {
  /** The unit on the measure, as the release says it. */
  row: ScoreRow;
  /** Units of its group with a rank. */
  ranked: number;
  /** What the measure counts; null for a part of an index, which counts several things. */
  thing: Thing | null;
  /** How the unit's own counts went on over the last four periods; null where that is not known. */
  pace: CountPace | null;
  toTarget: Answered<TargetGap, TargetReason>;
  toNextRank: Answered<PlaceGap, PlaceReason>;
  /** Null where no place was asked for. */
  toRank: Answered<PlaceGap, PlaceReason> | null;
}

/**
 * The gaps of a unit on a measure of the last release of a course; null where the release does not
 * measure it for the unit. Numbers are the least ones: with one fewer the target is not met, the place
 * not reached. "Others at their own pace" means: each count of each unit changes by its mean change
 * over the last four periods, rounded to whole things, one period on, the unit's own as well, but for
 * what it is asked to add; units without earlier figures, and figures that are no counts, stand still.
 *
 * @param course releases of one series, oldest first
 * @param rank a place asked for, from 1
 * @param services those that the unit has in force in the period; null where they are not known
 */
export function gapOf(
  course: readonly ReleaseContent[],
  unit: UnitId,
  measure: MeasureCode,
  rank: number | null = null,
  services: readonly ServiceLine[] | null = null,
): Gap | null {
  const release = course.at(-1);
  const row = release && rowOf(release, unit, measure);
  const method = row && methodOf(release, measure, row.groupId);
  if (!row || !method) return null;
  return {
    row,
    ranked: rankedIn(release, row.groupId, measure),
    thing: method.index ? null : countedBy(measure).thing,
    pace: countPace(course, unit, measure),
    toTarget: targetGap(course, row),
    toNextRank: placeGap(course, method, row, null, services),
    toRank: rank === null ? null : placeGap(course, method, row, rank, services),
  };
}
