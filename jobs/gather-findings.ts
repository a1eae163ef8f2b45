// What the gather job finds beyond single rows: figures that are odd beside their own history or beside
// another source; and the decisions of persons on rows that come again. Only gather*.ts import it.
import type { UnitId } from '#lib/domain/unit.ts';
import {
  type DecidedRows,
  NOTHING_DECIDED,
  type RowDecision,
} from '#lib/domain/validate/decision.ts';
import { checkHistory, compareSources, type PastFigure } from '#lib/domain/validate/history.ts';
import type { Rule, WideFinding } from '#lib/domain/validate/rule.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readRowDecisions } from '#lib/server/store/decisions.ts';
import type { NewObservation } from '#lib/server/store/observations.ts';
import {
  type FigureElsewhere,
  readFiguresElsewhere,
  readPastFigures,
  type SourceInPeriod,
} from '#lib/server/store/past-figures.ts';
import { type QuarantinedRow, hashOriginal } from '#lib/server/store/quarantine.ts';
import type { FedIndicator } from '#lib/server/store/sources.ts';
import type { Gathering, Rows } from './gathering.ts';

/** The source and period of a run, as the readers of earlier figures want them. */
export const sourceInPeriod = ({ source, claim, period }: Gathering): SourceInPeriod => ({
  sourceId: source.id,
  unitId: claim.unitId,
  period,
  reckoning: source.reckoning,
});

/**
 * What persons decided of the rows of a reply, by row. Rows are known again by their very text, which
 * is hashed only where anything was decided at all.
 */
export async function readDecided(
  tx: Db,
  { source, period }: Gathering,
  rows: Rows,
): Promise<DecidedRows> {
  const decisions = await readRowDecisions(tx, { sourceId: source.id, period: period.code });
  if (decisions.size === 0) return NOTHING_DECIDED;
  const decided = new Map<number, RowDecision>();
  rows.all.forEach((row, at) => {
    const decision = decisions.get(hashOriginal(JSON.stringify(row)));
    if (decision) decided.set(at, decision);
  });
  return decided;
}

function placeOf({ scope }: Rule, field: string | null): string {
  if (field === null) return 'whole reply';
  return scope === 'figure' ? `indicator ${field}` : `whole reply, ${field}`;
}

/** A finding of no single row, with what was compared in place of a row's text. */
export const toFindingRow = (
  unitId: UnitId,
  { rule, field, evidence }: WideFinding,
  replyHash: string | null,
): QuarantinedRow => ({
  rule,
  field,
  unitId,
  replyHash,
  place: placeOf(rule, field),
  original: JSON.stringify({ unit: unitId, field, ...evidence }),
});

const keyOf = ({ unitId, indicatorId }: { unitId: UnitId; indicatorId: string }): string =>
  `${unitId} ${indicatorId}`;

interface Compared {
  past: ReadonlyMap<string, PastFigure[]>;
  elsewhere: ReadonlyMap<string, FigureElsewhere[]>;
}

async function readCompared(
  tx: Db,
  gathering: Gathering,
  figures: readonly NewObservation[],
): Promise<Compared> {
  const units = [...new Set(figures.map(({ unitId }) => unitId))];
  const indicators = [...new Set(figures.map(({ indicatorId }) => indicatorId))];
  const where = sourceInPeriod(gathering);
  const [past, elsewhere] = await Promise.all([
    readPastFigures(tx, where, units, indicators),
    readFiguresElsewhere(tx, where, units, indicators),
  ]);
  return { past: Map.groupBy(past, keyOf), elsewhere: Map.groupBy(elsewhere, keyOf) };
}

/** Figures beside those of earlier periods and of other sources: marks, never refusals. */
export async function judgeFigures(
  tx: Db,
  gathering: Gathering,
  figures: readonly NewObservation[],
): Promise<QuarantinedRow[]> {
  const known = figures.filter(({ value }) => value !== null);
  if (known.length === 0) return [];
  const { past, elsewhere } = await readCompared(tx, gathering, known);
  const fed = [...gathering.indicators.values()];
  const byId = new Map<string, FedIndicator>(fed.map((each) => [each.id, each]));
  return known.flatMap((figure) => {
    const indicator = byId.get(figure.indicatorId);
    if (!indicator || figure.value === null) return [];
    const { code, measure } = indicator;
    const now = { indicator: code, measure, value: figure.value };
    const found = [
      ...checkHistory(now, past.get(keyOf(figure)) ?? []),
      ...compareSources(now, elsewhere.get(keyOf(figure)) ?? []),
    ];
    return found.map((finding) => toFindingRow(figure.unitId, finding, null));
  });
}
