// Reads the cells of one worksheet part as its XML comes, within limits. Rows and cells must stand
// in order, each once: which of two would count cannot be known. Runs in the child process of
// sources/isolated.ts.
import { SourceError } from '../errors.ts';
import { readCell, type RawCell } from './cell-value.ts';
import { columnNumber, columnName, type MergedRange, type Row, type TableLimits } from './table.ts';
import type { WorkbookParts } from './workbook-parts.ts';
import type { XmlHandlers } from './xml.ts';

/** Elements of rows and cells, the empty ones too: formatted but unused ones are common. */
const MAX_ROW_ELEMENTS = 200_000;
const MAX_CELL_ELEMENTS = 2_000_000;
const MAX_MERGED = 5_000;
const LAST_ROW = 1_048_576;

const tooLarge = (message: string): SourceError => new SourceError('too-large', message);
const badSheet = (message: string): SourceError => new SourceError('bad-sheet', message);

/** What all sheets of one workbook may still take. */
export interface Budget {
  cells: number;
}

const placeOf = (name: string): { row: number; column: number } => {
  const [, letters = '', digits = ''] = /^\$?([A-Z]+)\$?(\d+)$/.exec(name) ?? [];
  return { row: Number(digits), column: columnNumber(letters) };
};

function mergedRange(reference: string): MergedRange {
  const [first = '', last = first] = reference.split(':');
  const [start, end] = [placeOf(first), placeOf(last)];
  if (!(start.row <= end.row && start.column <= end.column)) {
    throw badSheet(`it joins cells "${reference.slice(0, 40)}", which is no range`);
  }
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

/** Gathers one worksheet: feed it the elements, then take its rows. */
export class SheetReader implements XmlHandlers {
  readonly rows: Row[] = [];
  readonly merged: MergedRange[] = [];
  readonly #name: string;
  readonly #parts: WorkbookParts;
  readonly #limits: TableLimits;
  readonly #budget: Budget;
  #rowElements = 0;
  #cellElements = 0;
  #inRows = false;
  #row: Row = { number: 0, cells: [] };
  #column = 0;
  #cell: RawCell | null = null;
  #target: 'value' | 'inline' | null = null;
  #inPhonetic = false;

  constructor(name: string, parts: WorkbookParts, limits: TableLimits, budget: Budget) {
    this.#name = name;
    this.#parts = parts;
    this.#limits = limits;
    this.#budget = budget;
  }

  open = (name: string, attributes: Record<string, string>): void => {
    if (name === 'sheetData') this.#inRows = true;
    else if (name === 'mergeCell') this.#merge(attributes['ref'] ?? '');
    else if (this.#cell !== null) this.#openInCell(name, this.#cell);
    else if (this.#inRows && name === 'row') this.#openRow(attributes['r']);
    else if (this.#inRows && name === 'c') this.#openCell(attributes);
  };

  text = (text: string): void => {
    if (this.#cell === null || this.#target === null) return;
    const grown = (this.#cell[this.#target] ?? '') + text;
    if (grown.length > this.#limits.text) {
      throw tooLarge(`cell ${this.#cell.name} of sheet "${this.#name}" is too long`);
    }
    this.#cell[this.#target] = grown;
  };

  close = (name: string): void => {
    if (name === 'sheetData') this.#inRows = false;
    else if (name === 'v' || name === 't') this.#target = null;
    else if (name === 'rPh') this.#inPhonetic = false;
    else if (name === 'c' && this.#cell !== null) this.#closeCell(this.#cell);
    else if (name === 'row' && this.#inRows) this.#closeRow();
  };

  #merge(reference: string): void {
    if (this.merged.length >= MAX_MERGED) {
      throw tooLarge(`sheet "${this.#name}" joins more than ${MAX_MERGED} ranges of cells`);
    }
    this.merged.push(mergedRange(reference));
  }

  #openRow(given: string | undefined): void {
    this.#rowElements += 1;
    const last = this.#row.number;
    const number = given === undefined ? last + 1 : Number(given);
    if (this.#rowElements > MAX_ROW_ELEMENTS) throw this.#tooManyRows();
    if (!Number.isInteger(number) || number <= last || number > LAST_ROW) {
      throw badSheet(`row "${given ?? number}" of sheet "${this.#name}" stands out of order`);
    }
    this.#row = { number, cells: [] };
    this.#column = 0;
  }

  #openCell(attributes: Record<string, string>): void {
    this.#cellElements += 1;
    if (this.#cellElements > MAX_CELL_ELEMENTS) {
      throw tooLarge(`sheet "${this.#name}" has more than ${MAX_CELL_ELEMENTS} cells`);
    }
    const given = attributes['r'];
    const name = given ?? `${columnName(this.#column + 1)}${this.#row.number}`;
    const { row, column } = placeOf(name);
    if (row !== this.#row.number || !(column > this.#column)) {
      throw badSheet(`cell "${name.slice(0, 20)}" of sheet "${this.#name}" stands out of order`);
    }
    this.#column = column;
    const style = Number(attributes['s'] ?? 0);
    const type = attributes['t'] ?? '';
    this.#cell = { name, column, type, style, value: null, inline: '', hasFormula: false };
  }

  #openInCell(name: string, cell: RawCell): void {
    if (name === 'v') {
      if (cell.value !== null) {
        throw badSheet(`cell ${cell.name} of sheet "${this.#name}" holds two values`);
      }
      this.#target = 'value';
      cell.value = '';
    } else if (name === 'f') cell.hasFormula = true;
    else if (name === 'rPh') this.#inPhonetic = true;
    else if (name === 't' && !this.#inPhonetic) this.#target = 'inline';
    else if (name === 'c' || name === 'row') {
      throw badSheet(`cell ${cell.name} of sheet "${this.#name}" holds another cell`);
    }
  }

  #closeCell(raw: RawCell): void {
    this.#cell = null;
    const cell = readCell(raw, this.#parts);
    if (cell === null) return;
    if (cell.column > this.#limits.columns) {
      throw tooLarge(
        `sheet "${this.#name}" is filled as far as cell ${raw.name}, ` +
          `beyond column ${columnName(this.#limits.columns)}`,
      );
    }
    this.#budget.cells -= 1;
    if (this.#budget.cells < 0) throw tooLarge(`it has more than ${this.#limits.cells} cells`);
    this.#row.cells.push(cell);
  }

  #closeRow(): void {
    if (this.#row.cells.length === 0) return;
    if (this.rows.length >= this.#limits.rows) throw this.#tooManyRows();
    this.rows.push(this.#row);
  }

  #tooManyRows(): SourceError {
    return tooLarge(`sheet "${this.#name}" has more than ${this.#limits.rows} rows`);
  }
}
