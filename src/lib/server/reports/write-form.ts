// Writes the quarterly report form as a workbook, filled with a unit's own codes and levels, its
// dossiers left to be counted, those of the period before beside them under its name: A4, headers
// frozen and repeated, lists to choose from, printed codes locked. Pure; the route that gives the form
// out and tests import it.
import {
  writeXlsx,
  type Cell,
  type CellStyle,
  type DataValidation,
  type WriteSheet,
} from 'hucre/xlsx';
import { guardFormula } from '#lib/domain/formula-guard.ts';
import { DUTIES, type Duty } from '#lib/domain/report/duties.ts';
import { DUTY_STATE_WORDS, type DutyRecord } from '#lib/domain/report/duty.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import { columnName } from '../spreadsheets/table.ts';
import { ON_A4, rowHeight } from '../spreadsheets/layout.ts';
import {
  ABOUT,
  type Column,
  type CountColumn,
  DUTY_SHEET,
  type DutyColumn,
  type EarlierColumn,
  FIRST_COLUMN,
  FORM_VERSION,
  GUIDE,
  ISSUE,
  ISSUED_CODE_COLUMN,
  NO,
  OBSTACLES,
  printedServices,
  type ServiceColumn,
  SERVICES,
  type TableSheet,
  YES,
} from './form.ts';
import { GUIDE_LINES } from './guide.ts';
import { STYLES, TITLE_HEIGHT } from './form-styles.ts';

export interface FormContent {
  unit: { code: string; nameVi: string };
  /** The period's code and how it reads: `2020-Q3`, `Quý III năm 2020`. */
  period: { code: string; nameVi: string };
  /** The unit's services in force, as they are known last. */
  services: readonly ServiceRecord[];
  /**
   * What is shown to compare with. Null where the services' own dossiers are what the unit said of this
   * very period: then they stand in the columns to fill in, and whoever corrects one cell need not type
   * the rest.
   */
  earlier: EarlierCounts | null;
  /** What the unit said of its duties in a report of this very period, to be mended; else none. */
  duties?: readonly DutyRecord[];
}

/** Dossiers of the latest period before, by the service's code. */
export interface EarlierCounts {
  /** How that period reads; null where there is none. */
  periodVi: string | null;
  of: ReadonlyMap<string, Pick<ServiceRecord, CountColumn>>;
}

type Value = string | number | null;

/** Cells of a sheet by place, from 1, as they are gathered. */
class Cells {
  readonly #cells = new Map<string, Partial<Cell>>();

  set(row: number, column: number, value: Value, style: CellStyle): void {
    const type = typeof value === 'number' ? 'number' : value === null ? 'empty' : 'string';
    const safe = typeof value === 'string' ? guardFormula(value) : value;
    this.#cells.set(`${row - 1},${column - 1}`, { value: safe, type, style });
  }

  get all(): Map<string, Partial<Cell>> {
    return this.#cells;
  }
}

const PAGE: Pick<WriteSheet, 'pageSetup' | 'headerFooter'> = {
  pageSetup: {
    ...ON_A4,
    margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
  },
  headerFooter: { oddFooter: '&L&A&RTrang &P/&N' },
};

/** Guards against slips, not against people: there is no password. */
const PROTECTION: WriteSheet['protection'] = {
  sheet: true,
  formatColumns: true,
  formatRows: true,
  sort: false,
};

const isRight = (kind: Column<string>['kind']): boolean => kind === 'count' || kind === 'level';

function cellStyle({ kind, locked }: Column<string>, isSpare: boolean): CellStyle {
  if (locked === 'always' || (locked === 'printed' && !isSpare)) return STYLES.locked;
  if (kind === 'day') return STYLES.openDay;
  return kind === 'count' ? STYLES.openCount : isRight(kind) ? STYLES.openCentred : STYLES.open;
}

/** What a column lets in; null where any text is right. */
function validationOf(kind: Column<string>['kind'], range: string): DataValidation | null {
  const refusal = { range, allowBlank: true, showErrorMessage: true, errorStyle: 'stop' as const };
  const listOf = (values: string[]): DataValidation => ({
    ...refusal,
    type: 'list',
    values,
    errorTitle: 'Chọn trong danh sách',
    errorMessage: `Chọn một trong: ${values.join('; ')}.`,
  });
  switch (kind) {
    case 'level':
      return listOf(['1', '2', '3', '4']);
    case 'yes-no':
      return listOf([YES, NO]);
    case 'state':
      return listOf(Object.values(DUTY_STATE_WORDS));
    case 'count':
      return {
        ...refusal,
        type: 'whole',
        operator: 'between',
        formula1: '0',
        formula2: '2147483647',
        errorTitle: 'Số hồ sơ',
        errorMessage: 'Nhập số nguyên không âm, không dùng dấu chấm hoặc dấu phẩy.',
      };
    default:
      return null;
  }
}

