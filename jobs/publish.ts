// Publishing: builds a release whole, writes it, reads it back and makes it current, in one transaction.
// The scheduler, the demo and the command line call it.
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { draftRelease, hashOf } from '#lib/server/publish/build.ts';
import { findStalePeriods } from '#lib/server/publish/stale.ts';
import {
  findReleaseId,
  lockSeries,
  movePointer,
  noteVerified,
  readRelease,
  writeRelease,
  type ReleaseDraft,
} from '#lib/server/store/releases.ts';
import { isDeepStrictEqual } from 'node:util';

/**
 * Publishes one period of a series from what was recorded by `ctx.now()`. Where that gives what is
 * current already, no release is added, it is noted that the current one is still right, and the
 * report says `unchanged`: also for the second of two
 * publishers at once, which waits for the first.
 *
 * @throws UsageError where nothing is recorded about the period, or where a release of it became
 * current later than `ctx.now()`; any other error means that nothing was published
 */
export async function publishPeriod(
  ctx: JobContext,
  { seriesId, period }: { seriesId: string; period: string },
): Promise<RunReport> {
  const { draft, number } = await inTransaction(ctx.db, async (tx) => {
    await lockSeries(tx, seriesId);
    return writeIfNew(ctx, tx, { seriesId, period });
  });
  const rows = draft.content.rows.length;
  const report = { job: 'publish' as const, subject: seriesId, period, rows, note: null };
  if (number === null) return { ...report, outcome: 'unchanged', written: 0 };
  ctx.log.info({ seriesId, period, number, release: draft.id, hash: draft.hash }, 'published');
  return { ...report, outcome: 'done', written: rows };
}

/** The release as built, and its number; null where it says what the current one says. */
async function writeIfNew(
  ctx: JobContext,
  tx: Db,
  subject: { seriesId: string; period: string },
): Promise<{ draft: ReleaseDraft; number: number | null }> {
  ctx.trace('publish:build');
  const now = ctx.now();
  const draft = await draftRelease(tx, { ...subject, now });
  const same = await findSame(tx, draft);
  if (same !== null) {
    await noteVerified(tx, same, draft);
    return { draft, number: null };
  }
  ctx.trace('publish:write');
  const number = await writeRelease(tx, draft);
  ctx.trace('publish:verify');
  await verify(tx, draft);
  ctx.trace('publish:point');
  await movePointer(tx, draft.id, now);
  return { draft, number };
}

/**
 * The periods of a series that need publishing, oldest first, in the order in which they must be
 * published: each is compared with the one before.
 */
export function periodsToPublish(ctx: JobContext, seriesId: string): Promise<string[]> {
  return findStalePeriods(ctx.db, seriesId, ctx.now());
}

/** The content alone, as it would come out of the database. */
const contentOf = ({ rules, period, rows, summaries, illustrative }: ReleaseContent): unknown =>
  JSON.parse(JSON.stringify({ rules, period, rows, summaries, illustrative }));

/**
 * The release current then, where it says the same in every figure, version, reason, change and
 * sum; null where it does not, or there is none. What else was recorded since is of no matter.
 */
async function findSame(tx: Db, draft: ReleaseDraft): Promise<string | null> {
  const { period, rules } = draft.content;
  const id = await findReleaseId(tx, { seriesId: rules.series.id, period, asOf: draft.knownAt });
  const current = id === null ? null : await readRelease(tx, id);
  if (!current || current.hash !== draft.hash || current.status !== draft.status) return null;
  return isDeepStrictEqual(contentOf(current), contentOf(draft.content)) ? current.id : null;
}

/** What stands in the database must be what was built, before anybody is shown it. */
async function verify(tx: Db, draft: ReleaseDraft): Promise<void> {
  const written = await readRelease(tx, draft.id);
  invariant(
    written && hashOf(written) === draft.hash,
    `release ${draft.id} reads back as it was built`,
  );
}
