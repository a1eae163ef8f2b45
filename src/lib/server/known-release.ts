// The release that could be published from what was recorded up to a moment. It is built anew each
// time, never stored and never in the memory of published ones. For staff alone: page-release.ts asks
// who is asking before it comes here.
import { releaseDifferences } from '#lib/domain/release-differences.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Db } from './db/client.ts';
import type { Published, Shown } from './published.ts';
import { draftRelease } from './publish/build.ts';
import { findStalePeriods } from './publish/stale.ts';
import { readObservedPeriods } from './store/observations-read.ts';
import { readFirstReleasedAt } from './store/releases.ts';

/** The number that no release bears: its content was computed and never published. */
const NEVER_PUBLISHED = 0;

/**
 * A period as known at a moment, with what was current then of the periods before it. Without a period
 * the latest that had been released by then, or, where none had, the latest that anything was
 * recorded about. A null release where nothing was recorded about the period.
 */
export async function shownAsKnown(
  db: Db,
  published: Published,
  question: { series: string; period?: string | undefined; knownAt: Date },
): Promise<Shown> {
  const { series, knownAt } = question;
  const [observed, then] = await Promise.all([
    readObservedPeriods(db, series, knownAt),
    published.shown({ series, asOf: knownAt, period: question.period }),
  ]);
  const periods = observed.map(({ code }) => code).toReversed();
  const period = question.period ?? then.release?.period ?? periods[0];
  if (period === undefined || !periods.includes(period)) {
    return { release: null, course: [], periods };
  }
  const release = await buildAsKnown(db, { series, period, knownAt });
  // `shown` ends with the period's own release where it had one.
  const earlier = then.release
    ? then.course.slice(0, -1)
    : await coursesBefore(published, question);
  return { release, course: [...earlier, release], periods };
}

/** What was current at the moment, of the periods before one that had no release yet. */
async function coursesBefore(
  published: Published,
  { series, period, knownAt }: { series: string; period?: string | undefined; knownAt: Date },
): Promise<Release[]> {
  const { course } = await published.shown({ series, asOf: knownAt });
  return course.filter((release) => period === undefined || release.period < period);
}

async function buildAsKnown(
  db: Db,
  { series, period, knownAt }: { series: string; period: string; knownAt: Date },
): Promise<Release> {
  const draft = await draftRelease(db, { seriesId: series, period, now: knownAt });
  const first = await readFirstReleasedAt(db, { seriesId: series, period });
  const at = knownAt.toISOString();
  return {
    ...draft.content,
    id: draft.id,
    number: NEVER_PUBLISHED,
    status: draft.status,
    hash: draft.hash,
    periodStart: draft.periodStart,
    periodEnd: draft.periodEnd,
    knownAt: at,
    releasedAt: at,
    firstReleasedAt: (first ?? knownAt).toISOString(),
    previousReleaseId: draft.previousReleaseId,
  };
}

/**
 * In how many figures what is known at `now` differs from a release that is current. Nothing is built
 * where nothing has been recorded since.
 */
export async function countUnpublished(db: Db, release: Release, now: Date): Promise<number> {
  const series = release.rules.series.id;
  const stale = await findStalePeriods(db, series, now);
  if (!stale.includes(release.period)) return 0;
  const known = await buildAsKnown(db, { series, period: release.period, knownAt: now });
  return releaseDifferences(release, known).figures.length;
}
