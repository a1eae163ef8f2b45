// Where in what was handed in or gathered something stands, read from the words that findings keep of
// it: told in the reader's language, and put in the order of the workbook. Pure; anyone may import it.
import type { Locale } from './format.ts';

export interface CellPlace {
  sheet: string;
  /** Null where the words name a cell alone. */
  row: number | null;
  /** `F12`; null where it is the whole row. */
  cell: string | null;
}

const WORDS = /^sheet "(?<sheet>.*?)"(?:, row (?<row>\d+))?(?:, cell (?<cell>[A-Z]{1,3}\d+))?$/;

/**
 * The cell that a finding names; null where it names no place in a workbook.
 *
 * @example readCellPlace('sheet "Dịch vụ công", row 12, cell F12') // F12
 */
export function readCellPlace(place: string): CellPlace | null {
  const found = WORDS.exec(place)?.groups;
  if (!found) return null;
  const row = found.row === undefined ? null : Number(found.row);
  return { sheet: found.sheet ?? '', row, cell: found.cell ?? null };
}

function describeCell({ sheet, row, cell }: CellPlace): string {
  const at = cell === null ? (row === null ? [] : [`dòng ${row}`]) : [`ô ${cell}`];
  return [`trang tính “${sheet}”`, ...at].join(', ');
}

const PAGE = /^page (\d+), (.+)$/;
const LINE = /^line (\d+)(?:, column "(.*)")?$/;

/**
 * The place in the reader's language. Paths into a reply stay as they are: they are looked for there.
 * Words that are none of ours come back unchanged.
 *
 * @example describePlace('line 12, column "Mức độ"', 'vi') // dòng 12, cột “Mức độ”
 */
export function describePlace(place: string, locale: Locale): string {
  if (locale === 'en') return place;
  const cell = readCellPlace(place);
  if (cell) return describeCell(cell);
  const [, page, path] = PAGE.exec(place) ?? [];
  if (page !== undefined) return `trang ${page}, ${path}`;
  const [, line, column] = LINE.exec(place) ?? [];
  if (line === undefined) return place;
  return column === undefined ? `dòng ${line}` : `dòng ${line}, cột “${column}”`;
}

/** Row and column of `F12`, from 1; a whole row stands before its cells. */
function gridOf({ row, cell }: CellPlace): readonly [row: number, column: number] {
  const [, letters = '', digits] = /^([A-Z]+)(\d+)$/.exec(cell ?? '') ?? [];
  const column = Array.from(letters).reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0);
  return [digits === undefined ? (row ?? 0) : Number(digits), column];
}

/**
 * Which of two places comes first for whoever goes through the workbook sheet by sheet and row by row.
 * What is in no sheet comes last.
 *
 * @param sheets names of the sheets in their order; unknown ones come after them
 */
export function comparePlaces(one: string, other: string, sheets: readonly string[]): number {
  const [a, b] = [readCellPlace(one), readCellPlace(other)];
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = ({ sheet }: CellPlace): number => {
    const at = sheets.indexOf(sheet);
    return at === -1 ? sheets.length : at;
  };
  const [[rowA, columnA], [rowB, columnB]] = [gridOf(a), gridOf(b)];
  return order(a) - order(b) || rowA - rowB || columnA - columnB;
}
