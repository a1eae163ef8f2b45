// Reads units.csv: who is measured, in which group, from when until when. Which permanent unit a
// row stands for is settled in unit-book.ts. Pure.
import { cellsOf, reportDuplicates, type Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { Row } from './files.ts';

export interface PackageUnit {
  line: number;
  code: string;
  nameVi: string;
  nameEn: string;
  kind: string;
  /** Null where the unit is not ranked. */
  groupId: string | null;
  /** Code of the unit above. */
  parent: string | null;
  regionId: string | null;
  population: number | null;
  /** Both days belong to the span; null where it is open. */
  validFrom: string | null;
  validTo: string | null;
  successors: string[];
  /** False where the package says that the unit offers no public services. */
  providesServices: boolean;
}

const YES_NO = ['yes', 'no'] as const;
const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

interface Span {
  validFrom: string | null;
  validTo: string | null;
}

/** Whether two spans share a day. */
export const spansOverlap = (a: Span, b: Span): boolean =>
  (a.validFrom ?? FIRST_DAY) <= (b.validTo ?? LAST_DAY) &&
  (b.validFrom ?? FIRST_DAY) <= (a.validTo ?? LAST_DAY);

/** A span whose end lies before its beginning is reported at `valid_to`. */
export function readSpan(cells: Cells): Span {
  const span = { validFrom: cells.day('valid_from'), validTo: cells.day('valid_to') };
  if (span.validFrom !== null && span.validTo !== null && span.validTo < span.validFrom) {
    cells.report('valid_to', 'span-reversed', { value: span.validTo, other: span.validFrom });
  }
  return span;
}

/** Parts of a cell that joins several codes by `|`. */
export const splitCodes = (cell: string): string[] =>
  cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readUnit(row: Row, report: Report): PackageUnit {
  const cells = cellsOf(row, report);
  const nameVi = cells.filled('name_vi');
  return {
    line: row.line,
    code: cells.filledCode('code'),
    nameVi,
    nameEn: cells.text('name_en') || nameVi,
    kind: cells.text('kind') || 'unit',
    groupId: cells.code('group') || null,
    parent: cells.text('parent') || null,
    regionId: cells.text('region') || null,
    population: cells.whole('population', 0),
    ...readSpan(cells),
    successors: splitCodes(cells.text('successors')),
    providesServices: cells.choice('provides_services', YES_NO, 'unknown-yes-no') !== 'no',
  };
}

/** One code may pass from unit to unit, but stands for one unit at a time. */
function reportOverlaps(units: readonly PackageUnit[], report: Report): void {
  for (const sameCode of Map.groupBy(units, (unit) => unit.code).values()) {
    sameCode.forEach((unit, at) => {
      const before = sameCode.slice(0, at).find((other) => spansOverlap(unit, other));
      if (before && before.validFrom !== unit.validFrom) {
        const place = { file: 'units.csv', line: unit.line, column: 'valid_from' };
        report(place, 'unit-overlap', { value: unit.code, other: before.line });
      }
    });
  }
}

/** The nodes that stand above themselves, each circle once, as the codes passed on the way round. */
export function findCircles(parentOf: ReadonlyMap<string, string | null>): string[][] {
  const settled = new Set<string>();
  const circles: string[][] = [];
  for (const start of parentOf.keys()) {
    const path: string[] = [];
    let code: string | null = start;
    while (code !== null && parentOf.has(code) && !settled.has(code) && !path.includes(code)) {
      path.push(code);
      code = parentOf.get(code) ?? null;
    }
    if (code !== null && path.includes(code))
      circles.push([...path.slice(path.indexOf(code)), code]);
    path.forEach((passed) => settled.add(passed));
  }
  return circles;
}

function reportCircles(units: readonly PackageUnit[], report: Report): void {
  const parents = new Map(units.map((unit) => [unit.code, unit.parent]));
  for (const circle of findCircles(parents)) {
    const line = units.findLast((unit) => unit.code === circle[0])?.line ?? null;
    const place = { file: 'units.csv', line, column: 'parent' };
    report(place, 'unit-cycle', { value: circle.join(' → ') });
  }
}

/** The rows of units.csv; `parent`, `region` and `successors` are looked up later. */
export function readUnits(rows: readonly Row[], report: Report): PackageUnit[] {
  reportDuplicates(rows, ['code', 'valid_from'], report);
  const units = rows.map((row) => readUnit(row, report));
  reportOverlaps(units, report);
  reportCircles(units, report);
  return units;
}
