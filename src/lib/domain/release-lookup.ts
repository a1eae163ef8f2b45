// The questions that every page asks of a release or of a course of releases: a unit's row, how
// many are ranked, since when. Pure; anyone may import it.
import { rankedSetOf } from './compare-ranked.ts';
import type { Release, ReleaseContent, ScoreRow, Summary } from './release.ts';
import type { UnitId } from './unit.ts';

/** Rows by unit and measure. Releases never change, so each is indexed once. */
const indexed = new WeakMap<ReleaseContent, Map<string, ScoreRow>>();

/** The unit's row on a measure; null where the release has none. */
export function rowOf(release: ReleaseContent, unit: UnitId, measure: string): ScoreRow | null {
  let rows = indexed.get(release);
  if (!rows) {
    rows = new Map(release.rows.map((row) => [`${row.unitId} ${row.measure}`, row]));
    indexed.set(release, rows);
  }
  return rows.get(`${unit} ${measure}`) ?? null;
}

/** The summary of a measure over a group, or over the nation where `groupId` is null. */
export const summaryOf = (
  release: ReleaseContent,
  measure: string,
  groupId: string | null,
): Summary | null =>
  release.summaries.find((entry) => entry.groupId === groupId && entry.measure === measure) ?? null;

/** How many units of a group have a rank on a measure: the n of "49/n". */
export const rankedIn = (release: ReleaseContent, groupId: string, measure: string): number =>
  rankedSetOf(release, measure, groupId).length;

/**
 * How many units the change of a summary is formed over: those of the group, or of the groups that
 * count in the national figure, that have a figure in this release and had one in the previous.
 */
export function comparedUnits(
  release: ReleaseContent,
  measure: string,
  groupId: string | null,
): number {
  const groups = release.rules.groups.filter((group) =>
    groupId === null ? group.inNational : group.id === groupId,
  );
  return release.rows.filter(
    (row) =>
      row.measure === measure &&
      row.change !== null &&
      groups.some((group) => group.id === row.groupId),
  ).length;
}

/** Since when a unit has had something without a break. */
export interface Since {
  /** Null where it does not have it now. */
  since: string | null;
  /** True where the first release of all had it already, so that it may be older. */
  sinceOrBefore: boolean;
}

/**
 * The first period of the unbroken run of "has it" (a flag of 1) that ends with the last release.
 * A period without a figure breaks the run.
 *
 * @param course releases of one series, oldest first
 */
export function sinceWhen(course: readonly Release[], unit: UnitId, measure: string): Since {
  const lacking = course.findLastIndex((release) => rowOf(release, unit, measure)?.value !== 1);
  const first = course[lacking + 1];
  return { since: first?.period ?? null, sinceOrBefore: lacking === -1 && first !== undefined };
}

/** Periods in a row in which a unit that is asked gave no figure; nobody misses what is not asked. */
export const periodsMissedOf = ({
  missing,
  periodsMissed,
}: Pick<ScoreRow, 'missing' | 'periodsMissed'>): number =>
  missing === 'not-applicable' ? 0 : periodsMissed;
