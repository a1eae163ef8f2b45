// One try at one source and period, as the parts of the gather job hand it to each other, and the
// observations and places they have in common. Only gather*.ts import it.
import { NATION, type UnitId } from '#lib/domain/unit.ts';
import { periodOf, type Period } from '#lib/domain/period.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import { type Fault, isRejected } from '#lib/domain/validate/rule.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { PortalClient } from '#lib/server/sources/fetch.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import type { NewObservation } from '#lib/server/store/observations.ts';
import { keepFindings, type QuarantinedRow } from '#lib/server/store/quarantine.ts';
import type { Claim, RunTrigger } from '#lib/server/store/runs.ts';
import type { FedIndicator, RegisteredSource } from '#lib/server/store/sources.ts';
import type { Reference } from './reference.ts';

/** A source as it is gathered; without a version where it does not come from the registry. */
export type GatheredSource = SourceConfig & Partial<Pick<RegisteredSource, 'version'>>;

export interface Gathering {
  source: GatheredSource;
  period: Period;
  claim: Claim;
  reference: Reference;
  /** The source's own indicators and those of its series, by code. */
  indicators: ReadonlyMap<string, FedIndicator>;
  /** The run's "now": what is recorded is recorded as of it. */
  at: Date;
  /** When what is read was said: now, unless it is read again or was handed in before. */
  saidAt: Date;
  /** Whether a unit handed in what is read: then its silence is not what a failure means. */
  isHandedIn: boolean;
  /** Whether all that is written is undone: then nothing is published, nor anybody held up. */
  isDry: boolean;
}

/** One try at a slot. */
export interface GatherOptions {
  source: GatheredSource;
  /** Code of the period that is asked for. */
  period: string;
  /** The slot, claimed for this try. */
  claim: Claim;
  client: PortalClient;
  reference: Reference;
  /** How long the claim holds without a sign of life. */
  leaseMs: number;
  /** How long a source has for all its pages; without end where it is left out. */
  limitMs?: number;
  /** When the slot may be tried again after its nth try; `asked` is what the source asks for. */
  nextAttemptAt: (attempt: number, askedMs: number | null) => Date;
  /** Whether a refusal of the client's breaker counts as a try: waiting is in vain while the clock stands. */
  isClockStanding?: boolean;
  /** Reads the reply again even where its bytes are known: needed after a mapping was mended. */
  reread?: boolean;
}

/** Triggers of runs whose replies somebody brought. */
export const HANDED_IN: ReadonlySet<RunTrigger> = new Set(['push', 'report']);

/** What a try begins with. */
export async function openGathering(
  ctx: JobContext,
  { source, claim, reference }: Pick<Gathering, 'source' | 'claim' | 'reference'>,
): Promise<Gathering> {
  const fed = await reference.indicators(source.series);
  const at = ctx.now();
  return {
    source,
    claim,
    reference,
    period: periodOf(claim.period, source.reckoning),
    indicators: new Map(fed.map((indicator) => [indicator.code, indicator])),
    at,
    saidAt: at,
    isHandedIn: HANDED_IN.has(claim.trigger),
    isDry: false,
  };
}

/** A lot that is taken whole or not at all, sent back for what broke a rule: rows, or all of it. */
export class Returned extends Error {
  override readonly name = 'Returned';
  readonly rows: readonly QuarantinedRow[];
  /** Rows with at least one fault that refuses them. */
  readonly rowCount: number;

  constructor(rows: readonly QuarantinedRow[], rowCount: number) {
    const what = rowCount > 0 ? `${rowCount} rows` : 'the list as a whole';
    super(`${what} must be mended before any row can be taken`);
    this.rows = rows;
    this.rowCount = rowCount;
  }
}

/**
 * Sends the lot back where its kind is taken whole and a row of it is refused, or all of it.
 *
 * @param found everything that was found in its rows, flags and notes too
 * @param refused rows that broke a rule which refuses them
 * @param ofAll what was found in all of it together
 * @throws Returned
 */
