// Where one way of measuring ends and another begins: two courses of figures with a break between them,
// told beside each other and never joined. Pure; anyone may import it.
import { rowOf, summaryOf } from './release-lookup.ts';
import type { ReleaseContent } from './release.ts';
import type { UnitId } from './unit.ts';

/** What was measured on one side of a break. */
export interface BridgeSide {
  series: string;
  measure: string;
}

/** A definition that gave way to another one. */
export interface SeriesBreak {
  before: BridgeSide;
  after: BridgeSide;
  /** The day of the document, ISO. */
  day: string;
  document: string;
}

/**
 * Services at levels 1 to 4 gave way to services fully and partly online with Decree 42/2022/NĐ-CP of
 * 24 June 2022. No document says what a share at level 4 would be in the new terms, so that no figure
 * and no target is carried over.
 */
export const LEVELS_TO_FULL: SeriesBreak = {
  before: { series: 'dvc', measure: 'share_l4' },
  after: { series: 'dvc-full-part', measure: 'share_full' },
  day: '2022-06-24',
  document: '42/2022/NĐ-CP',
};

/** Shares of services at a level, whatever they are shares of. */
const OF_LEVELS = /^share_l\d/;

/** The break at which a measure ends or begins; null where it has none. */
export const breakOf = (measure: string): SeriesBreak | null =>
  OF_LEVELS.test(measure) || measure === LEVELS_TO_FULL.after.measure ? LEVELS_TO_FULL : null;

/** A share in one period; null where there is none. */
export interface BridgePoint {
  period: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

export interface Bridge {
  before: BridgePoint[];
  after: BridgePoint[];
}

/**
 * A unit's figures on a measure, or the nation's where `unit` is null, release by release; without the
 * periods of which a release holds nothing.
 *
 * @param course oldest first
 */
export const pointsOf = (
  course: readonly ReleaseContent[],
  unit: UnitId | null,
  measure: string,
): BridgePoint[] =>
  course.flatMap((release) => {
    const found = unit === null ? summaryOf(release, measure, null) : rowOf(release, unit, measure);
    if (!found) return [];
    const { value, numerator, denominator } = found;
    return { period: release.period, value, numerator, denominator };
  });

/** Two courses beside each other; null where either side has no figure at all. */
export function bridgeOf(before: BridgePoint[], after: BridgePoint[]): Bridge | null {
  const isMeasured = ({ value }: BridgePoint): boolean => value !== null;
  return before.some(isMeasured) && after.some(isMeasured) ? { before, after } : null;
}
