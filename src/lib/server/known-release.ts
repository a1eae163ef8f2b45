// The release that could be published from what was recorded up to a moment. It is never stored, nor in
// the memory of published ones; what was built last is kept for a few minutes. For staff alone: page-release.ts asks
// who is asking before it comes here.
import { hanoiDay } from '#lib/domain/format.ts';
import { releaseDifferences } from '#lib/domain/release-differences.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Db } from './db/client.ts';
import type { Published, Shown } from './published.ts';
import { draftRelease } from './publish/build.ts';
import { findStalePeriods } from './publish/stale.ts';
import { readLastRecorded, readObservedPeriods } from './store/observations-read.ts';
import { listReleases, readFirstReleasedAt } from './store/releases.ts';

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

interface KnownQuestion {
  series: string;
  period: string;
  knownAt: Date;
}

/** Built releases kept in memory, and for how long after they were built. */
const BUILT_KEPT = 16;
const BUILT_KEPT_MS = 300_000;
type Built = Map<string, { release: Promise<Release>; untilMs: number }>;
const builtFrom = new WeakMap<Db, Built>();

/**
 * As built within the last five minutes from the very same: what was last recorded and kept by the
 * moment is part of the question, so that a later figure, or a run kept since, is never missed. A
 * moment of the same day between two recordings gives what the earlier one gave, but for the moment
 * itself. A change of the catalogue shows after those minutes.
 */
async function buildAsKnown(db: Db, question: KnownQuestion): Promise<Release> {
  const { series, period, knownAt } = question;
  const [recorded, heads] = await Promise.all([
    readLastRecorded(db, series, knownAt),
    listReleases(db, series),
  ]);
  const then = heads.filter(({ releasedAt }) => new Date(releasedAt) <= knownAt);
  // Days left to a target count from the day where nothing has been released yet.
  const day = hanoiDay(knownAt.toISOString());
  const key = JSON.stringify([series, period, day, [...recorded], then.map(({ id }) => id)]);
  const built: Built = builtFrom.get(db) ?? new Map<string, never>();
  builtFrom.set(db, built);
  const nowMs = Date.now();
  const kept = built.get(key);
  const isFresh = kept !== undefined && kept.untilMs > nowMs;
  const release = isFresh ? kept.release : buildAnew(db, question);
  built.delete(key);
  built.set(key, { release, untilMs: isFresh ? kept.untilMs : nowMs + BUILT_KEPT_MS });
  for (const oldest of built.keys()) {
    if (built.size <= BUILT_KEPT) break;
    built.delete(oldest);
  }
  // What failed must not be remembered.
  release.catch(() => built.get(key)?.release === release && built.delete(key));
  const at = knownAt.toISOString();
  return { ...(await release), knownAt: at, releasedAt: at };
}

async function buildAnew(db: Db, { series, period, knownAt }: KnownQuestion): Promise<Release> {
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