export function returnLot(
  { source }: Gathering,
  found: readonly QuarantinedRow[],
  refused: number,
  ofAll: readonly QuarantinedRow[] = [],
): void {
  if (kindOf(source).takes !== 'whole' || (refused === 0 && !isRejected(ofAll))) return;
  throw new Returned([...ofAll, ...found], refused);
}

/** Keeps what the rules found, in place of what the reading before had found. */
export const setRowsAside = (
  tx: Db,
  { claim, period, at }: Gathering,
  found: readonly QuarantinedRow[],
): Promise<void> => keepFindings(tx, claim, period, found, at);

export interface Recorded {
  rowsAccepted: number;
  rowsQuarantined: number;
  versionsWritten: number;
}

/** The parts of an observation that a figure brings; the rest follows from the run. */
export interface Measured {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
  qualifier: string | null;
  /** True where rows of the same reply were set aside, so that the figure may still grow. */
  isPartial?: boolean;
}

/** A figure that is not there, for the reason given. */
export const absent = (missing: MissingReason): Measured => ({
  value: null,
  numerator: null,
  denominator: null,
  missing,
  qualifier: null,
});

/** The observation of a figure, under the run that records it. */
export function observe(
  { source, period, claim }: Gathering,
  unitId: UnitId,
  indicator: FedIndicator,
  { isPartial, ...figure }: Measured,
): NewObservation {
  return {
    ...figure,
    unitId,
    indicatorId: indicator.id,
    period: period.code,
    periodStart: period.start,
    periodEnd: period.end,
    missingNote: null,
    status: figure.missing ? 'M' : isPartial ? 'P' : 'A',
    illustrative: source.illustrative,
    sourceId: source.id,
    origin: source.origin,
    runId: claim.runId,
    ...(claim.trigger === 'correction' && { reason: 'C' as const }),
  };
}

/** Every figure that a source owes for a period: whose, and of which indicator. */
export async function owedFigures(
  gathering: Gathering,
): Promise<{ unitId: UnitId; indicator: FedIndicator }[]> {
  const { source, period, claim, reference, indicators } = gathering;
  const known = (code: string): FedIndicator[] => {
    const found = indicators.get(code);
    return found ? [found] : [];
  };
  if (source.mapping.produces === 'package') return [];
  if (source.mapping.produces === 'services') {
    const unitId = claim.unitId as UnitId;
    return source.indicators.flatMap(known).map((indicator) => ({ unitId, indicator }));
  }
  const own = claim.unitId as UnitId;
  const units = own === NATION ? await reference.expectedUnits(source.series, period.end) : [own];
  return source.mapping.measures.flatMap((measure) =>
    known(measure.indicator).flatMap((indicator) =>
      (measure.scope === 'nation' ? [NATION] : units).map((unitId) => ({ unitId, indicator })),
    ),
  );
}

/** A page's rows laid end to end, with the way back to where each one stood. */
export interface Rows {
  all: unknown[];
  /** The page of a row, counted from 1. */
  pageOf(row: number): number;
  /** A row as its source wrote it, and the reply that it stood in. */
  textOf(row: number): { original: string; replyHash: string };
  /** A row set aside for a fault; `path` is where in the row it lies, null for all of it. */
  setAside(row: number, fault: Fault, path: string | null): QuarantinedRow;
}

export function layOut(pages: readonly Page[]): Rows {
  const all = pages.flatMap((page) => page.rows);
  const starts: number[] = [];
  let start = 0;
  for (const page of pages) {
    starts.push(start);
    start += page.rows.length;
  }
  const pageOf = (row: number): number => starts.findLastIndex((first) => first <= row) + 1;
  const textOf = (row: number) => ({
    original: JSON.stringify(all[row]),
    replyHash: pages[pageOf(row) - 1]?.reply.hash ?? '',
  });
  return {
    all,
    pageOf,
    textOf,
    setAside(row, { rule, field }, path) {
      const page = pageOf(row);
      return {
        rule,
        field,
        place: pages[page - 1]?.placeOf(row - (starts[page - 1] ?? 0), path) ?? '',
        ...textOf(row),
      };
    },
  };
}
