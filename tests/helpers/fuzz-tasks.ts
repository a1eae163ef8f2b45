// Reads damaged files in a child process, one batch a task, and lays what is read beside an oracle
// that shares no line with the readers: a table of tasks for isolated.ts.
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { SourceError } from '#lib/server/errors.ts';
import { readCsv } from '#lib/server/spreadsheets/read-csv.ts';
import { readWorkbook } from '#lib/server/spreadsheets/read-workbook.ts';
import { columnName, columnNumber } from '#lib/server/spreadsheets/table.ts';
import { checkServices, type RawService } from '#lib/domain/validate/service.ts';
import { mutate, seededRandom } from './mutate.ts';
import { filledForm, serviceOf } from './report-form.ts';

export interface FuzzTally {
  read: number;
  refused: number;
  /** What a reader threw that is no refusal, or read otherwise than the oracle, with its seed. */
  wrong: string[];
  slowestMs: number;
}

const COUNTS = ['received', 'filedOnline', 'handledOnline', 'onTime'] as const;
const services = Array.from({ length: 40 }, (_, n) => serviceOf(n + 1));

/** Cells of a CSV by a state machine of a dozen lines; null where a quote is out of place. */
function csvOracle(text: string, mark: string): string[][] | null {
  const rows: string[][] = [[]];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
    state = 'start';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (state === 'quoted') {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else state = 'closed';
    } else if (sign === '"') {
      if (state !== 'start') return null;
      state = 'quoted';
    } else if (sign === mark) endCell();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      endCell();
      rows.push([]);
    } else if (state === 'closed') return null;
    else {
      cell += sign;
      state = 'plain';
    }
  }
  if (state === 'quoted') return null;
  endCell();
  return rows;
}

const filled = (rows: readonly string[][]): string[][] =>
  rows
    .map((row) => row.map((cell) => (cell.trim() === '' ? '' : cell)))
    .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))
    .filter((row) => row.length > 0);

const sampleCsv = (): Uint8Array =>
  new TextEncoder().encode(
    [
      Object.keys(serviceOf(1)).join(','),
      ...services.map((row) => Object.values({ ...row, name: `"${row.name}, ""A"""` }).join(',')),
    ].join('\r\n'),
  );

function tryCsv(bytes: Uint8Array): string | null {
  const { rows } = readCsv(bytes, { header: 1, delimiter: ',' });
  const text = new TextDecoder('utf-8').decode(bytes);
  const expected = csvOracle(text, ',');
  if (expected === null) return 'accepted a CSV with a quote out of place';
  const read = rows.map(({ cells }) => {
    const row = Array.from({ length: cells.at(-1)?.column ?? 0 }, () => '');
    for (const { column, value } of cells) row[column - 1] = String(value);
    return row;
  });
  return JSON.stringify(read) === JSON.stringify(filled(expected)) ? null : 'other cells';
}

const SHEET = 'xl/worksheets/sheet3.xml';

