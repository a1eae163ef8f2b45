// Takes the reply of a national platform into the database: one row a unit, one observation for each
// of its figures. Runs inside the one transaction of gather.ts.
import {
  applyDecision,
  correctRow,
  type DecidedRows,
  isWithdrawn,
  type RowDecision,
} from '#lib/domain/validate/decision.ts';
import { checkFigure, type Figure } from '#lib/domain/validate/platform.ts';
import { PLATFORM_RULES } from '#lib/domain/validate/platform-rules.ts';
import { readCode } from '#lib/domain/validate/read.ts';
import { compareNation } from '#lib/domain/validate/totals.ts';
import { NATION, type DatedCode, type UnitId } from '#lib/domain/unit.ts';
import { type Fault, isRejected } from '#lib/domain/validate/rule.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import { pathOf } from '#lib/server/sources/mapping.ts';
import {
  compilePlatform,
  denominatorOf,
  numeratorOf,
  type PlatformReading,
  qualifierOf,
  UNIT_FIELD,
} from '#lib/server/sources/platform-reading.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import type { MeasureMapping, ObservationMapping } from '#lib/server/sources/source-mapping.ts';
import { type NewObservation, recordObservations } from '#lib/server/store/observations.ts';
import type { FedIndicator } from '#lib/server/store/sources.ts';
import { judgeFigures, readDecided, toFindingRow } from './gather-findings.ts';
import {
  absent,
  type Gathering,
  layOut,
  observe,
  owedFigures,
  type Recorded,
  returnLot,
  setRowsAside,
} from './gathering.ts';

interface CompiledMeasure {
  scope: MeasureMapping['scope'];
  indicator: FedIndicator;
  isShare: boolean;
}

function checkMeasure(row: PlatformReading, { indicator, isShare }: CompiledMeasure) {
  const { code, measure } = indicator;
  const counts = { numerator: row[numeratorOf(code)], denominator: row[denominatorOf(code)] };
  return checkFigure({
    indicator: code,
    measure,
    counts: isShare ? counts : null,
    value: row[code],
    qualifier: row[qualifierOf(code)],
  });
}

interface CheckedRow {
  unitId: UnitId | null;
  faults: readonly Fault[];
  /** Its turn to speak for the unit: 0 it counts, 1 a person rejected it, 2 so and it never counted. */
  turn: 0 | 1 | 2;
  /**
   * The row's figures; null where the figure broke a rule, or a person put the row aside: then
   * `isWithdrawn` where it had counted.
   */
  figures: { indicator: FedIndicator; figure: Figure | null; isWithdrawn: boolean }[];
}

interface IdentifiedRow {
  reading: PlatformReading;
  unitId: UnitId | null;
  faults: Fault[];
}

function checkRow(
  { reading, unitId, faults }: IdentifiedRow,
  decision: RowDecision | undefined,
  measures: readonly CompiledMeasure[],
): CheckedRow {
  const figures: CheckedRow['figures'] = [];
  const scope = unitId === NATION ? 'nation' : 'units';
  for (const measure of measures.filter((entry) => entry.scope === scope)) {
    const checked = checkMeasure(reading, measure);
    faults.push(...checked.faults);
    figures.push({
      indicator: measure.indicator,
      figure: decision?.kind === 'reject' ? null : checked.figure,
      isWithdrawn: isWithdrawn(checked.faults, decision),
    });
  }
  const turn = decision?.kind !== 'reject' ? 0 : decision.wasRival ? 2 : 1;
  return { unitId, faults: applyDecision(faults, decision), turn, figures };
}

/**
 * Whose row each is; a unit that stands in several rows is nobody's, for which is right is unknown.
 * Rows that a person put aside are no rivals of the others.
 */
function identify(
  readings: readonly PlatformReading[],
  { reference, period }: Gathering,
  decided: DecidedRows,
  codes: readonly DatedCode[],
): IdentifiedRow[] {
  const field = UNIT_FIELD;
  const counts = new Map<UnitId, number>();
  const found = readings.map((reading, row) => {
    const faults: Fault[] = [];
    const code = readCode(reading[field], field, faults, PLATFORM_RULES.missingUnit);
    const unitId = code === '' ? null : reference.unitOf(code, period.end, codes);
    if (code !== '' && !unitId) faults.push({ rule: PLATFORM_RULES.unknownUnit, field });
    const isRival = unitId !== null && decided.get(row)?.kind !== 'reject';
    if (isRival) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
    return { reading, unitId, faults };
  });
  for (const [row, { unitId, faults }] of found.entries()) {
    const isRival = unitId !== null && decided.get(row)?.kind !== 'reject';
    if (isRival && (counts.get(unitId) ?? 0) > 1) {
      faults.push({ rule: PLATFORM_RULES.repeatedUnit, field });
    }
  }
  return found;
}

