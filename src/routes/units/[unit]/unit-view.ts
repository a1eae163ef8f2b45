// What the unit page says about one unit, worked out of releases. Pure, so that every sentence of
// the page can be tested; only the pages under routes/units import it.
import { contributionsOf, type Contribution } from '#lib/domain/explain/contributions.ts';
import { nodeMeasure } from '#lib/domain/indicator.ts';
import { compareTexts } from '#lib/domain/order.ts';
import { behindSinceOf, type BehindSince } from '#lib/domain/promises.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { versionOn } from '#lib/domain/score.ts';
import type { Target } from '#lib/domain/target.ts';
import { HEADLINE_MEASURE, OWN_INDEX } from '#lib/domain/usual-measures.ts';
import {
  PLATFORMS,
  platformMark,
  type Openings,
  type PlatformMark,
} from '../../platforms/platforms-view.ts';

/** One indicator's line in the table of results. */
export interface ResultLine {
  indicator: Indicator;
  row: ScoreRow;
  /** Units of the group that have a rank on this measure. */
  ranked: number;
  target: Target | null;
}

/** A target that judges the unit and is overdue. */
export interface OverdueLine extends Pick<ResultLine, 'indicator'> {
  target: Target;
  behindSince: BehindSince;
}

/** Whether a unit has a platform, and since when. */
export interface PlatformLine extends PlatformMark {
  indicator: Indicator;
}

/** A unit's place in one quarter; both are null where it had no figure. */
export interface RankPoint {
  period: string;
  rank: number | null;
  value: number | null;
  ranked: number;
}

/** A part of an index as the unit stands in it. */
export interface IndexLine extends Omit<Contribution, 'weight' | 'points'> {
  /** Null, as the points are, where the unit has no score on the whole index. */
  weight: number | null;
  points: number | null;
  /** Units of the group that have a rank on it. */
  ranked: number;
}

/**
 * The unit's indicators: the headline's first, then in the catalogue's order. Those without a row are
 * left out.
 */
function linesOf(release: Release, unit: UnitId): ResultLine[] {
  const isHeadline = (indicator: Indicator): boolean => indicator.code === HEADLINE_MEASURE;
  const ordered = release.rules.indicators.toSorted(
    (a, b) => Number(isHeadline(b)) - Number(isHeadline(a)),
  );
  return ordered.flatMap((indicator) => {
    const row = rowOf(release, unit, indicator.code);
    if (!row) return [];
    const target = release.rules.targets.find(({ id }) => id === row.targetId) ?? null;
    return [{ indicator, row, ranked: rankedIn(release, row.groupId, row.measure), target }];
  });
}

/** The unit's shares. */
export const resultLines = (release: Release, unit: UnitId): ResultLine[] =>
  linesOf(release, unit).filter(({ indicator }) => indicator.measure === 'share');

/**
 * Each target that judges the unit and is overdue, of whatever it asks; the first due first.
 *
 * @param course releases of one series, oldest first, the shown one last
 */
export function overdueLines(course: readonly Release[], unit: UnitId): OverdueLine[] {
  const shown = course.at(-1);
  if (!shown) return [];
  return linesOf(shown, unit)
    .flatMap(({ indicator, row, target }) => {
      const behindSince = behindSinceOf(course, unit, indicator.code);
      const isOverdue = row.targetState === 'overdue';
      return isOverdue && target && behindSince ? [{ indicator, target, behindSince }] : [];
    })
    .toSorted((a, b) => compareTexts(a.target.due, b.target.due));
}

/**
 * Which platforms the unit has, since when.
 *
 * @param course releases of one series, oldest first, the shown one last
 */
export function platformLines(
  course: readonly Release[],
  unit: UnitId,
  openings: Openings,
): PlatformLine[] {
  const shown = course.at(-1);
  if (!shown) return [];
  return PLATFORMS.flatMap((code) => {
    const indicator = shown.rules.indicators.find((candidate) => candidate.code === code);
    if (!indicator || !rowOf(shown, unit, code)) return [];
    return [{ indicator, ...platformMark(course, unit, code, openings) }];
  });
}

/** The unit's rank and figure on a measure, release by release, in the order given. */
export function rankCourse(course: readonly Release[], unit: UnitId, measure: string): RankPoint[] {
  return course.map((release) => {
    const row = rowOf(release, unit, measure);
    return {
      period: release.period,
      rank: row?.rank ?? null,
      value: row?.score ?? null,
      ranked: row ? rankedIn(release, row.groupId, measure) : 0,
    };
  });
}

/**
 * An index in the release's period, the own one where none is named: each part with what it brought, the
 * root first. Of a unit that has no score the parts stand without points.
 */
export function indexLines(release: Release, unit: UnitId, index = OWN_INDEX): IndexLine[] {
  const version = versionOn(release.rules.indices, index, release.periodEnd);
  const rankedOn = (code: string): number => {
    const row = rowOf(release, unit, nodeMeasure(index, code));
    return row ? rankedIn(release, row.groupId, row.measure) : 0;
  };
  const scored = contributionsOf(release, unit, index);
  if (scored) return scored.map((line) => ({ ...line, ranked: rankedOn(line.code) }));
  return (version?.nodes ?? []).flatMap((node) => {
    const row =
      node.indicatorId === null ? rowOf(release, unit, nodeMeasure(index, node.code)) : null;
    if (!row) return [];
    const { code, parent, nameVi, nameEn } = node;
    const { score, rank, missing } = row;
    const none = { indicator: null, weight: null, points: null, most: null };
    const depth = parent === null ? 0 : 1;
    return [
      {
        ...{ code, parent, nameVi, nameEn, depth },
        ...none,
        score,
        rank,
        missing,
        ranked: rankedOn(code),
      },
    ];
  });
}
