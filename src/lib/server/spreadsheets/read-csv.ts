// Splits a CSV that a person or a portal wrote into cells of text: UTF-8 with or without a mark,
// comma, semicolon or tab. Runs in the child process of sources/isolated.ts, as one of its tasks.
import { CsvError, parse } from 'csv-parse/sync';
import { SourceError } from '../errors.ts';
import { firstBadLine, placeRecords, type CsvRecord } from './csv-lines.ts';
import { TABLE_LIMITS, type Row, type Sheet, type TableLimits } from './table.ts';

export interface CsvSettings {
  /** The line of the headers, from 1: it tells the delimiter. */
  header: number;
  /** Left out, it is told from that line. */
  delimiter?: string | undefined;
  limits?: Partial<TableLimits>;
}

const DELIMITERS = [',', ';', '\t'] as const;
/** Of one line's text; 256 cells of a hundred words. */
const MAX_RECORD = 200_000;

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, place) => bytes[place] === byte);

function decode(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    throw new SourceError('encoding', 'the file is in UTF-16; save it as CSV in UTF-8');
  }
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    throw new SourceError('not-csv', 'the file is a workbook or a zip, not a CSV');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = `line ${firstBadLine(bytes)} is not UTF-8; save the file as CSV in UTF-8`;
    throw new SourceError('encoding', message, { retryable: false, cause });
  }
}

/** The delimiter that the line of headers has most of, quoted text left out; comma where none. */
function detectDelimiter(text: string, headerLine: number): string {
  const lines = text.split(/\r\n|\r|\n/, headerLine);
  const line = (lines[headerLine - 1] ?? '').replaceAll(/"([^"]|"")*"/g, '');
  const counts = DELIMITERS.map((mark) => line.split(mark).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const toRow = ({ line, cells }: { line: number; cells: readonly string[] }): Row => ({
  number: line,
  cells: cells.flatMap((value, place) =>
    value.trim() === '' ? [] : [{ column: place + 1, value }],
  ),
});

function checkSize(rows: readonly Row[], limits: TableLimits): void {
  const cells = rows.reduce((sum, row) => sum + row.cells.length, 0);
  const columns = rows.reduce((most, row) => Math.max(most, row.cells.at(-1)?.column ?? 0), 0);
  if (rows.length > limits.rows) {
    throw new SourceError('too-large', `the file has more than ${limits.rows} rows`);
  }
  if (cells > limits.cells || columns > limits.columns) {
    throw new SourceError('too-large', 'the file has more cells than a report may have');
  }
}

/** @throws SourceError `encoding`, `not-csv`, `bad-csv` or `too-large` */
export function readCsv(bytes: Uint8Array, { header, delimiter, limits: set }: CsvSettings): Sheet {
  const limits = { ...TABLE_LIMITS, ...set };
  const text = decode(bytes);
  try {
    const records = parse(text, {
      delimiter: delimiter ?? detectDelimiter(text, header),
      info: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: MAX_RECORD,
      to: limits.rows + 1,
    }) as unknown as CsvRecord[];
    const rows = placeRecords(records)
      .map(toRow)
      .filter(({ cells }) => cells.length > 0);
    checkSize(rows, limits);
    return { name: '', rows, merged: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : '?';
    const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'too-large' : 'bad-csv';
    const message = `line ${line} cannot be split into cells (${error.code})`;
    throw new SourceError(code, message, { retryable: false, cause: error });
  }
}
