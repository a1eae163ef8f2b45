// From the records of a CSV file to its rows: checks header, separator and number of cells, so that
// what follows may ask for cells by column. Pure.
import { unguardFormula } from '../formula-guard.ts';
import type { Report } from './fault.ts';
import { wholeFile } from './fault.ts';
import { PACKAGE_FILES, type RawTable, type Row } from './files.ts';

const OTHER_SEPARATORS = [';', '\t', '|'];

function checkColumns(table: RawTable, header: string[], report: Report): void {
  const { required, optional } = PACKAGE_FILES[table.file];
  const known: readonly string[] = [...required, ...optional];
  const line = table.records[0]?.line ?? 1;
  for (const column of required.filter((name) => !header.includes(name))) {
    report({ file: table.file, line, column }, 'missing-column', { value: column });
  }
  header.forEach((column, at) => {
    const place = { file: table.file, line, column };
    if (!known.includes(column)) {
      report(place, 'unknown-column', { value: column, other: known.join(', ') });
    } else if (header.indexOf(column) !== at) {
      report(place, 'duplicate-column', { value: column });
    }
  });
}

/** Header cells in the form that names are compared in; null (and reported) where there are none. */
function readHeader(table: RawTable, report: Report): string[] | null {
  const first = table.records[0];
  if (!first) {
    report(wholeFile(table.file), 'empty-file');
    return null;
  }
  const only = first.cells.length === 1 ? first.cells[0] : undefined;
  const separator = OTHER_SEPARATORS.find((mark) => only?.includes(mark));
  if (separator) {
    const place = { file: table.file, line: first.line, column: null };
    report(place, 'wrong-separator', { value: separator === '\t' ? 'Tab' : separator });
    return null;
  }
  return first.cells.map((cell) => cell.trim());
}

/** Whether the number of cells fits the header; reported where it does not. */
function fitsHeader(
  record: RawTable['records'][number],
  header: string[],
  file: string,
  report: Report,
): boolean {
  const { line, cells } = record;
  const words = { value: cells.length, other: header.length };
  if (cells.length > header.length) report({ file, line, column: null }, 'row-too-long', words);
  if (cells.length < header.length) {
    report({ file, line, column: header[cells.length] ?? null }, 'row-too-short', words);
  }
  return cells.length === header.length;
}

/** What the cell says, without the guard that keeps it from running as a formula in a spreadsheet. */
const cellText = (cell: string): string => unguardFormula(cell.trim()).trim().normalize('NFC');

/**
 * The rows of a file. Rows whose cells cannot be told apart are reported and left out; a file with
 * another separator or no header gives none. Cells are trimmed and brought to Unicode NFC, so that
 * Vietnamese names compare equal however they were typed.
 */
export function readRows(table: RawTable, report: Report): Row[] {
  const header = readHeader(table, report);
  if (!header) return [];
  checkColumns(table, header, report);
  const rows: Row[] = [];
  for (const record of table.records.slice(1)) {
    if (!fitsHeader(record, header, table.file, report)) continue;
    const cells = record.cells.map(cellText);
    if (cells.every((cell, at) => cell === header[at])) {
      report({ file: table.file, line: record.line, column: null }, 'header-twice');
      continue;
    }
    rows.push({
      file: table.file,
      line: record.line,
      cells: new Map(header.map((column, at) => [column, cells[at] ?? ''])),
    });
  }
  return rows;
}
