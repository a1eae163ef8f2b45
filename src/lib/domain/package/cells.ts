// Reads the cells of one row: text, numbers, days, codes, choices. A cell that is not what it should
// be is reported with file, line and column; what is returned then only keeps the reading going, as
// a package with a fault is never used. Pure.
import type { FaultRule, FaultWords, Report } from './fault.ts';
import type { Row } from './files.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CODE = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;
// The point of this pattern is to find control characters: PostgreSQL refuses NUL, readers all others.
const CONTROL = /\p{Cc}/u;

/** Whether an ISO text is a day of the calendar: 2020-02-30 is none. */
function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

export interface Cells {
  line: number;
  report(column: string, rule: FaultRule, words?: FaultWords): void;
  /** The cell, or `''` where it is empty or the column is not there. */
  text(column: string): string;
  filled(column: string): string;
  /** A code that may stand in addresses and keys; `''` where the cell is empty. */
  code(column: string): string;
  filledCode(column: string): string;
  /** Null where the cell is empty; NaN, which no later rule can break, where it is no number. */
  number(column: string, rule?: FaultRule): number | null;
  /** A whole number of at least `least`. */
  whole(column: string, least: number): number | null;
  day(column: string): string | null;
  filledDay(column: string): string;
  /** Null where the cell is empty. */
  choice<T extends string>(column: string, choices: readonly T[], rule: FaultRule): T | null;
  filledChoice<T extends string>(column: string, choices: readonly T[], rule: FaultRule): T;
}

/** Readers of the cells of `row`. */
export function cellsOf(row: Row, tell: Report): Cells {
  const report: Cells['report'] = (column, rule, words) =>
    tell({ file: row.file, line: row.line, column }, rule, words);

  const text: Cells['text'] = (column) => {
    const cell = row.cells.get(column) ?? '';
    if (CONTROL.test(cell)) report(column, 'control-character');
    return cell;
  };
  /** An empty cell is reported once, unless its whole column is absent, which was reported before. */
  const requireCell = (column: string): void => {
    if (row.cells.get(column) === '') report(column, 'cell-empty');
  };
  const filled: Cells['filled'] = (column) => {
    requireCell(column);
    return text(column);
  };
  const code: Cells['code'] = (column) => {
    const cell = text(column);
    if (cell !== '' && !CODE.test(cell)) report(column, 'code-invalid', { value: cell });
    return cell;
  };
  const number: Cells['number'] = (column, rule = 'not-a-number') => {
    const cell = text(column);
    if (cell === '') return null;
    if (NUMBER.test(cell) && Number.isFinite(Number(cell))) return Number(cell);
    if (DECIMAL_COMMA.test(cell)) {
      report(column, 'decimal-comma', { value: cell, other: cell.replace(',', '.') });
    } else report(column, rule, { value: cell });
    return Number.NaN;
  };
  const whole: Cells['whole'] = (column, least) => {
    const value = number(column);
    if (value === null || Number.isNaN(value)) return value;
    if (Number.isSafeInteger(value) && value >= least) return value;
    report(column, 'not-whole', { value: text(column), other: least });
    return Number.NaN;
  };
  const day: Cells['day'] = (column) => {
    const cell = text(column);
    if (cell === '') return null;
    if (!isDay(cell)) report(column, 'not-a-day', { value: cell });
    return isDay(cell) ? cell : null;
  };
  const choice: Cells['choice'] = (column, choices, rule) => {
    const cell = text(column);
    const found = choices.find((one) => one === cell);
    if (cell !== '' && found === undefined) {
      report(column, rule, { value: cell, other: choices.join(', ') });
    }
    return found ?? null;
  };

  return {
    line: row.line,
    report,
    text,
    filled,
    code,
    filledCode: (column) => {
      requireCell(column);
      return code(column);
    },
    number,
    whole,
    day,
    filledDay: (column) => {
      requireCell(column);
      return day(column) ?? '';
    },
    choice,
    filledChoice: (column, choices, rule) => {
      requireCell(column);
      return choice(column, choices, rule) ?? choices[0]!;
    },
  };
}

/**
 * Reports every row whose key stood before.
 *
 * @param columns what makes the key; the fault is placed at the first of them
 */
export function reportDuplicates(
  rows: readonly Row[],
  columns: readonly [string, ...string[]],
  report: Report,
): void {
  const lines = new Map<string, number>();
  for (const row of rows) {
    const parts = columns.map((column) => row.cells.get(column) ?? '');
    const key = JSON.stringify(parts);
    const before = lines.get(key);
    if (before === undefined) lines.set(key, row.line);
    else {
      const value = parts.filter((part) => part !== '').join(' · ');
      report({ file: row.file, line: row.line, column: columns[0] }, 'duplicate-key', {
        value,
        other: before,
      });
    }
  }
}