interface PrintedRow<Field extends string> {
  /** Null for a row to fill in. */
  issuedCode: string | null;
  values: Partial<Record<Field, Value>>;
}

function rowHeights<Field extends string>(
  { columns, headerRow }: TableSheet<Field>,
  rows: readonly PrintedRow<Field>[],
): Map<number, { height: number }> {
  const heights = rows.map(({ values }, place): [number, { height: number }] => {
    const texts = columns.map(({ field, width }) => ({ text: String(values[field] ?? ''), width }));
    return [headerRow + place, { height: rowHeight(texts) }];
  });
  // Bold, and broken between words: fewer signs go on a line.
  const headers = columns.map(({ header, width }) => ({ text: header, width: width * 0.6 }));
  return new Map([[headerRow - 1, { height: rowHeight(headers) }], ...heights]);
}

function tableSheet<Field extends string>(
  layout: TableSheet<Field>,
  printed: readonly PrintedRow<Field>[],
): WriteSheet {
  const { columns, headerRow } = layout;
  const cells = new Cells();
  cells.set(1, FIRST_COLUMN, layout.title, STYLES.title);
  cells.set(2, FIRST_COLUMN, layout.hint, STYLES.hint);
  columns.forEach(({ header }, place) =>
    cells.set(headerRow, FIRST_COLUMN + place, header, STYLES.header),
  );
  const spare = Array.from({ length: layout.spareRows }, () => ({ issuedCode: null, values: {} }));
  const rows: PrintedRow<Field>[] = [...printed, ...spare];
  rows.forEach(({ issuedCode, values }, place) => {
    const row = headerRow + 1 + place;
    if (issuedCode !== null) cells.set(row, ISSUED_CODE_COLUMN, issuedCode, STYLES.locked);
    columns.forEach((column, at) => {
      const style = cellStyle(column, issuedCode === null);
      cells.set(row, FIRST_COLUMN + at, values[column.field] ?? null, style);
    });
  });
  const last = headerRow + Math.max(1, rows.length);
  const ranges = columns.map(({ kind, locked }, at) => {
    const letters = columnName(FIRST_COLUMN + at);
    const range = `${letters}${headerRow + 1}:${letters}${last}`;
    return locked === 'always' ? null : validationOf(kind, range);
  });
  return {
    name: layout.name,
    columns: [{ width: 2, hidden: true }, ...columns.map(({ width }) => ({ width }))],
    rows: Array.from({ length: last }, () => []),
    cells: cells.all,
    dataValidations: ranges.filter((validation) => validation !== null),
    freezePane: { rows: headerRow, columns: layout.spareRows === OBSTACLES.spareRows ? 1 : 2 },
    rowDefs: rowHeights(layout, rows),
    protection: PROTECTION,
    ...PAGE,
  };
}

const yesOrNo = (value: boolean): string => (value ? YES : NO);

function serviceRow(
  service: ServiceRecord,
  earlier: EarlierCounts | null,
): PrintedRow<ServiceColumn | EarlierColumn> {
  const { received, filedOnline, handledOnline, onTime, ...lasting } = service;
  const said = { ...lasting, eligible: yesOrNo(service.eligible), offered: YES };
  const before = earlier?.of.get(service.code);
  const counts =
    earlier === null
      ? { received, filedOnline, handledOnline, onTime }
      : before && {
          receivedEarlier: before.received,
          filedOnlineEarlier: before.filedOnline,
          handledOnlineEarlier: before.handledOnline,
          onTimeEarlier: before.onTime,
        };
  return { issuedCode: service.code, values: { ...said, ...counts } };
}

const dayWords = (iso: string | null): string => iso?.split('-').reverse().join('/') ?? '';

