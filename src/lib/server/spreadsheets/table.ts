// What the readers of spreadsheets give: sheets of rows of cells, as they stand in the file, small
// enough to be handed from process to process. Anyone on the server may import it.

/**
 * What stands in a cell and cannot be told from its value: `date` (the value is an ISO day or time),
 * `formula` (the value is what the formula last came to), `no-value` (a formula that was never
 * worked out; the value is empty), `error` (`#REF!`).
 */
export type CellMark = 'date' | 'formula' | 'no-value' | 'error';

export interface Cell {
  /** Counted from 1: A is 1. */
  column: number;
  value: string | number | boolean;
  mark?: CellMark;
}

export interface Row {
  /** As the spreadsheet numbers it, or the line of a CSV on which it begins; from 1. */
  number: number;
  /** Filled cells only, from left to right. */
  cells: Cell[];
}

/** Cells joined into one; its value stands in the first. Rows and columns from 1, both ends included. */
export interface MergedRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Sheet {
  /** Empty for a CSV. */
  name: string;
  rows: Row[];
  merged: MergedRange[];
}

/** What one file may hold. The largest unit has some 2,200 services. */
export interface TableLimits {
  sheets: number;
  /** Filled rows of one sheet. */
  rows: number;
  columns: number;
  /** Filled cells of all sheets together. */
  cells: number;
  /** Of one text, in UTF-16 units; what a cell of a spreadsheet holds at most. */
  text: number;
}

export const TABLE_LIMITS: TableLimits = {
  sheets: 50,
  rows: 20_000,
  columns: 256,
  cells: 400_000,
  text: 32_767,
};

/** A column's letters: 1 is A, 27 is AA. */
export function columnName(column: number): string {
  let name = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

/** A column's number from its letters; NaN where they are none. */
export function columnNumber(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return Number.NaN;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
