// What the page of a body shows of its own series, worked out of releases. Pure; only the page's load
// imports it, and its parts the types.
import type { MeasureFace } from '#lib/domain/ranking.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { headMeasureOf, seriesOverview } from '#lib/domain/series-overview.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Name } from '../../series/series-view.ts';
import { rankedBefore, type RankedBefore } from '../[unit]/ranked-before.ts';

/** Where a body stands in its group, by the measure that its series ranks the group by. */
export interface BodyStanding {
  group: Name;
  face: MeasureFace;
  row: ScoreRow;
  /** Why it has no score; null where it has one. */
  reason: Pick<ScoreRow, 'missing' | 'missingNote'> | null;
  ranked: number;
  /** Units of the group, ranked or not. */
  members: number;
  before: RankedBefore | null;
  previousPeriod: string | null;
  leaders: Name[];
  /** The score of the first place; null where nobody has one. */
  best: number | null;
}

/** One indicator's line in the table of figures. */
export interface FigureLine {
  indicator: MeasureFace;
  row: ScoreRow;
  ranked: number;
}

/** @param course releases of one series, oldest first, the shown one last */
export function standingOf(course: readonly Release[], unit: UnitId): BodyStanding | null {
  const release = course.at(-1);
  const member = release?.rules.units.find(({ id }) => id === unit);
  const measure = release && member && headMeasureOf(release, member);
  const row = measure ? rowOf(release, unit, measure) : null;
  const overview = release
    ? seriesOverview(release, null).find(
        ({ group, face }) => group.id === member?.groupId && face.code === measure,
      )
    : undefined;
  if (!row || !overview) return null;
  const { group, face, ranked, unranked, finding } = overview;
  return {
    group,
    face,
    row,
    reason: unranked.find((each) => each.unit.id === unit)?.reason ?? null,
    ranked: ranked.length,
    members: ranked.length + unranked.length,
    before: rankedBefore(course, { row }),
    previousPeriod: course.at(-2)?.period ?? null,
    leaders: finding.leaders.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
    best: ranked[0]?.row.score ?? null,
  };
}

/** Indicators that say something of the unit, or of others of its group, in the order of the series. */
export function figureLines(release: Release, unit: UnitId): FigureLine[] {
  return release.rules.indicators.flatMap((indicator) => {
    const row = rowOf(release, unit, indicator.code);
    if (!row) return [];
    const ranked = rankedIn(release, row.groupId, row.measure);
    if (row.value === null && ranked === 0) return [];
    const { code, nameVi, nameEn, measure, decimals } = indicator;
    return [{ indicator: { code, nameVi, nameEn, measure, decimals, index: null }, row, ranked }];
  });
}
