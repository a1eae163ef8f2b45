// The one page that a table is, checked against what was asked for. Imported by csv.ts and xlsx.ts.
import { SourceError } from '../errors.ts';
import type { Sheet } from '../spreadsheets/table.ts';
import type { Reply } from './fetch.ts';
import type { Page, Question } from './kind.ts';
import { checkExpected, readTable, type TableMapping } from './table-rows.ts';

/** Words for a place: the number of its row, and its column with the header, null for a whole row. */
export type PlaceWords = (place: {
  row: number;
  column: number | null;
  header: string | null;
}) => string;

/** Throws a SourceError `shape`, `wrong-period`, `wrong-unit`, or `empty` where no row is filled. */
export function tablePage(
  { period, unitCode }: Question,
  reply: Reply,
  sheet: Sheet,
  mapping: TableMapping,
  words: PlaceWords,
): Page {
  const table = readTable(sheet, mapping);
  if (table.rows.length === 0) {
    throw new SourceError('empty', 'the table has no row', { retryable: true });
  }
  checkExpected(table, mapping, { period, unitCode });
  return {
    reply,
    ordinal: 1,
    rows: table.rows,
    placeOf: (row, header) => words({ ...table.placeOf(row, header), header }),
  };
}