/** Numbers of a sheet by their cell, from its XML alone. */
function numbersIn(xml: string): Map<string, number> {
  const numbers = new Map<string, number>();
  const plain = xml.replaceAll(/<!--[^]*?-->/g, '');
  let before = { row: 0, column: 0 };
  for (const [, row, attributes = '', inner = ''] of plain.matchAll(
    /<row\b([^>]*)>|<c(?:\s([^>]*?))?(?:\/>|>([^]*?)<\/c\s*>)/g,
  )) {
    if (row !== undefined) {
      before = {
        row: Number(/\br\s*=\s*["'](\d+)["']/.exec(row)?.[1] ?? before.row + 1),
        column: 0,
      };
      continue;
    }
    // A cell that does not say where it stands is the one after the cell before.
    const cell =
      /\br\s*=\s*["']([A-Z]+\d+)["']/.exec(attributes)?.[1] ??
      `${columnName(before.column + 1)}${before.row}`;
    before.column = columnNumber(cell.replace(/\d+/, ''));
    const type = /\bt\s*=\s*["'](\w*)["']/.exec(attributes)?.[1] ?? 'n';
    const value = /<v\s*>([^<]*)<\/v\s*>/.exec(inner)?.[1]?.trim();
    if (cell && type === 'n' && value) numbers.set(cell, Number(value));
  }
  return numbers;
}

async function tryWorkbook(bytes: Uint8Array): Promise<string | null> {
  const [sheet] = await readWorkbook(bytes, { sheets: { name: 'Dịch vụ công' } });
  const parts = unzipSync(bytes, { filter: ({ name }) => name === SHEET });
  const numbers = numbersIn(strFromU8(parts[SHEET] ?? new Uint8Array()));
  for (const { number, cells } of sheet?.rows ?? []) {
    for (const { column, value } of cells) {
      if (typeof value !== 'number') continue;
      const cell = `${columnName(column)}${number}`;
      if (numbers.get(cell) !== value) return `${cell} is read as ${value}`;
      numbers.delete(cell);
    }
  }
  return numbers.size === 0 ? null : `${numbers.size} numbers were not read`;
}

const sampleJson = (): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ period: '2020-Q3', unit: '68', rows: services }));

/** Every count that is accepted must stand in the text, digit by digit, under its own name. */
function tryJson(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const { rows } = JSON.parse(text) as { rows?: unknown };
  if (!Array.isArray(rows)) return null;
  const raws = rows.map((row: unknown) =>
    typeof row === 'object' && row !== null ? (row as RawService) : null,
  );
  for (const { record } of checkServices(raws).accepted) {
    for (const name of COUNTS) {
      const literals = text.matchAll(new RegExp(`"${name}"\\s*:\\s*"?(\\d+)`, 'g'));
      if (![...literals].some(([, digits]) => digits === String(record[name]))) {
        return `${name} ${record[name]} stands nowhere`;
      }
    }
  }
  return null;
}

/** A workbook damaged in its bytes, or in the XML of a part that is then packed again soundly. */
function damageWorkbook(workbook: Uint8Array, random: () => number): Uint8Array {
  if (random() < 0.3) return mutate(workbook, random);
  const parts = unzipSync(workbook);
  const names = random() < 0.7 ? [SHEET] : Object.keys(parts);
  const name = names[Math.floor(random() * names.length)] ?? SHEET;
  parts[name] = mutate(parts[name] ?? new Uint8Array(), random);
  return zipSync(parts, { level: 1 });
}

async function tryOne(seed: number, workbook: Uint8Array): Promise<string | null> {
  const random = seededRandom(seed);
  const kind = seed % 3;
  if (kind === 0) return tryWorkbook(damageWorkbook(workbook, random));
  return kind === 1 ? tryCsv(mutate(sampleCsv(), random)) : tryJson(mutate(sampleJson(), random));
}

/** A refusal by name, or what JSON and UTF-8 that are none end in. */
const isRefusal = (error: unknown): boolean =>
  error instanceof SourceError ||
  error instanceof SyntaxError ||
  (error instanceof TypeError &&
    'code' in error &&
    error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA');

/** Reads the files of the seeds from `first` on, `count` of them. */
export async function runTask(
  _name: string,
  { first, count }: { first: number; count: number },
): Promise<FuzzTally> {
  const workbook = await filledForm(services);
  const tally: FuzzTally = { read: 0, refused: 0, wrong: [], slowestMs: 0 };
  for (let seed = first; seed < first + count; seed += 1) {
    const start = performance.now();
    try {
      const fault = await tryOne(seed, workbook);
      if (fault !== null) tally.wrong.push(`seed ${seed}: ${fault}`);
      tally.read += 1;
    } catch (error) {
      if (isRefusal(error)) tally.refused += 1;
      else tally.wrong.push(`seed ${seed}: ${String(error)}`);
    }
    tally.slowestMs = Math.max(tally.slowestMs, performance.now() - start);
  }
  return tally;
}
