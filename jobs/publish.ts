// Publishing: builds a release whole, writes it, reads it back, and only then lets readers see it.
// The scheduler, the demo and the command line call it.
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { draftRelease, hashOf } from '#lib/server/publish/build.ts';
import { findStalePeriods } from '#lib/server/publish/stale.ts';
import {
  findReleaseId,
  movePointer,
  readRelease,
  writeRelease,
  type ReleaseDraft,
} from '#lib/server/store/releases.ts';
import { isDeepStrictEqual } from 'node:util';

/**
 * Publishes one period of a series from what was recorded by `ctx.now()`. Where that gives what is
 * current already, no release is added and the report says `unchanged`.
 *
 * @throws UsageError where nothing is recorded about the period, or where a release of it became
 * current later than `ctx.now()`; any other error means that nothing was published
 */
export async function publishPeriod(
  ctx: JobContext,
  { seriesId, period }: { seriesId: string; period: string },
): Promise<RunReport> {
  const now = ctx.now();
  ctx.trace('publish:build');
  const draft = await draftRelease(ctx.db, { seriesId, period, now });
  const rows = draft.content.rows.length;
  const report = { job: 'publish' as const, subject: seriesId, period, rows };
  if (await isCurrent(ctx, draft)) {
    return { ...report, outcome: 'unchanged', written: 0, note: null };
  }
  ctx.trace('publish:write');
  const number = await inTransaction(ctx.db, (tx) => writeRelease(tx, draft));
  ctx.trace('publish:verify');
  await verify(ctx, draft);
  ctx.trace('publish:point');
  await inTransaction(ctx.db, (tx) => movePointer(tx, draft.id, now));
  ctx.log.info({ seriesId, period, number, release: draft.id, hash: draft.hash }, 'published');
  return { ...report, outcome: 'done', written: rows, note: null };
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

/** Whether the current release says the same, of the same observations, against the same release. */
async function isCurrent(ctx: JobContext, draft: ReleaseDraft): Promise<boolean> {
  const { period, rules } = draft.content;
  const id = await findReleaseId(ctx.db, { seriesId: rules.series.id, period });
  const current = id === null ? null : await readRelease(ctx.db, id);
  if (!current || current.hash !== draft.hash || current.status !== draft.status) return false;
  const stale = await findStalePeriods(ctx.db, rules.series.id, draft.knownAt);
  return !stale.includes(period) && isDeepStrictEqual(contentOf(current), contentOf(draft.content));
}

/** What stands in the database must be what was built, before anybody is shown it. */
async function verify(ctx: JobContext, draft: ReleaseDraft): Promise<void> {
  const written = await readRelease(ctx.db, draft.id);
  invariant(
    written && hashOf(written) === draft.hash,
    `release ${draft.id} reads back as it was built`,
  );
}
