// A unit's own list of services, as it stands in the unit's own spreadsheet: which column is which,
// told from its heading, and what each row says. Pure; the job, the
// stores and the pages of comparisons import it.
import { foldForSearch } from './format.ts';
import { unguardFormula } from './formula-guard.ts';
import { isLossyCode } from './validate/read.ts';
import type { ServiceRecord } from './validate/service.ts';

/** Fields that a list may hold besides the code. */
export type ListedField = Exclude<keyof ServiceRecord, 'code'>;

/** A row of a unit's own list; only what the list has columns for. */
export interface ListedService {
  code: string;
  fields: Partial<Record<ListedField, string | number | boolean>>;
  /** As the spreadsheet numbers it. */
  row: number;
}

/** A row of cells by column, from 1. */
export interface ListRow {
  number: number;
  cells: ReadonlyMap<number, string | number | boolean>;
}

/**
 * How units head their columns, and how our own files do: without marks and in small letters; the first
 * that a heading holds counts, so that longer ones stand first.
 */
const HEADINGS: readonly (readonly [field: keyof ServiceRecord, words: RegExp])[] = [
  ['procedure', /^ma (thu tuc|tthc)|^ma so (thu tuc|tthc)|procedure/],
  ['code', /^ma (dich vu|dvc|dv)|^ma so (dich vu|dvc)|^service( code)?$|^code$|^ma$/],
  ['eligible', /du dieu kien|eligible/],
  ['level', /muc do|^muc$|level/],
  ['filedOnline', /nop truc tuyen|filed[ _]?online/],
  ['handledOnline', /(xu ly|giai quyet) truc tuyen|handled[ _]?online/],
  ['onTime', /dung han|on[ _]?time/],
  ['received', /tiep nhan|received/],
  ['name', /^ten|^name/],
  ['field', /^linh vuc|^field/],
  ['office', /phu trach|co quan|^so, ban|office/],
];

/** Of a period before: shown to compare with, and no word about this one. */
const EARLIER = /ky truoc|previous/;

/** The column of each field, from one row of headings; two columns of one field: the first. */
function columnsOf(row: ListRow): Map<keyof ServiceRecord, number> {
  const columns = new Map<keyof ServiceRecord, number>();
  for (const [column, value] of row.cells) {
    const heading = foldForSearch(String(value)).replace(/\s+/g, ' ').trim();
    if (EARLIER.test(heading)) continue;
    const field = HEADINGS.find(([, words]) => words.test(heading))?.[0];
    if (field !== undefined && !columns.has(field)) columns.set(field, column);
  }
  return columns;
}

/** Titles and notes may stand above the headings. */
const MOST_ROWS_ABOVE = 30;

const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,3}(\.\d{3})*$|^\d+$/.test(value.trim())
    ? Number(value.replaceAll('.', ''))
    : value;

function asLevel(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return /^(muc do |muc |level )?([1-4])$/.exec(foldForSearch(value).trim())?.[2] ?? value;
}

const YES = /^(co|x|yes|true|1|dat|du)$/;
const NO = /^(khong|no|false|0|chua|-)?$/;

function asFlag(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  const word = foldForSearch(String(value)).trim();
  if (YES.test(word)) return true;
  return NO.test(word) ? false : value;
}

function readCell(field: ListedField, value: string | number | boolean): string | number | boolean {
  if (field === 'level') return asNumber(asLevel(value)) as string | number;
  if (field === 'eligible') return asFlag(value) as string | boolean;
  // What may have lost digits stays a number, so that the rules refuse it where it is disputed.
  if (field === 'procedure')
    return isLossyCode(value) ? value : unguardFormula(String(value).trim());
  if (field === 'name' || field === 'field' || field === 'office') {
    return unguardFormula(String(value).trim());
  }
  return asNumber(value) as string | number;
}

export interface ServiceList {
  services: ListedService[];
  /** Fields that the list has a column for, in our order. */
  fields: ListedField[];
  /** Rows without a code, or with one typed as a number that may have lost digits: not compared. */
  rowsWithoutCode: number;
}

/**
 * The services of a list; null where no row of it heads a column of codes and another one. A code that
 * comes twice counts by its first row.
 */
export function readServiceList(rows: readonly ListRow[]): ServiceList | null {
  for (const [at, row] of rows.slice(0, MOST_ROWS_ABOVE).entries()) {
    const columns = columnsOf(row);
    const codeColumn = columns.get('code');
    if (codeColumn === undefined || columns.size < 2) continue;
    columns.delete('code');
    return readRows(rows.slice(at + 1), codeColumn, columns as Map<ListedField, number>);
  }
  return null;
}

function readRows(
  rows: readonly ListRow[],
  codeColumn: number,
  columns: ReadonlyMap<ListedField, number>,
): ServiceList {
  const services = new Map<string, ListedService>();
  let rowsWithoutCode = 0;
  for (const { number, cells } of rows) {
    const cell = cells.get(codeColumn) ?? '';
    const code = isLossyCode(cell) ? '' : unguardFormula(String(cell).trim());
    if (code === '') rowsWithoutCode += 1;
    if (code === '' || services.has(code)) continue;
    const fields: ListedService['fields'] = {};
    for (const [field, column] of columns) {
      const value = cells.get(column);
      if (value !== undefined) fields[field] = readCell(field, value);
    }
    services.set(code, { code, fields, row: number });
  }
  const inOrder = HEADINGS.flatMap(([field]) =>
    field !== 'code' && columns.has(field) ? [field] : [],
  );
  return { services: [...services.values()], fields: inOrder, rowsWithoutCode };
}
