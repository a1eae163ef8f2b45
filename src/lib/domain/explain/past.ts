// The past of a unit that came out of others: period by period what its parts had, and what they come
// to together. Pure; pages and API show it.
import { stopKey, type Redrawn, type Stop } from '../boundaries.ts';
import type { MissingReason } from '../missing.ts';
import { rankedIn, rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { MemberUnit, UnitId } from '../unit.ts';

/** One unit in one period; shares are fractions. */
export interface PastFigure {
  unitId: UnitId;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  rank: number | null;
  /** How many were ranked beside it. */
  ranked: number;
  missing: MissingReason | null;
}

export interface PastPeriod {
  period: string;
  /** All parts as one, placed among units that are put together in the same way. */
  whole: PastFigure;
  /** Why the parts come to no figure; null where they do, and where none of them has a row. */
  stop: Stop | null;
  /** Each part as it was released. */
  parts: PastFigure[];
}

export interface Past {
  /** The parts, as the last period knows them. */
  parts: MemberUnit[];
  periods: PastPeriod[];
}

function pastFigure(release: ReleaseContent, unitId: UnitId, row: ScoreRow | null): PastFigure {
  return {
    unitId,
    value: row?.value ?? null,
    numerator: row?.numerator ?? null,
    denominator: row?.denominator ?? null,
    rank: row?.rank ?? null,
    ranked: row ? rankedIn(release, row.groupId, row.measure) : 0,
    missing: row?.missing ?? null,
  };
}

/**
 * A unit's past on its own boundaries, oldest first. Units that a divided one stands in the way of have
 * periods with a `stop` and no parts.
 *
 * @param course as released, oldest first
 * @param redrawn the same releases on the boundaries that the unit belongs to
 */
export function pastOf(
  course: readonly ReleaseContent[],
  redrawn: readonly Redrawn<ReleaseContent>[],
  unit: UnitId,
  measure: string,
): Past {
  const last = course.at(-1);
  const made = redrawn.at(-1)?.composition.get(unit);
  const ids = made?.kind === 'parts' ? made.units : [];
  return {
    parts: last?.rules.units.filter(({ id }) => ids.includes(id)) ?? [],
    periods: course.flatMap((release, at) => {
      const now = redrawn[at];
      if (!now) return [];
      return {
        period: release.period,
        whole: pastFigure(now.release, unit, rowOf(now.release, unit, measure)),
        stop: now.stops.get(stopKey(unit, measure)) ?? null,
        parts: ids.map((id) => pastFigure(release, id, rowOf(release, id, measure))),
      };
    }),
  };
}