/** Its state is left to the unit: what nobody chose would be read as said. */
const dutyRow =
  (said: readonly DutyRecord[]) =>
  (duty: Duty): PrintedRow<DutyColumn> => {
    const own = said.find((each) => each.duty === duty.code);
    return {
      issuedCode: duty.code,
      values: {
        duty: duty.code,
        title: duty.titleVi,
        basis: `${duty.document} (${dayWords(duty.documentDay)})`,
        due: dayWords(duty.due),
        ...(own && {
          state: DUTY_STATE_WORDS[own.state],
          doneOn: dayWords(own.doneOn) || null,
          document: own.document || null,
          note: own.note || null,
        }),
      },
    };
  };

function aboutSheet({ unit, period }: FormContent): WriteSheet {
  const cells = new Cells();
  const answers: Partial<Record<keyof typeof ABOUT.rows, string>> = {
    unitName: unit.nameVi,
    unitCode: unit.code,
    period: period.code,
  };
  cells.set(1, ABOUT.labelColumn, ABOUT.title, STYLES.title);
  cells.set(2, ABOUT.labelColumn, period.nameVi, STYLES.hint);
  for (const [name, { row, label, isLocked }] of Object.entries(ABOUT.rows)) {
    const answer = answers[name as keyof typeof ABOUT.rows] ?? null;
    const open = name === 'signedOn' ? STYLES.openDay : STYLES.open;
    cells.set(row, ABOUT.labelColumn, label, STYLES.label);
    cells.set(row, ABOUT.answerColumn, answer, isLocked ? STYLES.locked : open);
  }
  return {
    name: ABOUT.name,
    columns: [{ width: 2 }, { width: 34 }, { width: 52 }],
    rows: Array.from({ length: ABOUT.rows.signedOn.row }, () => []),
    cells: cells.all,
    protection: PROTECTION,
    ...PAGE,
  };
}

/** Of the guide's lines, in characters. */
const GUIDE_WIDTH = 110;

function guideSheet({ unit, period }: FormContent): WriteSheet {
  const cells = new Cells();
  const heading = `${unit.nameVi} – ${period.nameVi}`;
  const lines = [ABOUT.title, heading, '', ...GUIDE_LINES];
  lines.forEach((line, place) =>
    cells.set(place + 1, FIRST_COLUMN, line, place === 0 ? STYLES.title : STYLES.guide),
  );
  return {
    name: GUIDE.name,
    columns: [{ width: 2 }, { width: GUIDE_WIDTH }],
    rows: lines.map(() => []),
    rowDefs: new Map(
      lines.map((text, place) => [
        place,
        { height: place === 0 ? TITLE_HEIGHT : rowHeight([{ text, width: GUIDE_WIDTH }]) },
      ]),
    ),
    cells: cells.all,
    protection: PROTECTION,
    ...PAGE,
  };
}

/** What the form was issued as, where nobody changes it by accident. */
function issueSheet({ unit, period, services }: FormContent): WriteSheet {
  const cells = new Cells();
  cells.set(ISSUE.versionRow, 1, FORM_VERSION, STYLES.locked);
  cells.set(ISSUE.unitRow, 1, unit.code, STYLES.locked);
  cells.set(ISSUE.periodRow, 1, period.code, STYLES.locked);
  services.forEach(({ code }, place) =>
    cells.set(ISSUE.firstServiceRow + place, 1, code, STYLES.locked),
  );
  const rows = Array.from({ length: ISSUE.firstServiceRow + services.length }, () => []);
  return { name: ISSUE.name, rows, cells: cells.all, veryHidden: true, protection: PROTECTION };
}

/** Prints a table's headers on every page. hucre's own setting for it leaves the sheet's name unquoted. */
const printedHeader = ({ name, headerRow }: TableSheet<string>) => ({
  name: '_xlnm.Print_Titles',
  range: `'${name}'!$${headerRow}:$${headerRow}`,
  scope: name,
});

/** The form of a unit and a period, as the bytes of an .xlsx workbook. */
export async function writeForm(content: FormContent): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      guideSheet(content),
      aboutSheet(content),
      tableSheet(
        printedServices(content.earlier?.periodVi ?? null),
        content.services.map((service) => serviceRow(service, content.earlier)),
      ),
      tableSheet(DUTY_SHEET, DUTIES.map(dutyRow(content.duties ?? []))),
      tableSheet(OBSTACLES, []),
      issueSheet(content),
    ],
    namedRanges: [SERVICES, DUTY_SHEET, OBSTACLES].map(printedHeader),
    activeSheet: 0,
    defaultFont: { name: 'Times New Roman', size: 12 },
    workbookProtection: { lockStructure: true },
  });
}
