// Tries a source without keeping anything: asks, checks, and tells what would be recorded and what that
// would change. The command line and the staff's pages import it.
import { parsePeriod, type Period } from '#lib/domain/period.ts';
import type { Severity } from '#lib/domain/validate/rule.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { invariant, SourceError, UsageError } from '#lib/server/errors.ts';
import type { PortalClient, Reply } from '#lib/server/sources/fetch.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { clientIn, readingRoom, type Place } from '#lib/server/sources/reading-room.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import {
  readRunFigures,
  readRunFindings,
  readRunServices,
  type DryFigure,
  type DryFinding,
  type DryServices,
} from '#lib/server/store/dry-run.ts';
import { keepReturned } from '#lib/server/store/quarantine.ts';
import { claimSlot, type Claim } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { openGathering, Returned, type Gathering } from './gathering.ts';
import { recordPages } from './record-pages.ts';
import { createReference, type Reference } from './reference.ts';

/** The transaction is undone; this only fills the field. */
const LEASE_MS = 60_000;

export interface DryRunReport {
  /** `sound` would be recorded · `returned` would be sent back whole · `failed` cannot be read. */
  outcome: 'sound' | 'returned' | 'failed';
  /** Code and words of what failed; null otherwise. */
  error: { code: string; text: string } | null;
  pages: number;
  rows: number;
  rowsAccepted: number;
  rowsRefused: number;
  /** What the rules found, by severity, and the first 1,000 of it. */
  counts: Record<Severity, number>;
  findings: DryFinding[];
  /** Figures that would be new or other than they stand; all others stay as they are. */
  figures: DryFigure[];
  services: DryServices;
}

export interface DryRunQuestion {
  source: SourceConfig;
  period: string;
  client: PortalClient;
  /** What somebody brought to be tried; null where the source is to be asked. */
  stored?: readonly Reply[] | null;
  /** Told of every page as it comes. */
  onPage?: (rows: readonly unknown[]) => void;
}

/** Carries the report out of the transaction that is undone. */
class Undone extends Error {
  override readonly name = 'Undone';
  readonly report: DryRunReport;

  constructor(report: DryRunReport) {
    super('a dry run keeps nothing');
    this.report = report;
  }
}

/** What is told of a source that could not even be asked. */
export const NOTHING_FOUND = {
  pages: 0,
  rows: 0,
  rowsAccepted: 0,
  rowsRefused: 0,
  counts: { refuse: 0, flag: 0, note: 0 },
  findings: [],
  figures: [],
  services: { added: 0, changed: 0, removed: 0 },
};

async function readPages(
  ctx: JobContext,
  { source, client: asked, stored = null, onPage }: DryRunQuestion,
  period: Period,
  { reference, place }: { reference: Reference; place: Place },
): Promise<Page[]> {
  const client = clientIn(place, asked);
  const unitCode = await reference.codeOf(source.unit, period.end);
  const { signal } = ctx;
  const question = { source, period, unitCode, client, stored, signal, onReply: () => undefined };
  const pages: Page[] = [];
  for await (const page of kindOf(source).read(question)) {
    pages.push(page);
    onPage?.(page.rows);
  }
  return pages;
}

async function claimDry(tx: Db, source: SourceConfig, period: string, now: Date): Promise<Claim> {
  const { id: sourceId, unit: unitId } = source;
  const trigger = 'manual' as const;
  // Far beyond every schedule, so that it is nobody's slot.
  const slotAt = new Date(Date.UTC(9_000, 0, 1) + (now.getTime() % 86_400_000));
  const slot = { job: 'gather' as const, sourceId, unitId, slotAt, period, trigger };
  const claim = await claimSlot(tx, slot, { asOf: now, dueBy: now, leaseMs: LEASE_MS });
  invariant(claim, 'a slot that nobody asks for is free');
  return claim;
}

async function tell(
  tx: Db,
  claim: Claim,
  pages: readonly Page[],
  found: Pick<DryRunReport, 'outcome' | 'rowsAccepted' | 'rowsRefused'>,
): Promise<DryRunReport> {
  return {
    ...found,
    error: null,
    pages: pages.length,
    rows: pages.reduce((sum, page) => sum + page.rows.length, 0),
    ...(await readRunFindings(tx, claim)),
    figures: await readRunFigures(tx, claim),
    services: await readRunServices(tx, claim),
  };
}

/** What recording would bring; a lot that would be returned brings its findings alone. */
async function recordDry(
  ctx: JobContext,
  tx: Db,
  gathering: Gathering,
  pages: readonly Page[],
): Promise<DryRunReport> {
  const { claim, period, at } = gathering;
  try {
    const recorded = await inTransaction(tx, (part) => recordPages(ctx, part, gathering, pages));
    const { rowsAccepted, rowsQuarantined: rowsRefused } = recorded;
    return await tell(tx, claim, pages, { outcome: 'sound', rowsAccepted, rowsRefused });
  } catch (error) {
    if (!(error instanceof Returned)) throw error;
    await keepReturned(tx, claim, period, error.rows, at);
    const rowsRefused = error.rowCount;
    return tell(tx, claim, pages, { outcome: 'returned', rowsAccepted: 0, rowsRefused });
  }
}

/**
 * Asks a source, registered or not, for one period and tells what a run would record. Nothing is kept:
 * neither the source nor a run, reply, row or figure.
 *
 * @throws UsageError where the period does not fit, or the catalogue lacks a unit or indicator
 */
export async function dryRun(ctx: JobContext, question: DryRunQuestion): Promise<DryRunReport> {
  const { source } = question;
  const period = parsePeriod(question.period, source.reckoning);
  if (period?.frequency !== source.frequency) {
    throw new UsageError(`${question.period} is no ${source.frequency}.`);
  }
  const reference = createReference(ctx.db);
  const place = readingRoom.enter();
  try {
    const pages = await readPages(ctx, question, period, { reference, place });
    return await inTransaction(ctx.db, async (tx) => {
      await upsertSources(tx, [source], { by: null, reason: 'tried', now: ctx.now() });
      const claim = await claimDry(tx, source, period.code, ctx.now());
      const opened = await openGathering(ctx, { source, claim, reference });
      const gathering = { ...opened, isDry: true };
      throw new Undone(await recordDry(ctx, tx, gathering, pages));
    });
  } catch (error) {
    if (error instanceof Undone) return error.report;
    if (!(error instanceof SourceError)) throw error;
    return {
      ...NOTHING_FOUND,
      outcome: 'failed',
      error: { code: error.code, text: error.message },
    };
  } finally {
    place.leave();
  }
}
