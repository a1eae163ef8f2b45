// Which line of a file something stands on, for readers of CSV. read-csv.ts and sources/package-csv.ts
// import it.

const LINE_FEED = 0x0a;

/** The first line that is not UTF-8, from 1; no line feed ever stands within a character. */
export function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return 1;
}

/** A record as csv-parse returns it with `info: true`. */
export interface CsvRecord {
  record: string[];
  info: { lines: number };
}

const breaksIn = (cells: readonly string[], pattern: RegExp): number =>
  cells.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);

/**
 * Records with the line on which each begins. csv-parse counts the line on which a record ends, and a
 * CRLF within a cell as two lines (seen in csv-parse 7.0.3), so that those before are taken off.
 */
export function placeRecords(records: readonly CsvRecord[]): { line: number; cells: string[] }[] {
  let countedTwice = 0;
  return records.map(({ record, info }) => {
    countedTwice += breaksIn(record, /\r\n/g);
    return { line: info.lines - countedTwice - breaksIn(record, /\r\n|\r|\n/g), cells: record };
  });
}
