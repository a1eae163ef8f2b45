// A unit's services as a sheet that people read, correct and send back: under the heads of the report
// form, in its order, so that /compare-list knows every column and rows can be pasted into the form.
// Tables for machines are CSV, with the names of the API. Exports and the demo import it.
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { CsvCell } from '../csv.ts';
import { type TableToWrite, writeTables } from '../spreadsheets/write-table.ts';
import { NO, SERVICES, YES } from './form.ts';

const COLUMNS = SERVICES.columns.flatMap(({ field, header, kind, width }) =>
  field === 'offered' ? [] : [{ field, header, width: kind === 'code' ? null : width }],
);
const WIDTH_BESIDE = 10;

const cellOf = (value: string | number | boolean): CsvCell =>
  typeof value === 'boolean' ? (value ? YES : NO) : value;

/** A column beside those of the form, which nobody reads back; a cell a service, in their order. */
export interface ColumnBeside {
  head: string;
  cells: readonly CsvCell[];
}

/** @param title lines over the heads: whose services they are, of when, and from where */
export function serviceSheet(
  title: readonly string[],
  services: readonly ServiceRecord[],
  beside: readonly ColumnBeside[] = [],
): TableToWrite {
  return {
    name: SERVICES.name,
    title,
    columns: [...COLUMNS.map(({ header }) => header), ...beside.map(({ head }) => head)],
    widths: [...COLUMNS.map(({ width }) => width), ...beside.map(() => WIDTH_BESIDE)],
    lines: services.map((service, at) => [
      ...COLUMNS.map(({ field }) => cellOf(service[field])),
      ...beside.map(({ cells }) => cells[at] ?? null),
    ]),
  };
}

/** The services that stand recorded for a unit and a period, as the bytes of an .xlsx workbook. */
export const writeServiceList = (
  of: { unitVi: string; periodVi: string; sourceVi: string },
  services: readonly ServiceRecord[],
): Promise<Uint8Array> =>
  writeTables([
    serviceSheet(
      [
        `Dịch vụ công của ${of.unitVi}, ${of.periodVi}`,
        `Danh sách đang ghi nhận từ: ${of.sourceVi}`,
      ],
      services,
    ),
  ]);
