// From the bytes of one file of a package to its text and cells. What cannot be read is a fault that
// names its line. Used by package.ts alone.
import { CsvError, parse } from 'csv-parse/sync';
import { faultAt, wholeFile, type Fault } from '#lib/domain/package/fault.ts';
import type { PackageFile, RawTable } from '#lib/domain/package/files.ts';

const LINE_FEED = 0x0a;

/** Text of UTF-8 bytes without a byte-order mark, or null where they are not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The first line that is not UTF-8; no line feed ever stands within a character. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    if (decode(bytes.subarray(start, end)) === null) return line;
    start = end + 1;
  }
  return 1;
}

/** The text of a file; null where it is not UTF-8 (added to `faults`). A byte-order mark is left out. */
export function readText(name: string, bytes: Uint8Array, faults: Fault[]): string | null {
  const text = decode(bytes);
  if (text === null) {
    faults.push(faultAt({ file: name, line: firstBadLine(bytes), column: null }, 'not-utf8'));
  }
  return text;
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

const countIn = (cells: readonly string[], pattern: RegExp): number =>
  cells.reduce((sum, cell) => sum + cell.split(pattern).length - 1, 0);

/**
 * Where each record begins. csv-parse counts the line on which a record ends, and a CRLF within a
 * cell as two lines (seen in csv-parse 7.0.3), so that those before must be taken off again.
 */
function placeRecords(parsed: readonly CsvRecord[]): RawTable['records'] {
  let countedTwice = 0;
  return parsed.map(({ record, info }) => {
    countedTwice += countIn(record, /\r\n/);
    return { line: info.lines - countedTwice - countIn(record, /\r\n|\r|\n/), cells: record };
  });
}

/** Splits a CSV text of at most `rows` records; null where it cannot be (added to `faults`). */
export function splitCsv(
  file: PackageFile,
  text: string,
  rows: number,
  faults: Fault[],
): RawTable | null {
  try {
    const parsed = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
      to: rows + 1,
    }) as unknown as CsvRecord[];
    if (parsed.length > rows) {
      faults.push(faultAt(wholeFile(file), 'too-many-rows', { value: `> ${rows}`, limit: rows }));
      return null;
    }
    return { file, records: placeRecords(parsed) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    faults.push(faultAt({ file, line, column: null }, 'csv-unreadable', { value: error.code }));
    return null;
  }
}
