// Looks up what rows of a package refer to: the unit of a figure, the units above and after a unit.
// A reference to something that is nowhere is a fault; a successor or region that is nowhere is a
// note. Pure.
import { parsePeriod, type Period } from '../period.ts';
import type { Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { FoundUnit, PackageCatalogue, UnitBook } from './unit-book.ts';
import type { PackageUnit } from './units.ts';

/** The period in a row's `period`, or null (reported). Only the calendar's periods are used. */
export function readPeriod(cells: Cells): Period | null {
  const code = cells.filled('period');
  const period = parsePeriod(code);
  if (!period && code !== '') cells.report('period', 'not-a-period', { value: code });
  return period;
}

/** The unit in a row's `unit` on `day`, or null (reported). */
export function readUnitOn(cells: Cells, book: UnitBook, day: string): FoundUnit | null {
  const code = cells.filled('unit');
  if (code === '') return null;
  const found = book.find(code, day);
  if (!found && book.isKnown(code)) {
    cells.report('unit', 'unit-not-valid-then', { value: code, other: day });
  } else if (!found) cells.report('unit', 'unknown-unit', { value: code });
  return found;
}

function checkUnit(
  unit: PackageUnit,
  book: UnitBook,
  catalogue: PackageCatalogue,
  report: Report,
  note: Report,
): void {
  const place = (column: string) => ({ file: 'units.csv', line: unit.line, column });
  if (unit.parent !== null && !book.isKnown(unit.parent)) {
    report(place('parent'), 'unit-parent-unknown', { value: unit.parent });
  }
  for (const successor of unit.successors.filter((code) => !book.isKnown(code))) {
    note(place('successors'), 'successor-unknown', { value: successor });
  }
  if (unit.regionId !== null && !catalogue.regionIds.has(unit.regionId)) {
    note(place('region'), 'region-unknown', { value: unit.regionId });
  }
}

/** Looks up parents, successors and regions of all units. */
export function checkUnitReferences(
  book: UnitBook,
  catalogue: PackageCatalogue,
  report: Report,
  note: Report,
): void {
  for (const unit of book.units) checkUnit(unit, book, catalogue, report, note);
}
