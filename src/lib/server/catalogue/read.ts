// Reads the catalogue's CSV files and checks them, each cell and then across files. Reports every
// fault at once, with file, line and column. No SQL here; store/catalogue.ts writes what this reads.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { UsageError } from '../errors.ts';
import { checkCatalogue } from './check.ts';
import { type Catalogue, type CatalogueFault, type FileName, FILES } from './files.ts';

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/**
 * Reads all files of `folder`.
 *
 * @throws UsageError listing every fault as `file:line column: "cell" why. Remedy.`
 */
export async function readCatalogue(folder: string): Promise<Catalogue> {
  const faults: CatalogueFault[] = [];
  const names = Object.keys(FILES) as FileName[];
  const files = await Promise.all(
    names.map(async (name) => [name, await readFileRows(folder, name, faults)] as const),
  );
  const catalogue = Object.fromEntries(files) as unknown as Catalogue;
  if (faults.length === 0) faults.push(...checkCatalogue(catalogue));
  if (faults.length > 0) throw new UsageError(faultText(folder, faults));
  return catalogue;
}

async function readFileRows(
  folder: string,
  name: FileName,
  faults: CatalogueFault[],
): Promise<unknown[]> {
  const text = await readText(join(folder, name), name, faults);
  const [head, ...records] = text === null ? [] : splitCsv(text, name, faults);
  if (!head) return [];
  const columns = head.record;
  if (!hasColumns(columns, name, faults)) return [];
  return records.flatMap((entry) => readRow(entry, columns, name, faults));
}

async function readText(
  path: string,
  file: FileName,
  faults: CatalogueFault[],
): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const why =
      error instanceof TypeError
        ? 'is not UTF-8. Save the file as UTF-8.'
        : 'cannot be read. Restore the file.';
    faults.push({ file, line: 0, column: '', message: why });
    return null;
  }
}

function splitCsv(text: string, file: FileName, faults: CatalogueFault[]): CsvRecord[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 0;
    const message = `is not CSV (${error instanceof Error ? error.message : String(error)}).`;
    faults.push({ file, line, column: '', message: `${message} Mend the quotes.` });
    return [];
  }
}

function hasColumns(columns: string[], file: FileName, faults: CatalogueFault[]): boolean {
  const expected = Object.keys(FILES[file].entries);
  const missing = expected.filter((column) => !columns.includes(column));
  const unknown = columns.filter((column, at) => {
    return !expected.includes(column) || columns.indexOf(column) !== at;
  });
  for (const column of missing) {
    faults.push({ file, line: 1, column, message: 'the column is missing. Add it.' });
  }
  for (const column of unknown) {
    const message = `the column is unknown or repeated. Known: ${expected.join(', ')}.`;
    faults.push({ file, line: 1, column, message });
  }
  return missing.length + unknown.length === 0;
}

function readRow(
  { record, info }: CsvRecord,
  columns: string[],
  file: FileName,
  faults: CatalogueFault[],
): unknown[] {
  const line = info.lines;
  if (record.length !== columns.length) {
    const message = `has ${record.length} cells, not ${columns.length}. Quote cells with commas.`;
    faults.push({ file, line, column: '', message });
    return [];
  }
  const cells = Object.fromEntries(columns.map((column, at) => [column, record[at]]));
  const result = v.safeParse(FILES[file], cells);
  if (result.success) return [{ ...result.output, line }];
  for (const issue of result.issues) {
    const column = v.getDotPath(issue) ?? '';
    faults.push({ file, line, column, message: `"${cells[column] ?? ''}" ${issue.message}` });
  }
  return [];
}

function faultText(folder: string, faults: CatalogueFault[]): string {
  const lines = faults.map(({ file, line, column, message }) =>
    [`${file}:${line}`, column && `${column}:`, message].filter(Boolean).join(' '),
  );
  return [`The catalogue in ${folder} cannot be loaded:`, ...lines].join('\n  ');
}
