// How each row differs from the release before. Internal to the engine.
import type { IndexVersion } from './indicator.ts';
import type { ChangeReason, ScoreRow } from './release.ts';
import { versionOn } from './score.ts';
import { periodOf } from './period.ts';
import type { Scoring } from './scoring.ts';

/**
 * Adds to the rows of one measure their rank in the previous release and the change of score since
 * (of a share a difference of fractions), or the reason why none can be told. Scores of two versions
 * of an index are not compared: `series-break`.
 *
 * @param index the version that the rows were scored by; null for an indicator's rows
 */
export function tellChanges(
  scoring: Scoring,
  rows: readonly ScoreRow[],
  index: IndexVersion | null,
): ScoreRow[] {
  const measure = rows[0]?.measure;
  const before = new Map(
    scoring.previous?.rows
      .filter((row) => row.measure === measure)
      .map((row) => [`${row.groupId}\n${row.unitId}`, row]),
  );
  const isBroken = index !== null && isOtherVersion(scoring, index);
  return rows.map((row) => {
    const earlier = before.get(`${row.groupId}\n${row.unitId}`);
    return {
      ...row,
      previousRank: earlier?.rank ?? null,
      ...changeOf(scoring, row, earlier, isBroken),
    };
  });
}

function changeOf(
  { previous, book, period }: Scoring,
  row: ScoreRow,
  earlier: ScoreRow | undefined,
  isBroken: boolean,
): { change: number | null; changeReason: ChangeReason | null } {
  const untold = (changeReason: ChangeReason) => ({ change: null, changeReason });
  if (row.score === null) return untold('current-missing');
  if (previous === null && book.firstPeriod === period.code) return untold('first-period');
  if (earlier?.score == null) return untold('previous-missing');
  return isBroken
    ? untold('series-break')
    : { change: row.score - earlier.score, changeReason: null };
}

function isOtherVersion({ previous }: Scoring, index: IndexVersion): boolean {
  if (!previous) return false;
  const then = versionOn(previous.rules.indices, index.code, periodOf(previous.period).end);
  return then !== null && then.version !== index.version;
}
