// Publishing: builds a release whole, writes it, reads it back and makes it current, in one transaction;
// what the guard finds implausible is written and waits for a person instead. The scheduler, the demo and
// the command line call it.
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { JobContext, RunReport } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { draftRelease, hashOf, type DraftSubject } from '#lib/server/publish/build.ts';
import { findImplausible } from '#lib/server/publish/implausible.ts';
import { findStalePeriods } from '#lib/server/publish/stale.ts';
import {
  noteHoldVerified,
  readStandingHolds,
  supersedeHolds,
  writeHold,
  type HeldFinding,
} from '#lib/server/store/holds.ts';
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

/** `held`: it was written, and waits for a person to let readers see it. */
export type PublishReport = Omit<RunReport, 'outcome'> & {
  outcome: 'done' | 'unchanged' | 'held';
};

/**
 * Publishes one period of a series from what was recorded by `ctx.now()`. Where that gives what is
 * current already, or what was held or refused before, no release is added, it is noted that nothing
 * would be said otherwise, and the report says `unchanged`: also for the second of two publishers at
 * once, which waits for the first. What the guard holds is written whole and does not become current;
 * the report says `held`. A newer draft takes the place of one that waits.
 *
 * @throws UsageError where nothing is recorded about the period, or where a release of it became
 * current later than `ctx.now()`; any other error means that nothing was published
 */
export async function publishPeriod(
  ctx: JobContext,
  subject: DraftSubject,
): Promise<PublishReport> {
  const { seriesId, period } = subject;
  const { draft, number, findings } = await inTransaction(ctx.db, async (tx) => {
    await lockSeries(tx, seriesId);
    return writeIfNew(ctx, tx, subject);
  });
  const rows = draft.content.rows.length;
  const report = { job: 'publish' as const, subject: seriesId, period, rows, note: null };
  if (number === null) return { ...report, outcome: 'unchanged', written: 0 };
  const told = { seriesId, period, number, release: draft.id, hash: draft.hash };
  if (findings.length > 0) {
    ctx.log.warn(
      { ...told, findings: findings.length },
      'held: implausible beside earlier releases',
    );
    return { ...report, outcome: 'held', written: rows };
  }
  ctx.log.info(told, 'published');
  return { ...report, outcome: 'done', written: rows };
}

interface Drafted {
  draft: ReleaseDraft;
  /** Null where it says what is current, or what was held or refused before. */
  number: number | null;
  findings: HeldFinding[];
}

/** The release as built and, where it is new, written: current, or held. */
async function writeIfNew(ctx: JobContext, tx: Db, subject: DraftSubject): Promise<Drafted> {
  ctx.trace('publish:build');
  const now = ctx.now();
  const draft = await draftRelease(tx, { ...subject, now });
  const same = await findSame(tx, draft);
  if (same !== null) {
    await noteVerified(tx, same, draft);
    await supersedeHolds(tx, subject, now);
    return { draft, number: null, findings: [] };
  }
  const standing = await findSameHold(tx, draft);
  if (standing !== null) {
    await noteHoldVerified(tx, standing, draft);
    return { draft, number: null, findings: [] };
  }
  ctx.trace('publish:write');
  const number = await writeRelease(tx, draft);
  ctx.trace('publish:verify');
  await verify(tx, draft);
  ctx.trace('publish:point');
  await supersedeHolds(tx, subject, now);
  return { draft, number, findings: await pointOrHold(tx, draft, now) };
}

/** Makes a written release current unless the guard finds something; then it waits. */
async function pointOrHold(tx: Db, draft: ReleaseDraft, now: Date): Promise<HeldFinding[]> {
  const { id: releaseId } = draft;
  const findings = await findImplausible(tx, draft);
  const [first] = findings;
  if (first) await writeHold(tx, { releaseId, againstId: first.againstId, findings, heldAt: now });
  else await movePointer(tx, releaseId, now);
  return findings;
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
  return id !== null && (await saysSame(tx, id, draft)) ? id : null;
}

/** The draft of the period that waits or was refused last, where it says the same. */
async function findSameHold(tx: Db, draft: ReleaseDraft): Promise<string | null> {
  const { period, rules } = draft.content;
  const holds = await readStandingHolds(tx, rules.series.id);
  const id = holds.find((hold) => hold.period === period)?.releaseId ?? null;
  return id !== null && (await saysSame(tx, id, draft)) ? id : null;
}

async function saysSame(tx: Db, id: string, draft: ReleaseDraft): Promise<boolean> {
  const stored = await readRelease(tx, id);
  if (!stored || stored.status !== draft.status) return false;
  return isDeepStrictEqual(contentOf(stored), contentOf(draft.content));
}

/** What stands in the database must be what was built, before anybody is shown it. */
async function verify(tx: Db, draft: ReleaseDraft): Promise<void> {
  const written = await readRelease(tx, draft.id);
  invariant(
    written && hashOf(written) === draft.hash,
    `release ${draft.id} reads back as it was built`,
  );
}
