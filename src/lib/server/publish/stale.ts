// Which periods of a series readers would see otherwise if they were published now. Publishing and
// the tick of the scheduler import it.
import { shiftPeriod } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import { readLastRecorded, readObservedPeriods } from '../store/observations-read.ts';
import {
  listReleases,
  readVerifications,
  type ReleaseHead,
  type Verification,
} from '../store/releases.ts';
import { readStandingHolds, type StandingHold } from '../store/holds.ts';

/**
 * The periods of a series that need publishing, oldest first: those with observations where nothing
 * is published; those whose release was built before something was recorded, or kept, about them or
 * about an earlier period (paces, baselines and last known figures look back); and those whose
 * release compares itself with another than the current one of the period before, or with one that
 * is about to be replaced. A release that was built anew since, and found to say the same, counts as
 * built then; so does a draft that is held or was refused, which is not built again for what it has
 * seen. What became current after `now` counts as if it were not there.
 */
export async function findStalePeriods(db: Db, seriesId: string, now: Date): Promise<string[]> {
  const [periods, recorded, releases, verified, holds] = await Promise.all([
    readObservedPeriods(db, seriesId, now),
    readLastRecorded(db, seriesId, now),
    listReleases(db, seriesId),
    readVerifications(db, seriesId),
    readStandingHolds(db, seriesId),
  ]);
  const held = new Map(holds.map((hold) => [hold.period, hold]));
  const current = currentAt(releases, now);
  const stale: string[] = [];
  const last = { atMs: 0, keptAtMs: 0 };
  for (const { code } of periods) {
    last.atMs = Math.max(last.atMs, recorded.get(code)?.at.getTime() ?? 0);
    last.keptAtMs = Math.max(last.keptAtMs, recorded.get(code)?.keptAt?.getTime() ?? 0);
    const before = shiftPeriod(code, -1);
    const release = current.get(code);
    const looks = [
      ...(release ? looksAt(release, verified.get(release.id), now) : []),
      ...looksOfHold(held.get(code), now),
    ];
    const previous = current.get(before)?.id ?? null;
    const isStale = !looks.some((look) => hasSeen(look, last, previous));
    if (isStale || stale.includes(before)) stale.push(code);
  }
  return stale;
}

/** By period, the release that was current at a moment: the latest of those released by then. */
function currentAt(newestFirst: readonly ReleaseHead[], now: Date): Map<string, ReleaseHead> {
  const released = newestFirst.filter((each) => Date.parse(each.releasedAt) <= now.getTime());
  return new Map(released.toReversed().map((each) => [each.period, each]));
}

/** When a release was built, and when it was built anew and said the same, as of a moment. */
function looksAt(release: ReleaseHead, verified: Verification | undefined, now: Date) {
  const { builtAt: at, previousReleaseId: against } = release;
  const built: Look = { knownAt: new Date(release.knownAt), at, against };
  return verified && verified.knownAt <= now ? [built, verified] : [built];
}

/** When a draft that readers do not see was built, and built anew, as of a moment. */
function looksOfHold(hold: StandingHold | undefined, now: Date): Look[] {
  if (!hold) return [];
  const built = { knownAt: hold.builtKnownAt, at: hold.builtAt, against: hold.builtAgainst };
  return [built, hold].filter(({ knownAt }) => knownAt <= now);
}

type Look = Omit<Verification, 'releaseId'>;

const hasSeen = (
  { knownAt, at, against }: Look,
  last: { atMs: number; keptAtMs: number },
  previous: string | null,
): boolean =>
  knownAt.getTime() >= last.atMs && at.getTime() >= last.keptAtMs && against === previous;
