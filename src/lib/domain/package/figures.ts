// Reads observations.csv and missing.csv: figures, and reasons for having none. Counts prevail over
// a rounded value: a share with both counts is their exact quotient. Pure.
import type { Indicator } from '../indicator.ts';
import { OBSERVATION_REASONS, type MissingReason } from '../missing.ts';
import { OBS_STATUSES, shareOf, type ObsStatus } from '../observation.ts';
import type { Period } from '../period.ts';
import type { UnitId } from '../unit.ts';
import { cellsOf, reportDuplicates, type Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { Row } from './files.ts';
import { readPeriod, readUnitOn } from './references.ts';
import type { UnitBook } from './unit-book.ts';

/** An export also says where there was nothing to take a share of, and no counts to say so. */
const REASONS: readonly MissingReason[] = [...OBSERVATION_REASONS, 'no-denominator'];

const QUALIFIERS = ['>', '<', '>=', '<=', '~'] as const;

/** A figure of a package, or its stated absence. */
export interface PackageFigure {
  line: number;
  unitCode: string;
  unitId: UnitId;
  indicator: Indicator;
  period: Period;
  /** Null exactly where `missing` names a reason. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
  missingNote: string | null;
  status: ObsStatus;
  qualifier: string | null;
}

export interface FigureContext {
  indicators: ReadonlyMap<string, Indicator>;
  book: UnitBook;
}

interface Subject {
  unitCode: string;
  unitId: UnitId;
  indicator: Indicator;
  period: Period;
}

/** Unit, indicator and period of a row, or null where one of them is not there (reported). */
function readSubject(cells: Cells, context: FigureContext): Subject | null {
  const code = cells.filled('indicator');
  const indicator = context.indicators.get(code);
  if (!indicator && code !== '') cells.report('indicator', 'unknown-indicator', { value: code });
  const period = readPeriod(cells);
  if (period && indicator && period.frequency !== indicator.frequency) {
    const words = { value: period.code, other: indicator.frequency };
    cells.report('period', 'period-frequency', words);
  }
  const unit = period ? readUnitOn(cells, context.book, period.end) : null;
  if (!unit || !indicator || !period) return null;
  return { unitCode: cells.text('unit'), unitId: unit.unitId, indicator, period };
}

interface Counts {
  numerator: number | null;
  denominator: number | null;
}

function readCounts(cells: Cells): Counts {
  const numerator = cells.number('numerator');
  const denominator = cells.number('denominator');
  if (numerator !== null && numerator < 0) {
    cells.report('numerator', 'negative-count', { value: numerator });
  }
  if (denominator !== null && denominator < 0) {
    cells.report('denominator', 'negative-denominator', { value: denominator });
  }
  return { numerator, denominator };
}

/** Half a unit of the last digit that was written: `0.11` may stand for 0.105 to 0.115. */
function roundingOf(cell: string): number {
  const exponent = Number(/e([+-]?\d+)$/i.exec(cell)?.[1] ?? 0);
  const digits = /\.(\d*)/.exec(cell)?.[1]?.length ?? 0;
  return 0.5 * 10 ** (exponent - digits) + 1e-12;
}

/** The value of a share whose counts are both there, or null where the denominator is 0. */
function shareFromCounts(cells: Cells, numerator: number, denominator: number): number | null {
  if (numerator > denominator && denominator >= 0) {
    const words = { value: numerator, other: denominator };
    cells.report('numerator', 'numerator-above-denominator', words);
  }
  const share = shareOf(numerator, denominator);
  const exact = 'value' in share ? share.value : null;
  const stated = cells.number('value');
  const contradicts =
    stated !== null &&
    (exact === null || Math.abs(stated - exact) > roundingOf(cells.text('value')));
  if (contradicts && denominator >= 0) {
    const words = { value: stated, other: exact ?? `${numerator}/0` };
    cells.report('value', 'value-contradicts-counts', words);
  }
  return exact;
}

function readShare(cells: Cells, { numerator, denominator }: Counts): number | null {
  const value = cells.number('value');
  if (numerator !== null && denominator !== null) {
    return shareFromCounts(cells, numerator, denominator);
  }
  if (numerator !== null) cells.report('denominator', 'share-without-denominator');
  else if (denominator !== null) cells.report('numerator', 'share-without-numerator');
  else if (value === null) cells.report('value', 'share-without-denominator');
  if (value !== null && (value < 0 || value > 1)) {
    cells.report('value', 'share-out-of-range', { value });
  }
  return value;
}

function readOther(cells: Cells, indicator: Indicator): number | null {
  const value = cells.number('value');
  if (value === null) cells.report('value', 'value-missing');
  else if (indicator.measure === 'flag' && value !== 0 && value !== 1 && !Number.isNaN(value)) {
    cells.report('value', 'flag-not-0-or-1', { value });
  } else if (indicator.measure === 'count' && value < 0) {
    cells.report('value', 'negative-count', { value });
  }
  return value;
}

/** Value and counts of a row, or the reason why there is no value. */
function readValue(
  cells: Cells,
  indicator: Indicator,
  status: ObsStatus,
): Pick<PackageFigure, 'value' | 'numerator' | 'denominator' | 'missing'> {
  const counts = readCounts(cells);
  const isBare =
    cells.text('value') === '' && counts.numerator === null && counts.denominator === null;
  if (status === 'M' && isBare) return { ...counts, value: null, missing: 'not-reported' };
  if (status === 'M') cells.report('status', 'status-missing-with-value');
  const value =
    indicator.measure === 'share' ? readShare(cells, counts) : readOther(cells, indicator);
  return { ...counts, value, missing: value === null ? 'no-denominator' : null };
}

function readFigure(row: Row, context: FigureContext, report: Report): PackageFigure | null {
  const cells = cellsOf(row, report);
  const subject = readSubject(cells, context);
  const status = cells.choice('status', OBS_STATUSES, 'unknown-status') ?? 'A';
  const qualifier = cells.choice('qualifier', QUALIFIERS, 'unknown-qualifier');
  if (!subject) {
    readCounts(cells);
    cells.number('value');
    return null;
  }
  const measured = readValue(cells, subject.indicator, status);
  return { line: row.line, ...subject, ...measured, missingNote: null, status, qualifier };
}

/** A reason of ours, or `other` with the package's own words beside it. */
function readReason(cells: Cells): Pick<PackageFigure, 'missing' | 'missingNote'> {
  const text = cells.filled('reason');
  const known = REASONS.find((reason) => reason === text);
  return known ? { missing: known, missingNote: null } : { missing: 'other', missingNote: text };
}

function readMissing(row: Row, context: FigureContext, report: Report): PackageFigure | null {
  const cells = cellsOf(row, report);
  const subject = readSubject(cells, context);
  const reason = readReason(cells);
  if (!subject) return null;
  const nothing = { value: null, numerator: null, denominator: null, qualifier: null };
  return { line: row.line, ...subject, ...nothing, ...reason, status: 'M' };
}

/** Identity of a figure within its package. */
export const figureKey = (figure: Subject): string =>
  JSON.stringify([figure.unitId, figure.indicator.code, figure.period.code]);

/** All figures of a package; a reason takes the place of a figure whose status is M. */
export function readFigures(
  observationRows: readonly Row[],
  missingRows: readonly Row[],
  context: FigureContext,
  report: Report,
): PackageFigure[] {
  reportDuplicates(observationRows, ['unit', 'indicator', 'period'], report);
  reportDuplicates(missingRows, ['unit', 'indicator', 'period'], report);
  const figures = new Map<string, PackageFigure>();
  for (const row of observationRows) {
    const figure = readFigure(row, context, report);
    if (figure) figures.set(figureKey(figure), figure);
  }
  for (const row of missingRows) {
    const figure = readMissing(row, context, report);
    if (!figure) continue;
    const before = figures.get(figureKey(figure));
    if (before && before.status !== 'M') {
      const place = { file: row.file, line: row.line, column: 'unit' };
      const value = `${figure.unitCode} · ${figure.indicator.code} · ${figure.period.code}`;
      report(place, 'missing-and-value', { value, other: before.line });
    }
    figures.set(figureKey(figure), figure);
  }
  return [...figures.values()];
}
