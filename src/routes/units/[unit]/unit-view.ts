// What the unit page says about one unit, worked out of releases. Pure, so that every sentence of
// the page can be tested; only the pages under routes/units import it.
import { isWithin } from '#lib/domain/unit.ts';
import { nodeMeasure } from '#lib/domain/indicator.ts';
import { rankedIn, rowOf, sinceWhen } from '#lib/domain/release-lookup.ts';
import type { Since } from '#lib/domain/release-lookup.ts';
import type { Indicator, IndexVersion } from '#lib/domain/indicator.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import type { Target } from '#lib/domain/target.ts';
import { HEADLINE_MEASURE, OWN_INDEX } from '#lib/domain/usual-measures.ts';
import { PLATFORMS } from '../../platforms/platforms-view.ts';

/** One indicator's line in the table of results. */
export interface ResultLine {
  indicator: Indicator;
  row: ScoreRow;
  /** Units of the group that have a rank on this measure. */
  ranked: number;
  target: Target | null;
}

/** Whether a unit has a platform (null: nobody told us), and since when. */
export interface PlatformLine extends Since {
  indicator: Indicator;
  has: boolean | null;
}

/** A unit's place in one quarter; both are null where it had no figure. */
export interface RankPoint {
  period: string;
  rank: number | null;
  value: number | null;
  ranked: number;
}

/** One pillar of the own index (or its root, `weight` null). Scores run 0–100. */
export interface PillarLine {
  code: string;
  nameVi: string;
  nameEn: string;
  /** Share of the root that the pillar carries, in per cent of all weights. */
  weight: number | null;
  score: number | null;
  rank: number | null;
  ranked: number;
  missing: ScoreRow['missing'];
}

/**
 * The unit's shares: the headline's first, then in the catalogue's order. Indicators without a row
 * are left out.
 */
export function resultLines(release: Release, unit: UnitId): ResultLine[] {
  const isHeadline = (indicator: Indicator): boolean => indicator.code === HEADLINE_MEASURE;
  const ordered = release.rules.indicators.toSorted(
    (a, b) => Number(isHeadline(b)) - Number(isHeadline(a)),
  );
  return ordered.flatMap((indicator) => {
    const row = indicator.measure === 'share' ? rowOf(release, unit, indicator.code) : null;
    if (!row) return [];
    const target = release.rules.targets.find(({ id }) => id === row.targetId) ?? null;
    return [{ indicator, row, ranked: rankedIn(release, row.groupId, row.measure), target }];
  });
}

/**
 * Which platforms the unit has, since when.
 *
 * @param course releases of one series, oldest first, the shown one last
 */
export function platformLines(course: readonly Release[], unit: UnitId): PlatformLine[] {
  const shown = course.at(-1);
  if (!shown) return [];
  return PLATFORMS.flatMap((code) => {
    const indicator = shown.rules.indicators.find((candidate) => candidate.code === code);
    const row = rowOf(shown, unit, code);
    if (!indicator || !row) return [];
    const has = row.value === null ? null : row.value === 1;
    return [{ indicator, has, ...sinceWhen(course, unit, code) }];
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

/** An index in the release's period, the own one where none is named: its root, then its pillars. */
export function pillarLines(release: Release, unit: UnitId, index = OWN_INDEX): PillarLine[] {
  const version = release.rules.indices.find(
    (candidate) => candidate.code === index && isWithin(release.periodEnd, candidate),
  );
  if (!version) return [];
  const root = version.nodes.find(({ parent }) => parent === null);
  if (!root) return [];
  const pillars = version.nodes.filter(({ parent }) => parent === root.code);
  return [root, ...pillars].flatMap((node) => {
    const row = rowOf(release, unit, nodeMeasure(version.code, node.code));
    if (!row) return [];
    return [
      {
        code: node.code,
        nameVi: node.nameVi,
        nameEn: node.nameEn,
        weight: weightInRoot(version, root.code, node.weight),
        score: row.score,
        rank: row.rank,
        ranked: rankedIn(release, row.groupId, row.measure),
        missing: row.missing,
      },
    ];
  });
}

function weightInRoot(version: IndexVersion, root: string, weight: number | null): number | null {
  if (weight === null) return null;
  const all = version.nodes
    .filter(({ parent }) => parent === root)
    .reduce((sum, node) => sum + (node.weight ?? 0), 0);
  return all > 0 ? (100 * weight) / all : null;
}
