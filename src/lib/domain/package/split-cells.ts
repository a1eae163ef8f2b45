// Splits CSV text into cells as RFC 4180 has it, without a library, so that a browser can. Packages that
// come from anybody are split by server/sources/package-csv.ts, which names faults. Pure.
import type { RawTable } from './files.ts';

type Records = RawTable['records'];

/**
 * The records of a CSV text, the header first; empty lines are left out. A quote that is never closed
 * takes in the rest.
 */
export function splitCells(text: string): Records {
  const records: Records = [];
  // A cell, and what ends it: a comma, a line's end, or the end of the text.
  const cell = /(?:"((?:[^"]|"")*)"?|([^",\r\n]*))(,|\r?\n|$)/gy;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  cell.lastIndex = start;
  let line = 1;
  let begun = 1;
  let cells: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new SyntaxError(`line ${line}: not CSV`);
    const [whole, quoted, plain, end] = match;
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end === ',' && cell.lastIndex < text.length) continue;
    if (end === ',') cells.push('');
    if (cells.length > 1 || cells[0] !== '') records.push({ line: begun, cells });
    cells = [];
    begun = line;
  }
  return records;
}
