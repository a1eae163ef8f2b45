// Tables as a workbook: heads that stay in sight and are filtered by, numbers as numbers, no text that a
// spreadsheet would run. Exports import it.
import { writeXlsx, type Cell, type WriteSheet } from 'hucre/xlsx';
import { guardFormula } from '#lib/domain/formula-guard.ts';
import type { CsvCell } from '../csv.ts';
import { ON_A4, rowHeight } from './layout.ts';
import { columnName } from './table.ts';

export interface TableToWrite {
  /** Of the sheet; 31 letters at most. */
  name: string;
  columns: readonly string[];
  lines: readonly (readonly CsvCell[])[];
  /** Lines over the heads of a sheet that people read and print; none where machines read it. */
  title?: readonly string[];
  /** Of each column, as spreadsheets write them ("0.0%"); null for their own. */
  formats?: readonly (string | null)[];
  /** Of each column, in characters; null for what its cells need. Longer heads go on over more lines. */
  widths?: readonly (number | null)[];
}

/** Characters of the widest column; names of services are longer and go on over more lines. */
const WIDEST = 60;
const NARROWEST = 8;

/** Bold, and broken between words: fewer letters of a head go on a line. */
const HEAD_FILLS = 0.6;

const cellOf = (cell: CsvCell): CsvCell => (typeof cell === 'string' ? guardFormula(cell) : cell);

function widthOf(head: string, cells: readonly CsvCell[]): number {
  const longest = cells.reduce<number>(
    (most, cell) => Math.max(most, String(cell ?? '').length),
    head.length + 3,
  );
  return Math.min(Math.max(longest, NARROWEST), WIDEST);
}

/** What a person reads stands out: the first line, and the heads. */
function readerStyles(title: readonly string[], heads: number): Map<string, Partial<Cell>> {
  const styles = new Map<string, Partial<Cell>>([
    ['0,0', { style: { font: { bold: true, size: 14 } } }],
  ]);
  const head = {
    font: { bold: true },
    border: { bottom: { style: 'thin' } },
    alignment: { wrapText: true, vertical: 'bottom' },
  } as const;
  for (let at = 0; at < heads; at += 1) styles.set(`${title.length},${at}`, { style: head });
  return styles;
}

function sheetOf(table: TableToWrite): WriteSheet {
  const { name, columns, lines, title = [], formats = [], widths = [] } = table;
  const top = title.length + 1;
  const cellsAt = (at: number): CsvCell[] => lines.map((line) => line[at] ?? null);
  const widthAt = (head: string, at: number): number =>
    title.length > 0 && formats[at] ? head.length + 4 : widthOf(head, cellsAt(at));
  const heads = columns.flatMap((text, at) =>
    widths[at] ? [{ text, width: widths[at] * HEAD_FILLS }] : [],
  );
  return {
    name,
    columns: columns.map((head, at) => ({
      width: widths[at] ?? widthAt(head, at),
      ...(formats[at] ? { numFmt: formats[at] } : {}),
    })),
    rows: [...title.map((line) => [line]), columns, ...lines].map((line) => line.map(cellOf)),
    ...(heads.length > 0
      ? { rowDefs: new Map([[title.length, { height: rowHeight(heads) }]]) }
      : {}),
    freezePane: { rows: top },
    autoFilter: { range: `A${top}:${columnName(columns.length)}${lines.length + top}` },
    ...(title.length > 0
      ? {
          cells: readerStyles(title, columns.length),
          pageSetup: ON_A4,
        }
      : {}),
  };
}

/**
 * The heads of a sheet that people read stand on every page of it. The library would name the sheet without
 * the quotes that a name with blanks needs.
 */
const printedHeads = ({ name, title = [] }: TableToWrite) => {
  const row = `$${title.length + 1}`;
  const range = `'${name.replaceAll("'", "''")}'!${row}:${row}`;
  return title.length > 0 ? [{ name: '_xlnm.Print_Titles', range, scope: name }] : [];
};

/** The bytes of an .xlsx workbook, a sheet a table. */
export const writeTables = (tables: readonly TableToWrite[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: tables.map(sheetOf), namedRanges: tables.flatMap(printedHeads) });
