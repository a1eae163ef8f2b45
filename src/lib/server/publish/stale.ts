// Which periods of a series readers would see otherwise if they were published now. Publishing and
// the tick of the scheduler import it.
import { shiftPeriod } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import { readLastRecorded, readObservedPeriods } from '../store/observations-read.ts';
import { listReleases, type ReleaseHead } from '../store/releases.ts';

/**
 * The periods of a series that need publishing, oldest first: those with observations where nothing
 * is published; those whose release was built before something was recorded, or kept, about them or
 * about an earlier period (paces, baselines and last known figures look back); and those whose
 * release compares itself with another than the current one of the period before, or with one that
 * is about to be replaced. What became current after `now` counts as if it were not there.
 */
export async function findStalePeriods(db: Db, seriesId: string, now: Date): Promise<string[]> {
  const [periods, recorded, releases] = await Promise.all([
    readObservedPeriods(db, seriesId, now),
    readLastRecorded(db, seriesId, now),
    listReleases(db, seriesId),
  ]);
  const current = currentAt(releases, now);
  const stale: string[] = [];
  const last = { atMs: 0, keptAtMs: 0 };
  for (const { code } of periods) {
    last.atMs = Math.max(last.atMs, recorded.get(code)?.at.getTime() ?? 0);
    last.keptAtMs = Math.max(last.keptAtMs, recorded.get(code)?.keptAt?.getTime() ?? 0);
    const before = shiftPeriod(code, -1);
    const isStale = !isUpToDate(current.get(code), current.get(before), last);
    if (isStale || stale.includes(before)) stale.push(code);
  }
  return stale;
}

/** By period, the release that was current at a moment: the latest of those released by then. */
function currentAt(newestFirst: readonly ReleaseHead[], now: Date): Map<string, ReleaseHead> {
  const released = newestFirst.filter((each) => Date.parse(each.releasedAt) <= now.getTime());
  return new Map(released.toReversed().map((each) => [each.period, each]));
}

function isUpToDate(
  release: ReleaseHead | undefined,
  previous: ReleaseHead | undefined,
  last: { atMs: number; keptAtMs: number },
): boolean {
  return (
    release !== undefined &&
    Date.parse(release.knownAt) >= last.atMs &&
    release.builtAt.getTime() >= last.keptAtMs &&
    release.previousReleaseId === (previous?.id ?? null)
  );
}
