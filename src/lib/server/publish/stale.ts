// Which periods of a series readers would see otherwise if they were published now. Publishing and
// the tick of the scheduler import it.
import { shiftPeriod } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import { readLastRecorded, readObservedPeriods } from '../store/observations-read.ts';
import { listReleases, type ReleaseHead } from '../store/releases.ts';

/**
 * The periods of a series that need publishing, oldest first: those with observations where nothing
 * is published; those whose release was built before something was recorded about them or about an
 * earlier period (paces, baselines and last known figures look back); and those whose release
 * compares itself with another than the current one of the period before, or with one that is about
 * to be replaced.
 */
export async function findStalePeriods(db: Db, seriesId: string, now: Date): Promise<string[]> {
  const [periods, recorded, releases] = await Promise.all([
    readObservedPeriods(db, seriesId, now),
    readLastRecorded(db, seriesId, now),
    listReleases(db, seriesId),
  ]);
  const current = new Map(
    releases.filter((each) => each.current).map((each) => [each.period, each]),
  );
  const stale: string[] = [];
  let lastRecorded = 0;
  for (const { code } of periods) {
    lastRecorded = Math.max(lastRecorded, recorded.get(code)?.getTime() ?? 0);
    const before = shiftPeriod(code, -1);
    const isStale = !isUpToDate(current.get(code), current.get(before), lastRecorded);
    if (isStale || stale.includes(before)) stale.push(code);
  }
  return stale;
}

function isUpToDate(
  release: ReleaseHead | undefined,
  previous: ReleaseHead | undefined,
  lastRecorded: number,
): boolean {
  return (
    release !== undefined &&
    Date.parse(release.knownAt) >= lastRecorded &&
    release.previousReleaseId === (previous?.id ?? null)
  );
}
