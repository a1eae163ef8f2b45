// Reads services.csv: public services with their level and dossiers, and counts the unit's shares
// from them (domain/derive.ts). Pure.
import { deriveShares, type DerivedShare } from '../derive.ts';
import type { Indicator } from '../indicator.ts';
import { shareOf } from '../observation.ts';
import type { Period } from '../period.ts';
import { countServices } from '../service-count.ts';
import type { ServiceRecord } from '../validate/service.ts';
import type { UnitId } from '../unit.ts';
import { cellsOf, reportDuplicates, type Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { PackageFigure } from './figures.ts';
import type { Row } from './files.ts';
import { readPeriod, readUnitOn } from './references.ts';
import type { UnitBook } from './unit-book.ts';

/** One service of one unit in one period, as services.csv gives it. */
export interface PackageService extends ServiceRecord {
  line: number;
  unitCode: string;
  unitId: UnitId;
  period: Period;
}

/** A part and the whole that it cannot exceed, as columns. */
const PARTS = [
  ['filed_online', 'received'],
  ['handled_online', 'filed_online'],
  ['on_time', 'received'],
] as const;

function readCount(cells: Cells, column: string): number {
  cells.filled(column);
  return cells.whole(column, 0) ?? Number.NaN;
}

function readLevel(cells: Cells): number {
  const text = cells.filled('level');
  if (/^[1-4]$/.test(text)) return Number(text);
  if (text !== '') cells.report('level', 'level-not-1-to-4', { value: text });
  return Number.NaN;
}

function readEligible(cells: Cells): boolean {
  const text = cells.filled('eligible');
  if (text !== '' && text !== '0' && text !== '1') {
    cells.report('eligible', 'flag-not-0-or-1', { value: text });
  }
  return text === '1';
}

function checkParts(cells: Cells): void {
  for (const [part, whole] of PARTS) {
    const [few, all] = [cells.text(part), cells.text(whole)];
    if (few !== '' && all !== '' && Number(few) > Number(all)) {
      cells.report(part, 'count-above-whole', {
        value: `${part} ${few}`,
        other: `${whole} ${all}`,
      });
    }
  }
}

function readService(
  row: Row,
  book: UnitBook,
  report: Report,
  note: Report,
): PackageService | null {
  const cells = cellsOf(row, report);
  const period = readPeriod(cells);
  const unit = period ? readUnitOn(cells, book, period.end) : null;
  const record: ServiceRecord = {
    code: cells.filled('service'),
    procedure: cells.filled('procedure'),
    name: cells.filled('name'),
    field: cells.text('field'),
    office: cells.text('office'),
    level: readLevel(cells),
    eligible: readEligible(cells),
    received: readCount(cells, 'received'),
    filedOnline: readCount(cells, 'filed_online'),
    handledOnline: readCount(cells, 'handled_online'),
    onTime: readCount(cells, 'on_time'),
  };
  checkParts(cells);
  if (record.level === 4 && !record.eligible) {
    note({ file: row.file, line: row.line, column: 'eligible' }, 'eligible-below-level');
  }
  if (!unit || !period) return null;
  return { line: row.line, unitCode: cells.text('unit'), unitId: unit.unitId, period, ...record };
}

/** The rows of services.csv. */
export function readServices(
  rows: readonly Row[],
  book: UnitBook,
  report: Report,
  note: Report,
): PackageService[] {
  reportDuplicates(rows, ['unit', 'service', 'period'], report);
  return rows.flatMap((row) => readService(row, book, report, note) ?? []);
}

/** Figures that the services give for the indicators of the package that bear the shares' codes. */
export function figuresOfServices(
  services: readonly PackageService[],
  indicators: ReadonlyMap<string, Indicator>,
): PackageFigure[] {
  const groups = Map.groupBy(services, (one) => JSON.stringify([one.unitId, one.period.code]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const shares = deriveShares(countServices(group));
    return shares.flatMap((share) => figureOfShare(first, share, indicators.get(share.code)) ?? []);
  });
}

/** A counted share as a figure; null where the package has no indicator of that code and rhythm. */
function figureOfShare(
  { line, unitCode, unitId, period }: PackageService,
  { numerator, denominator }: DerivedShare,
  indicator: Indicator | undefined,
): PackageFigure | null {
  if (indicator?.frequency !== period.frequency) return null;
  const share = shareOf(numerator, denominator);
  const value = 'value' in share ? share.value : null;
  const missing = 'missing' in share ? share.missing : null;
  const measured = { value, numerator, denominator, missing, missingNote: null };
  const subject = { line, unitCode, unitId, indicator, period };
  return { ...subject, ...measured, status: 'A', qualifier: null };
}
