// Writes CSV that analysts open in a spreadsheet: RFC 4180, and no cell of text that a spreadsheet
// would run as a formula. Exports and the API use it; reading CSV is done elsewhere.
import { inQuotes } from '#lib/domain/csv-cell.ts';
import { guardFormula } from '#lib/domain/formula-guard.ts';

export type CsvCell = string | number | boolean | null;

const NEEDS_QUOTES = /[",\r\n\t]|^\s|\s$/;

/** Makes Excel read UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = guardFormula(cell);
  return NEEDS_QUOTES.test(safe) ? inQuotes(safe) : safe;
}

/**
 * CSV of a header and rows: comma, CRLF, `.` as the decimal mark, null as an empty cell. Text that a
 * spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
 *
 * @param options.mark whether to begin with a byte order mark, which Excel needs to see UTF-8
 * @example writeCsv(['name', 'change'], [['=1+1', -0.5]]) // "name,change\r\n'=1+1,-0.5\r\n"
 */
export function writeCsv(
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  options: { mark?: boolean } = {},
): string {
  const lines = [columns, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`);
  return (options.mark ? BYTE_ORDER_MARK : '') + lines.join('');
}
