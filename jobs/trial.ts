// The job that tries a source which staff ask about on its page: a dry run, whose report is kept with
// the request and of which nothing else is. The scheduler imports it.
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { UsageError } from '#lib/server/errors.ts';
import type { PortalClient } from '#lib/server/sources/fetch.ts';
import { claimSlot, failRun, finishRun, releaseClaim, type Claim } from '#lib/server/store/runs.ts';
import {
  MOST_SHOWN,
  readTrialConfig,
  writeTrialReport,
  type TrialReport,
} from '#lib/server/store/trials.ts';
import { readWaitingSlots } from '#lib/server/store/waiting-runs.ts';
import { dryRun, NOTHING_FOUND, type DryRunReport } from './dry-run.ts';
import { keepLease } from './lease.ts';
import { startLive, type Live } from './live.ts';

/** Without a sign of life for this long another scheduler takes the trial up. */
const LEASE_MS = 60_000;
/** First rows that are shown as they came, and the longest text of one of them. */
const SAMPLE_ROWS = 5;
const SAMPLE_LENGTH = 2_000;

const toSample = (rows: readonly unknown[]): string[] =>
  rows.map((row) => JSON.stringify(row).slice(0, SAMPLE_LENGTH));

interface Tried {
  report: Omit<DryRunReport, 'outcome'> & Pick<TrialReport, 'outcome'>;
  sample: string[];
}

/** What trying finds; a question that cannot be asked is an answer as well. */
async function tryIt(
  ctx: JobContext,
  claim: Claim,
  client: PortalClient,
  live: Live,
): Promise<Tried> {
  const source = await readTrialConfig(ctx.db, claim.runId);
  const first: unknown[] = [];
  const onPage = (rows: readonly unknown[]): void => {
    first.push(...rows.slice(0, SAMPLE_ROWS - first.length));
    live.page(rows.length);
  };
  try {
    if (!source) throw new UsageError('The configuration to be tried is not there.');
    const report = await dryRun(ctx, { source, period: claim.period, client, onPage });
    return { report, sample: toSample(first) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const refused = { code: 'refused', text: error.message };
    return { report: { ...NOTHING_FOUND, outcome: 'refused', error: refused }, sample: [] };
  }
}

async function keep(
  ctx: JobContext,
  claim: Claim,
  { report, sample }: Tried,
  durationMs: number,
): Promise<void> {
  const { findings, figures, ...found } = report;
  const kept: TrialReport = {
    ...{ ...found, sample, durationMs, figuresChanged: figures.length },
    findings: findings.slice(0, MOST_SHOWN),
    figures: figures.slice(0, MOST_SHOWN),
  };
  const { rowsAccepted, rowsRefused: rowsQuarantined, pages } = found;
  const counts = { rowsAccepted, rowsQuarantined, repliesStored: pages, versionsWritten: 0 };
  await inTransaction(ctx.db, async (tx) => {
    await writeTrialReport(tx, claim.runId, kept);
    await finishRun(tx, claim, counts);
  });
}

/** Ends a trial that failed for a fault of ours; nobody tries it again unasked. */
async function giveUp(ctx: JobContext, claim: Claim, error: unknown): Promise<void> {
  ctx.log.error({ err: error, source: claim.sourceId }, 'a trial failed');
  const failure = { code: 'internal', text: 'we failed', nextAttemptAt: null, wasAsked: true };
  const counts = { repliesStored: 0, rowsQuarantined: 0, versionsWritten: 0 };
  await inTransaction(ctx.db, (tx) => failRun(tx, claim, { ...failure, ...counts }));
}

async function runTrial(ctx: JobContext, claim: Claim, client: PortalClient): Promise<void> {
  const begun = performance.now();
  const live = startLive(ctx, claim);
  const lease = keepLease(ctx.db, claim, { leaseMs: LEASE_MS });
  try {
    const tried = await tryIt(ctx, claim, client, live);
    await keep(ctx, claim, tried, Math.round(performance.now() - begun));
    live.step('done');
  } catch (error) {
    if (ctx.signal.aborted) {
      await releaseClaim(ctx.db, claim, ctx.now());
      throw ctx.signal.reason;
    }
    await giveUp(ctx, claim, error);
    live.step('failed');
  } finally {
    lease.stop();
  }
}

/**
 * Tries every source that somebody asks about. Two callers at once share the trials between them; one
 * that is told to stop gives its trial back.
 *
 * @returns how many were tried
 */
export async function tryWaiting(ctx: JobContext, client: PortalClient): Promise<number> {
  let tried = 0;
  for (const slot of await readWaitingSlots(ctx.db, 'try', ctx.now())) {
    const asOf = ctx.now();
    const claim = await claimSlot(ctx.db, slot, { asOf, dueBy: asOf, leaseMs: LEASE_MS });
    if (!claim) continue;
    await runTrial(ctx, claim, client);
    tried += 1;
  }
  return tried;
}
