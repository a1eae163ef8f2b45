// Reads the cells of one row: text, numbers, days, codes, choices. A cell that is not what it should
// be is reported with file, line and column; what is returned then only keeps the reading going, as
// a package with a fault is never used. Pure.
import { isDay } from '../period.ts';
import { MAX_COUNT } from '../validate/read.ts';
import type { FaultRule, FaultWords, Report } from './fault.ts';
import type { Row } from './files.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const CODE = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;
// The point of this pattern is to find control characters: PostgreSQL refuses NUL, readers all others.
const CONTROL = /\p{Cc}/u;

interface TextCells {
  line: number;
  report: (column: string, rule: FaultRule, words?: FaultWords) => void;
  /** The cell, or `''` where it is empty or the column is not there. */
  text: (column: string) => string;
  filled: (column: string) => string;
}

interface NumberCells {
  /** Null where the cell is empty; NaN, which no later rule can break, where it is no number. */
  number: (column: string, rule?: FaultRule) => number | null;
  /** A whole number from `least` to 2³¹ − 1. */
  whole: (column: string, least: number) => number | null;
}

interface CodeCells {
  /** A code that may stand in addresses and keys; `''` where the cell is empty. */
  code: (column: string) => string;
  filledCode: (column: string) => string;
  day: (column: string) => string | null;
  filledDay: (column: string) => string;
  /** Null where the cell is empty. */
  choice: <T extends string>(column: string, choices: readonly T[], rule: FaultRule) => T | null;
  /** The first choice stands in where the cell names none. */
  filledChoice: <T extends string>(
    column: string,
    choices: readonly [T, ...T[]],
    rule: FaultRule,
  ) => T;
}

/** The cells of one row, to be read by column. */
export type Cells = TextCells & NumberCells & CodeCells;

function textCells(row: Row, tell: Report): TextCells {
  const report: TextCells['report'] = (column, rule, words) =>
    tell({ file: row.file, line: row.line, column }, rule, words);
  const text = (column: string): string => {
    const cell = row.cells.get(column) ?? '';
    if (CONTROL.test(cell)) report(column, 'control-character');
    return cell;
  };
  const filled = (column: string): string => {
    // A column that is not there at all was reported with the header.
    if (row.cells.get(column) === '') report(column, 'cell-empty');
    return text(column);
  };
  return { line: row.line, report, text, filled };
}

function numberCells({ text, report }: TextCells): NumberCells {
  const number: NumberCells['number'] = (column, rule = 'not-a-number') => {
    const cell = text(column);
    if (cell === '') return null;
    if (NUMBER.test(cell) && Number.isFinite(Number(cell))) return Number(cell);
    if (DECIMAL_COMMA.test(cell)) {
      report(column, 'decimal-comma', { value: cell, other: cell.replace(',', '.') });
    } else report(column, rule, { value: cell });
    return Number.NaN;
  };
  const whole: NumberCells['whole'] = (column, least) => {
    const value = number(column);
    if (value === null || Number.isNaN(value)) return value;
    if (!Number.isInteger(value) || value < least) {
      report(column, 'not-whole', { value: text(column), other: least });
    } else if (value > MAX_COUNT) {
      report(column, 'whole-too-large', { value: text(column), limit: MAX_COUNT });
    } else return value;
    return Number.NaN;
  };
  return { number, whole };
}

function codeCells({ text, filled, report }: TextCells): CodeCells {
  const code = (column: string): string => {
    const cell = text(column);
    if (cell !== '' && !CODE.test(cell)) report(column, 'code-invalid', { value: cell });
    return cell;
  };
  const day = (column: string): string | null => {
    const cell = text(column);
    if (cell === '') return null;
    if (!isDay(cell)) report(column, 'not-a-day', { value: cell });
    return isDay(cell) ? cell : null;
  };
  const choice: CodeCells['choice'] = (column, choices, rule) => {
    const cell = text(column);
    const found = choices.find((one) => one === cell);
    if (cell !== '' && found === undefined) {
      report(column, rule, { value: cell, other: choices.join(', ') });
    }
    return found ?? null;
  };
  return {
    code,
    day,
    choice,
    filledCode: (column) => (filled(column) === '' ? '' : code(column)),
    filledDay: (column) => (filled(column) === '' ? '' : (day(column) ?? '')),
    filledChoice: (column, choices, rule) => {
      filled(column);
      return choice(column, choices, rule) ?? choices[0];
    },
  };
}

/** Readers of the cells of `row`. */
export function cellsOf(row: Row, tell: Report): Cells {
  const texts = textCells(row, tell);
  return { ...texts, ...numberCells(texts), ...codeCells(texts) };
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
