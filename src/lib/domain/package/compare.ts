// Sets what the owner of an index published beside what our engine makes of the same figures. Pure;
// `npm run load -- … --check` and tests import it.
import type { ReleaseContent } from '../release.ts';
import type { PublishedScore } from './published.ts';

/** Scores further apart than this differ; published tables are rounded to four digits. */
const SCORE_TOLERANCE = 1e-4;
/** What binary fractions may add to a difference of exactly the tolerance. */
const ROUNDING = 1e-9;

/** One published figure that ours does not meet. `ours` is null where we have none. */
export interface Difference {
  published: PublishedScore;
  what: 'score' | 'rank' | 'missing';
  ours: number | null;
}

export interface Comparison {
  scoresCompared: number;
  ranksCompared: number;
  scoreDifferences: number;
  rankDifferences: number;
  /** Published rows for which we have no score or rank at all. */
  missing: number;
  differences: Difference[];
}

interface Ours {
  score: number | null;
  rank: number | null;
}

function compareOne(published: PublishedScore, ours: Ours, sum: Comparison): void {
  const isMissing =
    (published.score !== null && ours.score === null) ||
    (published.rank !== null && ours.rank === null);
  if (isMissing) {
    sum.missing += 1;
    sum.differences.push({ published, what: 'missing', ours: null });
  }
  if (published.score !== null && ours.score !== null) {
    sum.scoresCompared += 1;
    if (Math.abs(published.score - ours.score) > SCORE_TOLERANCE + ROUNDING) {
      sum.scoreDifferences += 1;
      sum.differences.push({ published, what: 'score', ours: ours.score });
    }
  }
  if (published.rank !== null && ours.rank !== null) {
    sum.ranksCompared += 1;
    if (published.rank !== ours.rank) {
      sum.rankDifferences += 1;
      sum.differences.push({ published, what: 'rank', ours: ours.rank });
    }
  }
}

/**
 * Sets every published score and rank beside ours. Empty published cells are not compared; scores
 * differ when they are more than 0.0001 apart, ranks when they are not the same.
 */
export function compareWithPublished(
  published: readonly PublishedScore[],
  releases: ReadonlyMap<string, ReleaseContent>,
): Comparison {
  const key = (period: string, measure: string, unit: string): string =>
    `${period} ${measure} ${unit}`;
  const ours = new Map<string, Ours>();
  for (const [period, { rows }] of releases) {
    for (const row of rows) ours.set(key(period, row.measure, row.unitId), row);
  }
  const sum: Comparison = {
    scoresCompared: 0,
    ranksCompared: 0,
    scoreDifferences: 0,
    rankDifferences: 0,
    missing: 0,
    differences: [],
  };
  for (const one of published) {
    const row = ours.get(key(one.period.code, one.measure, one.unitId));
    compareOne(one, row ?? { score: null, rank: null }, sum);
  }
  return sum;
}

/** The one line that closes a check, in the wording that the index package's description fixes. */
export const closingLine = (sum: Comparison): string =>
  [
    `scores compared ${sum.scoresCompared}`,
    `ranks compared ${sum.ranksCompared}`,
    `score differences over 0.0001: ${sum.scoreDifferences}`,
    `rank differences: ${sum.rankDifferences}`,
    `missing: ${sum.missing}`,
  ].join(' · ');

/** Whether ours meets everything that was published. */
export const agrees = (sum: Comparison): boolean => sum.differences.length === 0;
