// From the bytes of one file of a package to its text and cells. What cannot be read is a fault that
// names its line. Used by package.ts alone.
import { CsvError, parse } from 'csv-parse/sync';
import { faultAt, wholeFile, type Fault } from '#lib/domain/package/fault.ts';
import type { PackageFile, RawTable } from '#lib/domain/package/files.ts';
import { firstBadLine, placeRecords, type CsvRecord } from '../spreadsheets/csv-lines.ts';

/** The text of a file; null where it is not UTF-8 (added to `faults`). A byte-order mark is left out. */
export function readText(name: string, bytes: Uint8Array, faults: Fault[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    faults.push(faultAt({ file: name, line: firstBadLine(bytes), column: null }, 'not-utf8'));
    return null;
  }
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
