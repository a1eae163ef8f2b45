// The results of a unit with what stands behind each: its source, targets that were missed, what
// was corrected. Only the load of the unit page imports it.
import { missedTargetsOf } from '#lib/domain/missed-targets.ts';
import { behindSinceOf } from '#lib/domain/promises.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Correction } from '#lib/server/corrections.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readSourceNames } from '#lib/server/store/source-state.ts';
import type { SourcedResult } from './unit-page.ts';
import type { ResultLine } from './unit-view.ts';

/**
 * @param course of one series, oldest first, the release shown last
 * @param corrections of the unit, the latest first
 */
export async function readResults(
  db: Db,
  course: readonly Release[],
  lines: readonly ResultLine[],
  corrections: readonly Correction[],
): Promise<SourcedResult[]> {
  const release = course.at(-1);
  const [unit] = lines.map(({ row }) => row.unitId);
  if (!release || unit === undefined) return [];
  const names = await readSourceNames(
    db,
    lines.flatMap(({ row }) => row.sourceId ?? []),
  );
  const missed = missedBy(release, unit);
  return lines.map((line) => ({
    ...line,
    sourceName: names.get(line.row.sourceId ?? '') ?? null,
    missedTargets: missed.get(line.row.measure) ?? [],
    behindSince: behindSinceOf(course, unit, line.row.measure),
    correction: correctionOf(line.row, release, corrections),
  }));
}

/** The last time that the figure came to say something else, up to the release shown. */
function correctionOf(
  { measure }: ScoreRow,
  release: Release,
  corrections: readonly Correction[],
): SourcedResult['correction'] {
  const found = corrections.find(
    ({ edition: { after }, ...each }) =>
      each.measure === measure &&
      after.seriesId === release.rules.series.id &&
      after.period === release.period &&
      after.number <= release.number,
  );
  if (!found) return null;
  const { kind, reason, otherSource, before } = found;
  return { kind, reason, otherSource, before, releasedAt: found.edition.after.releasedAt };
}

/** By measure, the latest due first. */
function missedBy(release: Release, unit: UnitId): Map<string, SourcedResult['missedTargets']> {
  const missed = Map.groupBy(missedTargetsOf(release, unit).toReversed(), ({ row }) => row.measure);
  return new Map([...missed].map(([measure, own]) => [measure, own.map(({ target }) => target)]));
}
