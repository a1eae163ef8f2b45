// From a sheet or a CSV to rows by header, as a mapping reads them: one row of headers, rows beneath
// it, each value with the way back to its cell. Imported by the kinds of source that read tables.
import type { Period } from '#lib/domain/period.ts';
import { SourceError } from '../errors.ts';
import {
  columnName,
  type Cell,
  type MergedRange,
  type Row,
  type Sheet,
} from '../spreadsheets/table.ts';
import { pathOf } from './mapping.ts';
import type { CsvMapping, SheetMapping } from './source-mapping.ts';

export type TableMapping = CsvMapping | SheetMapping;

/** A row by its headers; a cell that holds no plain value is an object that says what it holds. */
export type TableRow = Record<string, unknown>;

export interface TableRows {
  rows: TableRow[];
  /** Where a row, from 0, stands in the table: its number and the column of a header. */
  placeOf: (row: number, header: string | null) => { row: number; column: number | null };
}

const shape = (message: string): SourceError => new SourceError('shape', message);

/** Headers as people compare them: line breaks and doubled blanks do not count. */
const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

const textOf = (cell: Cell | undefined): string => (cell ? plain(String(cell.value)) : '');

/** The range that reaches down to this cell from a row above, as a header over two rows does. */
const rangeOver = (merged: readonly MergedRange[], row: number, column: number) =>
  merged.find(({ top, bottom, left }) => top < row && row <= bottom && left === column);

/** Headers by their column; a header that reaches over several rows counts in each of them. */
function readHeaders({ rows, merged }: Sheet, headerRow: number): Map<number, string> {
  const headers = new Map<number, string>();
  const at = (row: number, column: number): string =>
    textOf(rows.find(({ number }) => number === row)?.cells.find((cell) => cell.column === column));
  for (const { left } of merged) {
    const range = rangeOver(merged, headerRow, left);
    if (range) headers.set(left, at(range.top, left));
  }
  for (const cell of rows.find(({ number }) => number === headerRow)?.cells ?? []) {
    headers.set(cell.column, textOf(cell));
  }
  return headers;
}

/** Every header that a mapping reads from. */
function namedColumns(mapping: TableMapping): string[] {
  const { period, unit } = mapping.expect;
  const expected = [period, unit].filter((name) => name !== undefined);
  if (mapping.produces === 'services') {
    return [...expected, ...Object.values(mapping.fields).map(pathOf)];
  }
  const measured = mapping.measures.flatMap((measure) => [
    ...('value' in measure ? [pathOf(measure.value)] : [measure.numerator, measure.denominator]),
    ...(measure.qualifier === undefined ? [] : [measure.qualifier]),
  ]);
  return [...expected, pathOf(mapping.unitCode), ...measured];
}

/** The column of each header that the mapping names. Throws `shape` where one is absent or doubled. */
function findColumns(headers: ReadonlyMap<number, string>, names: readonly string[]) {
  const columns = new Map<string, number>();
  for (const name of new Set(names)) {
    const found = [...headers].filter(([, header]) => header === plain(name));
    const [first] = found;
    if (!first) {
      const known = [...headers.values()].map((header) => `"${header}"`).join(', ');
      throw shape(`the table has no column "${name}", only ${known.slice(0, 500)}`);
    }
    if (found.length > 1) throw shape(`the table has ${found.length} columns "${name}"`);
    columns.set(name, first[0]);
  }
  return columns;
}

/** A cell as the rules read it. What could be read as another value than was meant is no plain value. */
function valueOf({ value, mark }: Cell): unknown {
  if (mark === 'error') return { error: value };
  if (mark === 'no-value') return { formula: 'not worked out' };
  return typeof value === 'string' ? value.trim() : value;
}

/** Where each column is read to: the mapping's own spelling of a header, or the header as it stands. */
function columnKeys(headers: ReadonlyMap<number, string>, named: ReadonlyMap<string, number>) {
  const keys = new Map(headers);
  for (const [name, column] of named) keys.set(column, name);
  return keys;
}

function rowOf(row: Row, keys: ReadonlyMap<number, string>): TableRow {
  // Without a prototype: a header may be called "constructor".
  const read = Object.create(null) as TableRow;
  for (const cell of row.cells) {
    const key = keys.get(cell.column) ?? columnName(cell.column);
    read[key] = valueOf(cell);
  }
  return read;
}

/** Reads the table under the mapping's row of headers; rows that are empty throughout are skipped. */
export function readTable(sheet: Sheet, mapping: TableMapping): TableRows {
  const headers = readHeaders(sheet, mapping.headerRow);
  const columns = findColumns(headers, namedColumns(mapping));
  const keys = columnKeys(headers, columns);
  const body = sheet.rows.filter(({ number }) => number > mapping.headerRow);
  return {
    rows: body.map((row) => rowOf(row, keys)),
    placeOf: (row, header) => ({
      row: body[row]?.number ?? mapping.headerRow,
      column: header === null ? null : (columns.get(header) ?? null),
    }),
  };
}

/**
 * Makes sure that every row is about the period and unit that were asked for, where the mapping says
 * which columns tell. Throws a SourceError `wrong-period` or `wrong-unit`.
 */
export function checkExpected(
  { rows }: TableRows,
  { expect }: TableMapping,
  asked: { period: Period; unitCode: string },
): void {
  const check = (name: 'period' | 'unit', column: string | undefined, is: string): void => {
    if (column === undefined) return;
    const wrong = rows.find((row) => String(row[column]) !== is);
    if (!wrong) return;
    const found = String(wrong[column] ?? '');
    const message = `a row is about ${name} "${found}" (in "${column}"), asked for "${is}"`;
    throw new SourceError(`wrong-${name}`, message);
  };
  check('period', expect.period, asked.period.code);
  check('unit', expect.unit, asked.unitCode);
}
