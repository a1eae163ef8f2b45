// One table as a workbook: heads that stay in sight and are filtered by, numbers as numbers, no text that
// a spreadsheet would run. Exports import it.
import { writeXlsx } from 'hucre/xlsx';
import { guardFormula } from '#lib/domain/formula-guard.ts';
import type { CsvCell } from '../csv.ts';
import { columnName } from './table.ts';

export interface TableToWrite {
  /** Of the sheet; 31 letters at most. */
  name: string;
  columns: readonly string[];
  lines: readonly (readonly CsvCell[])[];
}

/** Characters of the widest column; names of services are longer and go on over more lines. */
const WIDEST = 60;
const NARROWEST = 8;

const cellOf = (cell: CsvCell): CsvCell => (typeof cell === 'string' ? guardFormula(cell) : cell);

function widthOf(head: string, cells: readonly CsvCell[]): number {
  const longest = cells.reduce<number>(
    (most, cell) => Math.max(most, String(cell ?? '').length),
    head.length + 3,
  );
  return Math.min(Math.max(longest, NARROWEST), WIDEST);
}

/** The bytes of an .xlsx workbook. */
export function writeTable({ name, columns, lines }: TableToWrite): Promise<Uint8Array> {
  const last = columnName(columns.length);
  return writeXlsx({
    sheets: [
      {
        name,
        columns: columns.map((head, at) => ({
          width: widthOf(
            head,
            lines.map((line) => line[at] ?? null),
          ),
        })),
        rows: [[...columns], ...lines.map((line) => line.map(cellOf))],
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${last}${lines.length + 1}` },
      },
    ],
  });
}
