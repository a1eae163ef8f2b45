// Takes the reply of a national platform into the database: one row a unit, one observation for each
// of its figures. Runs inside the one transaction of gather.ts.
import { checkFigure, type Figure } from '#lib/domain/validate/platform.ts';
import { PLATFORM_RULES } from '#lib/domain/validate/platform-rules.ts';
import { readText } from '#lib/domain/validate/read.ts';
import { NATION, type DatedCode, type UnitId } from '#lib/domain/unit.ts';
import { type Fault, isRejected } from '#lib/domain/validate/rule.ts';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import {
  compileField,
  pathOf,
  placesOf,
  type PathCompiler,
  type Reader,
} from '#lib/server/sources/mapping.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import type { MeasureMapping, ObservationMapping } from '#lib/server/sources/source-mapping.ts';
import { type NewObservation, recordObservations } from '#lib/server/store/observations.ts';
import type { FedIndicator } from '#lib/server/store/sources.ts';
import {
  absent,
  type Gathering,
  layOut,
  observe,
  owedFigures,
  type Recorded,
  setRowsAside,
} from './gathering.ts';

interface CompiledMeasure {
  scope: MeasureMapping['scope'];
  indicator: FedIndicator;
  check: (row: unknown) => { figure: Figure | null; faults: Fault[] };
}

const NOTHING: Reader = () => undefined;

function compileMeasure(
  measure: MeasureMapping,
  indicator: FedIndicator,
  compile: PathCompiler,
): CompiledMeasure {
  const qualifier = measure.qualifier ? compile(measure.qualifier) : NOTHING;
  const isShare = 'numerator' in measure;
  const numerator = isShare ? compile(measure.numerator) : NOTHING;
  const denominator = isShare ? compile(measure.denominator) : NOTHING;
  const value = isShare ? NOTHING : compileField(measure.value, compile);
  return {
    scope: measure.scope,
    indicator,
    check: (row) =>
      checkFigure({
        indicator: indicator.code,
        measure: indicator.measure,
        counts: isShare ? { numerator: numerator(row), denominator: denominator(row) } : null,
        value: value(row),
        qualifier: qualifier(row),
      }),
  };
}

interface CheckedRow {
  unitId: UnitId | null;
  faults: Fault[];
  /** The row's figures; null where the figure broke a rule. */
  figures: { indicator: FedIndicator; figure: Figure | null }[];
}

function checkRow(
  row: unknown,
  unitId: UnitId | null,
  faults: Fault[],
  measures: readonly CompiledMeasure[],
): CheckedRow {
  const figures: CheckedRow['figures'] = [];
  const scope = unitId === NATION ? 'nation' : 'units';
  for (const measure of measures.filter((entry) => entry.scope === scope)) {
    const checked = measure.check(row);
    faults.push(...checked.faults);
    figures.push({ indicator: measure.indicator, figure: checked.figure });
  }
  return { unitId, faults, figures };
}

/** Whose row each is; a unit that stands in several rows is nobody's, for which is right is unknown. */
function identify(
  rows: readonly unknown[],
  gathering: Gathering,
  mapping: ObservationMapping,
  codes: readonly DatedCode[],
): { unitId: UnitId | null; faults: Fault[] }[] {
  const read = compileField(mapping.unitCode, placesOf(gathering.source.kind));
  const field = pathOf(mapping.unitCode);
  const found = rows.map((row) => {
    const faults: Fault[] = [];
    const code = readText(read(row), field, faults, PLATFORM_RULES.missingUnit);
    const unitId =
      code === '' ? null : gathering.reference.unitOf(code, gathering.period.end, codes);
    if (code !== '' && !unitId) faults.push({ rule: PLATFORM_RULES.unknownUnit, field });
    return { unitId, faults };
  });
  const counts = new Map<UnitId | null, number>();
  for (const { unitId } of found) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  for (const entry of found) {
    if (entry.unitId && (counts.get(entry.unitId) ?? 0) > 1) {
      entry.faults.push({ rule: PLATFORM_RULES.repeatedUnit, field });
    }
  }
  return found;
}

interface Batches {
  /** What the reply says, and what it leaves out. */
  said: NewObservation[];
  /** What it may have said in rows that could not be used: a figure that stands is kept. */
  unread: NewObservation[];
}

/** Rows into observations; whoever is owed a figure and has none in the reply is `not-reported`. */
async function toObservations(gathering: Gathering, rows: CheckedRow[]): Promise<Batches> {
  const batches: Batches = { said: [], unread: [] };
  const spoken = new Set<string>();
  const isUnitUnread = rows.some((row) => row.unitId === null);
  for (const { unitId, faults, figures } of rows) {
    if (!unitId) continue;
    const isRepeated = faults.some((fault) => fault.rule === PLATFORM_RULES.repeatedUnit);
    for (const { indicator, figure } of figures) {
      const key = `${unitId} ${indicator.code}`;
      if (spoken.has(key)) continue;
      spoken.add(key);
      if (figure && !isRepeated) {
        const { indicator: _code, ...measured } = figure;
        batches.said.push(observe(gathering, unitId, indicator, measured));
      } else batches.unread.push(observe(gathering, unitId, indicator, absent('rejected')));
    }
  }
  for (const { unitId, indicator } of await owedFigures(gathering)) {
    if (spoken.has(`${unitId} ${indicator.code}`)) continue;
    const silent = observe(gathering, unitId, indicator, absent('not-reported'));
    (isUnitUnread ? batches.unread : batches.said).push(silent);
  }
  return batches;
}

/** Validates and records a platform's rows. */
export async function recordPlatform(
  ctx: JobContext,
  tx: Db,
  gathering: Gathering,
  pages: readonly Page[],
  mapping: ObservationMapping,
): Promise<Recorded> {
  const { reference, indicators, at } = gathering;
  ctx.trace('parse');
  const laid = layOut(pages);
  const compile = placesOf(gathering.source.kind);
  const measures = mapping.measures.flatMap((measure) => {
    const indicator = indicators.get(measure.indicator);
    return indicator ? [compileMeasure(measure, indicator, compile)] : [];
  });
  ctx.trace('validate');
  const identified = identify(laid.all, gathering, mapping, await reference.codes());
  const rows = identified.map(({ unitId, faults }, place) =>
    checkRow(laid.all[place], unitId, faults, measures),
  );
  const aside = rows.flatMap((row, place) =>
    row.faults.map((fault) => laid.setAside(place, fault, fault.field)),
  );
  const rejected = rows.filter((row) => isRejected(row.faults)).length;
  await setRowsAside(tx, gathering, aside, rejected);
  ctx.trace('observe');
  const batches = await toObservations(gathering, rows);
  const said = await recordObservations(tx, batches.said, at);
  const unread = await recordObservations(tx, batches.unread, at, { keepStanding: true });
  return {
    rowsAccepted: rows.length - rejected,
    rowsQuarantined: rejected,
    versionsWritten: said.written + unread.written,
  };
}
