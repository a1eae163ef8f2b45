// One sheet of the report form by row and column, as read. Only read-form.ts imports it.
import type { Cell, Row, Sheet } from '../spreadsheets/table.ts';
import { unguardFormula } from '#lib/domain/formula-guard.ts';
import { columnOf, type TableSheet } from './form.ts';

/** A row of a table by our names for its columns; absent where its cell is empty. */
export interface FormRow<Field extends string> {
  /** As the spreadsheet numbers it. */
  number: number;
  /** The code that it was issued with; null for a row that the unit added. */
  issuedCode: string | null;
  values: Partial<Record<Field, unknown>>;
}

/** What the rules read: an error or a formula without a value is no plain value, and so refused. */
function plainValue({ value, mark }: Cell): unknown {
  if (mark === 'error') return { error: value };
  if (mark === 'no-value') return { formula: 'not worked out' };
  if (typeof value !== 'string') return value;
  const text = unguardFormula(value.trim());
  return text === '' ? undefined : text;
}

export class FormSheet {
  readonly #rows: ReadonlyMap<number, Row>;

  constructor(sheet: Sheet) {
    this.#rows = new Map(sheet.rows.map((row) => [row.number, row]));
  }

  /** Undefined where the cell is empty. */
  value(row: number, column: number): unknown {
    const cell = this.#rows.get(row)?.cells.find((cell) => cell.column === column);
    return cell ? plainValue(cell) : undefined;
  }

  /** What stands in a column from a row downwards, up to the first empty cell. */
  column(column: number, fromRow: number): unknown[] {
    const values: unknown[] = [];
    for (let row = fromRow; ; row += 1) {
      const value = this.value(row, column);
      if (value === undefined) return values;
      values.push(value);
    }
  }

  /** Rows beneath the headers in which the unit could write and something stands. */
  rows<Field extends string>(layout: TableSheet<Field>, issuedColumn: number): FormRow<Field>[] {
    return [...this.#rows.keys()]
      .filter((number) => number > layout.headerRow)
      .map((number) => this.#readRow(number, layout, issuedColumn))
      .filter(({ issuedCode, values }) => issuedCode !== null || Object.keys(values).length > 0);
  }

  #readRow<Field extends string>(
    number: number,
    layout: TableSheet<Field>,
    issuedColumn: number,
  ): FormRow<Field> {
    const values: Partial<Record<Field, unknown>> = {};
    for (const { field } of layout.columns) {
      const value = this.value(number, columnOf(layout, field));
      if (value !== undefined) values[field] = value;
    }
    const issued = this.value(number, issuedColumn);
    return { number, issuedCode: issued === undefined ? null : String(issued), values };
  }
}