interface Batches {
  /** What the reply says, what it leaves out, and what a person took back of it. */
  said: NewObservation[];
  /** What it may have said in rows that could not be used: a figure that stands is kept. */
  unread: NewObservation[];
}

/** Rows into observations; whoever is owed a figure and has none in the reply is `not-reported`. */
async function toObservations(gathering: Gathering, rows: CheckedRow[]): Promise<Batches> {
  const batches: Batches = { said: [], unread: [] };
  const spoken = new Set<string>();
  const isUnitUnread = rows.some((row) => row.unitId === null);
  const inTurn = rows.toSorted((a, b) => a.turn - b.turn);
  for (const { unitId, faults, figures } of inTurn) {
    if (!unitId) continue;
    const isRepeated = faults.some((fault) => fault.rule === PLATFORM_RULES.repeatedUnit);
    for (const { indicator, figure, isWithdrawn } of figures) {
      const key = `${unitId} ${indicator.code}`;
      if (spoken.has(key)) continue;
      spoken.add(key);
      if (figure && !isRepeated) {
        const { indicator: _code, ...measured } = figure;
        batches.said.push(observe(gathering, unitId, indicator, measured));
      } else {
        const rejected = observe(gathering, unitId, indicator, absent('rejected'));
        (isWithdrawn ? batches.said : batches.unread).push(rejected);
      }
    }
  }
  for (const { unitId, indicator } of await owedFigures(gathering)) {
    if (spoken.has(`${unitId} ${indicator.code}`)) continue;
    const silent = observe(gathering, unitId, indicator, absent('not-reported'));
    (isUnitUnread ? batches.unread : batches.said).push(silent);
  }
  return batches;
}

/** Where in the source's own row a field of ours stands. */
function placeIn(mapping: ObservationMapping, field: string | null): string | null {
  return field === UNIT_FIELD ? pathOf(mapping.unitCode) : field;
}

/** Units beside the nation in the same reply, for what is counted and not shared. */
function compareWithNation(said: readonly NewObservation[], measures: readonly CompiledMeasure[]) {
  return measures
    .filter(({ scope, indicator }) => scope === 'nation' && indicator.measure === 'count')
    .flatMap(({ indicator }) => {
      const figures = said.filter(({ indicatorId }) => indicatorId === indicator.id);
      const nation = figures.find(({ unitId }) => unitId === NATION)?.value ?? null;
      const units = figures.filter(({ unitId }) => unitId !== NATION);
      return compareNation(
        indicator.code,
        units.map(({ value }) => value ?? 0),
        nation,
      );
    });
}

/** Validates and records a platform's rows. */
export async function recordPlatform(
  ctx: JobContext,
  tx: Db,
  gathering: Gathering,
  pages: readonly Page[],
  mapping: ObservationMapping,
): Promise<Recorded> {
  const { source, reference, indicators, at } = gathering;
  ctx.trace('parse');
  const laid = layOut(pages);
  const measures = mapping.measures.flatMap((measure) => {
    const indicator = indicators.get(measure.indicator);
    return indicator ? [{ scope: measure.scope, indicator, isShare: 'numerator' in measure }] : [];
  });
  ctx.trace('validate');
  const decided = await readDecided(tx, gathering, laid);
  const read = compilePlatform(mapping, source.kind);
  const readings = laid.all.map((row, at) => correctRow(read(row), decided.get(at), {}) ?? {});
  const identified = identify(readings, gathering, decided, await reference.codes());
  const rows = identified.map((row, place) => checkRow(row, decided.get(place), measures));
  const aside = rows.flatMap(({ faults, unitId }, place) =>
    faults.map((fault) => ({
      ...laid.setAside(place, fault, placeIn(mapping, fault.field)),
      ...(unitId && { unitId }),
    })),
  );
  const refused = rows.filter((row) => isRejected(row.faults));
  const open = [...rows.keys()].filter((place) => decided.get(place)?.kind !== 'reject');
  returnLot(gathering, aside, open.filter((place) => isRejected(rows[place]?.faults ?? [])).length);
  ctx.trace('observe');
  const batches = await toObservations(gathering, rows);
  const said = await recordObservations(tx, batches.said, at);
  const unread = await recordObservations(tx, batches.unread, at, { keepStanding: true });
  const odd = [
    ...compareWithNation(batches.said, measures).map((found) => toFindingRow(NATION, found, null)),
    ...(await judgeFigures(tx, gathering, batches.said)),
  ];
  await setRowsAside(tx, gathering, [...aside, ...odd]);
  return {
    rowsAccepted: rows.length - refused.length,
    rowsQuarantined: refused.length,
    versionsWritten: said.written + unread.written,
  };
}
