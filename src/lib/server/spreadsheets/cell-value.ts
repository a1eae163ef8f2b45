// What one cell of a worksheet holds, from the text in its XML: never a guess. A text that should be
// a number and is none is an error of the file. Runs in the child process of sources/isolated.ts.
import { SourceError } from '../errors.ts';
import type { Cell } from './table.ts';
import { unescapeText, type WorkbookParts } from './workbook-parts.ts';

/** A cell as its elements give it. */
export interface RawCell {
  /** `F12`, for what is wrong with it. */
  name: string;
  column: number;
  /** Attribute `t`: n, s, str, inlineStr, b, e or d. */
  type: string;
  /** Attribute `s`: the place of its style. */
  style: number;
  /** Text of `<v>`; null where there is none. */
  value: string | null;
  /** Text of `<is>`. */
  inline: string;
  hasFormula: boolean;
}

/** As XML Schema writes a double, without INF and NaN. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+$/;
/** 30 December 1899 makes every serial from 1 March 1900 on right; 1 January 1904 is day 0. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Before it the spreadsheets themselves count wrongly (29 February 1900). */
const FIRST_SURE_DAY = 61;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

const bad = (cell: RawCell, message: string): SourceError =>
  new SourceError('bad-cell', `cell ${cell.name} ${message}`);

/** An ISO day, or day and time, from a count of days; null where it stands for no sure day. */
function dayOf(serial: number, from1904: boolean): string | null {
  const first = from1904 ? 0 : FIRST_SURE_DAY;
  if (serial < first || serial >= LAST_DAY + 1) return null;
  const epoch = from1904 ? EPOCH_1904 : EPOCH_1900;
  const iso = new Date(epoch + Math.round(serial * 86_400) * 1_000).toISOString();
  return serial % 1 === 0 || iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

function numberOf(cell: RawCell, text: string, parts: WorkbookParts): Pick<Cell, 'value' | 'mark'> {
  if (!NUMBER.test(text)) throw bad(cell, `should hold a number and holds "${text.slice(0, 40)}"`);
  const number = Number(text);
  if (!Number.isFinite(number)) throw bad(cell, 'holds a number too large');
  if (parts.isDate[cell.style]) {
    const day = dayOf(number, parts.from1904);
    if (day !== null) return { value: day, mark: 'date' };
  }
  // More digits than a number keeps: as text, every digit stays.
  return WHOLE.test(text) && !Number.isSafeInteger(number) ? { value: text } : { value: number };
}

function sharedText(cell: RawCell, text: string, shared: readonly string[]): string {
  const found = WHOLE.test(text) ? shared[Number(text)] : undefined;
  if (found === undefined) throw bad(cell, 'refers to a text that the file does not have');
  return found;
}

function typedValue(
  cell: RawCell,
  text: string,
  parts: WorkbookParts,
): Pick<Cell, 'value' | 'mark'> {
  switch (cell.type) {
    case 's':
      return { value: sharedText(cell, text, parts.shared) };
    case 'str':
      return { value: unescapeText(text) };
    case 'b':
      if (text !== '0' && text !== '1') throw bad(cell, 'should hold true or false');
      return { value: text === '1' };
    case 'e':
      return { value: text, mark: 'error' };
    case 'd':
      return { value: text, mark: 'date' };
    case 'n':
    case '':
      return numberOf(cell, text, parts);
    default:
      throw bad(cell, `is of an unknown type "${cell.type}"`);
  }
}

/** The cell's value; null where it is empty. Throws a SourceError `bad-cell`. */
export function readCell(cell: RawCell, parts: WorkbookParts): Cell | null {
  const { column, hasFormula } = cell;
  if (cell.type === 'inlineStr') {
    return cell.inline === '' ? null : { column, value: unescapeText(cell.inline) };
  }
  const text = cell.value?.trim() ?? '';
  if (text === '' && cell.type !== 'str') {
    return hasFormula ? { column, value: '', mark: 'no-value' } : null;
  }
  const read = typedValue(cell, cell.type === 'str' ? (cell.value ?? '') : text, parts);
  if (hasFormula && read.mark === undefined) return { column, value: read.value, mark: 'formula' };
  return read.value === '' ? null : { column, ...read };
}
