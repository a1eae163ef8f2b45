// Where in a workbook something stands, read from the words that findings keep of it, so that pages
// and lists can show sheet and cell apart. Pure; anyone may import it.

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
