// The job that sets a unit's own list of services beside our rows. Reads the workbook in a child
// process; a list that cannot be read ends its run with the reason. The scheduler imports it.
import { compareLists } from '#lib/domain/compare-lists.ts';
import { isOurFault } from '#lib/domain/our-faults.ts';
import { readServiceList, type ListRow, type ServiceList } from '#lib/domain/listed-services.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { SourceError } from '#lib/server/errors.ts';
import type { PortalClient } from '#lib/server/sources/fetch.ts';
import { runIsolated } from '#lib/server/sources/isolated.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { compileService, placesOf } from '#lib/server/sources/mapping.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import type { Sheet } from '#lib/server/spreadsheets/table.ts';
import {
  findIntakeOfRun,
  writeComparison,
  type ComparedText,
  type ComparisonResult,
} from '#lib/server/store/comparisons.ts';
import { hashOriginal } from '#lib/server/store/quarantine.ts';
import { readLastRun, readStoredReplies } from '#lib/server/store/replies.ts';
import { claimSlot, failRun, finishRun, releaseClaim, type Claim } from '#lib/server/store/runs.ts';
import { readServiceRecords } from '#lib/server/store/service-records.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { readWaitingSlots } from '#lib/server/store/waiting-runs.ts';
import { createReference } from './reference.ts';

/** A list of the largest unit is compared in seconds; a run held longer was left by a crash. */
const LEASE_MS = 120_000;
/** A list that we failed to read is tried again after this long. */
const RETRY_MS = 60_000;

const toListRows = ({ rows }: Sheet): ListRow[] =>
  rows.map(({ number, cells }) => ({
    number,
    cells: new Map(cells.map(({ column, value }) => [column, value])),
  }));

/** The first sheet that is headed like a list of services. */
async function readList(ctx: JobContext, claim: Claim): Promise<ServiceList> {
  const [reply] = await readStoredReplies(ctx.db, claim.unitId, claim.runId);
  if (!reply) throw new SourceError('not-handed-in', 'the list is not there');
  const sheets = await runIsolated(
    'read-workbook',
    { settings: { sheets: 'all' }, content: reply.body },
    { signal: ctx.signal },
  );
  for (const sheet of sheets) {
    const list = readServiceList(toListRows(sheet));
    if (list) return list;
  }
  throw new SourceError('shape', 'no sheet has a column of service codes');
}

/** What is stored is read again; nobody is asked. */
const NOBODY: PortalClient = {
  ask: () => Promise.reject(new SourceError('not-asked', 'a comparison asks nobody')),
};

/** A row's text as the source last sent it, by its hash, and the reply that it stood in. */
type Original = Pick<ComparedText, 'originalHash' | 'replyHash'>;
const NO_ORIGINAL: Original = { originalHash: null, replyHash: null };

/** The texts that our rows were read from, by code: what a decision is about. */
async function originalsOf(
  ctx: JobContext,
  source: SourceConfig,
  claim: Claim,
): Promise<Map<string, Original>> {
  const { mapping } = source;
  const last = await readLastRun(ctx.db, claim, claim.period);
  if (last === null || mapping.produces !== 'services') return new Map();
  const period = periodOf(claim.period, source.reckoning);
  const unitCode = await createReference(ctx.db).codeOf(source.unit, period.end);
  const stored = await readStoredReplies(ctx.db, claim.unitId, last.runId);
  const readRow = compileService(mapping.fields, placesOf(source.kind));
  const originals = new Map<string, Original>();
  const question = { source, period, unitCode, stored, client: NOBODY, signal: ctx.signal };
  for await (const page of kindOf(source).read({ ...question, onReply: () => undefined })) {
    for (const row of page.rows) {
      const code = readRow(row)?.code;
      if (code === undefined) continue;
      const originalHash = hashOriginal(JSON.stringify(row));
      originals.set(String(code).trim(), { originalHash, replyHash: page.reply.hash });
    }
  }
  return originals;
}

async function compare(ctx: JobContext, source: SourceConfig, claim: Claim) {
  const list = await readList(ctx, claim);
  const [ours, originals] = await Promise.all([
    readServiceRecords(ctx.db, claim),
    originalsOf(ctx, source, claim),
  ]);
  const { same, rows } = compareLists(ours, list.services);
  const { fields, rowsWithoutCode } = list;
  const result: ComparisonResult = {
    same,
    fields,
    rowsWithoutCode,
    rows: rows.map((row) => ({
      ...row,
      ...((row.ours && originals.get(row.code)) ?? NO_ORIGINAL),
    })),
  };
  return { result, rowsRead: list.services.length };
}

async function keep(tx: Db, claim: Claim, found: Awaited<ReturnType<typeof compare>>, at: Date) {
  const of = await findIntakeOfRun(tx, claim.runId);
  if (of === null) throw new SourceError('not-handed-in', 'the run has no receipt');
  await writeComparison(tx, { ...of, ...claim }, found.result, at);
  await finishRun(tx, claim, {
    repliesStored: 1,
    rowsAccepted: found.rowsRead,
    rowsQuarantined: 0,
    versionsWritten: 0,
  });
}

/** Words and code of what went wrong, and whether the same list may do well another time. */
function tellError(error: unknown) {
  const text = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SourceError)) return { code: 'internal', text, isPassing: true };
  return { code: error.code, text, isPassing: error.retryable && isOurFault(error.code) };
}

async function recordFailure(
  ctx: JobContext,
  source: SourceConfig,
  claim: Claim,
  error: unknown,
): Promise<void> {
  const { code, text, isPassing } = tellError(error);
  const { id, unit } = source;
  ctx.log.warn({ source: id, unit, code, err: error }, `a comparison failed: ${text}`);
  const mayTry = isPassing && claim.attempt < source.maxAttempts;
  const nextAttemptAt = mayTry ? new Date(ctx.now().getTime() + RETRY_MS) : null;
  const counts = { repliesStored: 1, rowsQuarantined: 0, versionsWritten: 0 };
  const failure = { code, text, nextAttemptAt, wasAsked: true, ...counts };
  await inTransaction(ctx.db, (tx) => failRun(tx, claim, failure));
}

async function runOne(ctx: JobContext, source: SourceConfig, claim: Claim): Promise<void> {
  try {
    const found = await compare(ctx, source, claim);
    await inTransaction(ctx.db, (tx) => keep(tx, claim, found, ctx.now()));
  } catch (error) {
    if (ctx.signal.aborted) {
      await releaseClaim(ctx.db, claim, ctx.now());
      throw ctx.signal.reason;
    }
    await recordFailure(ctx, source, claim, error);
  }
}

/**
 * Compares every list that waits. Two callers at once share the lists between them. Of a source that
 * is no longer in use the lists wait until it is.
 *
 * @returns how many were compared, or failed to be
 */
export async function compareWaiting(ctx: JobContext): Promise<number> {
  const slots = await readWaitingSlots(ctx.db, 'compare', ctx.now());
  const ids = [...new Set(slots.map(({ sourceId }) => sourceId))];
  const found = ids.length === 0 ? [] : await readSources(ctx.db, ids);
  const sources = new Map(found.map((source) => [source.id, source]));
  let done = 0;
  for (const slot of slots) {
    ctx.signal.throwIfAborted();
    const source = sources.get(slot.sourceId);
    if (!source) continue;
    const asOf = ctx.now();
    const claim = await claimSlot(ctx.db, slot, { asOf, dueBy: asOf, leaseMs: LEASE_MS });
    if (!claim) continue;
    await runOne(ctx, source, claim);
    done += 1;
  }
  return done;
}
