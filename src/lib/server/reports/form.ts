// The layout of the quarterly report form, in one place: sheets, rows and columns. Whoever writes the
// form and whoever reads it imports this, and nobody else.
import { DUTY_STATE_WORDS } from '#lib/domain/report/duty.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';

/**
 * Rises with every change of the layout, of what is printed in cells that are read back, or of the list
 * of duties.
 */
export const FORM_VERSION = '3';
/** Differs from today's in one thing: it came with every duty's state filled in, `PRINTED_STATE`. */
export const VERSION_WITH_STATES = '2';
/** Those that are read; a form of any other is returned. */
export const READ_VERSIONS: readonly string[] = [VERSION_WITH_STATES, FORM_VERSION];
/** What nobody need have meant where it was printed. */
export const PRINTED_STATE = DUTY_STATE_WORDS['not-started'];

/** What a column's cells hold, and so how they are offered and guarded. */
export type ColumnKind = 'code' | 'text' | 'level' | 'yes-no' | 'count' | 'state' | 'day';

export interface Column<Field extends string> {
  field: Field;
  header: string;
  /** In characters. */
  width: number;
  kind: ColumnKind;
  /** Printed by us, and not the unit's to change: where a row is printed, or in spare rows, too. */
  locked?: 'printed' | 'always';
}

export interface TableSheet<Field extends string> {
  name: string;
  title: string;
  /** One sentence under the title. */
  hint: string;
  /** Row of the headers, from 1; the first column is column A, hidden, and holds the row's own code. */
  headerRow: number;
  columns: readonly Column<Field>[];
  /** Empty rows to fill in, beneath those that are printed. */
  spareRows: number;
}

/** The code that a row was issued with; hidden, so that a changed or copied code is seen. */
export const ISSUED_CODE_COLUMN = 1;
/** Column of the first field: B. */
export const FIRST_COLUMN = 2;
/** Title in row 1, hint in row 2, headers in row 4. */
const HEADER_ROW = 4;

export type ServiceColumn = keyof ServiceRecord | 'offered';

export const SERVICES: TableSheet<ServiceColumn> = {
  name: 'Dịch vụ công',
  title: 'DỊCH VỤ CÔNG VÀ HỒ SƠ TRONG KỲ',
  hint: 'Kiểm tra mức độ, ghi số hồ sơ của riêng kỳ này. Dịch vụ mới ghi ở các dòng trống phía dưới.',
  headerRow: HEADER_ROW,
  columns: [
    { field: 'code', header: 'Mã dịch vụ', width: 14, kind: 'code', locked: 'printed' },
    { field: 'procedure', header: 'Mã thủ tục', width: 12, kind: 'code' },
    { field: 'name', header: 'Tên dịch vụ', width: 46, kind: 'text' },
    { field: 'field', header: 'Lĩnh vực', width: 18, kind: 'text' },
    { field: 'office', header: 'Cơ quan phụ trách', width: 20, kind: 'text' },
    { field: 'level', header: 'Mức độ', width: 8, kind: 'level' },
    { field: 'eligible', header: 'Đủ điều kiện mức độ 4', width: 11, kind: 'yes-no' },
    { field: 'received', header: 'Hồ sơ tiếp nhận', width: 10, kind: 'count' },
    { field: 'filedOnline', header: 'Nộp trực tuyến', width: 10, kind: 'count' },
    { field: 'handledOnline', header: 'Xử lý trực tuyến', width: 10, kind: 'count' },
    { field: 'onTime', header: 'Giải quyết đúng hạn', width: 10, kind: 'count' },
    { field: 'offered', header: 'Còn cung cấp', width: 9, kind: 'yes-no' },
  ],
  spareRows: 50,
};

export type CountColumn = 'received' | 'filedOnline' | 'handledOnline' | 'onTime';
export type EarlierColumn = `${CountColumn}Earlier`;

/** The dossiers that the unit counts anew in every period, in the order of their columns. */
export const COUNT_COLUMNS: readonly CountColumn[] = [
  'received',
  'filedOnline',
  'handledOnline',
  'onTime',
];

/**
 * The sheet of services as it is printed: behind the columns to fill in stand the last figures, grey
 * and locked under the name of their period, so that nobody takes them for those of this one. They are
 * never read back.
 *
 * @param earlier how the period of the last figures reads; null where there are none to show
 */
export function printedServices(earlier: string | null): TableSheet<ServiceColumn | EarlierColumn> {
  if (earlier === null) return SERVICES;
  const columns = COUNT_COLUMNS.map((field): Column<EarlierColumn> => {
    const header = SERVICES.columns.find((column) => column.field === field)?.header ?? field;
    const shown = `${header} (kỳ trước: ${earlier})`;
    return { field: `${field}Earlier`, header: shown, width: 12, kind: 'count', locked: 'always' };
  });
  return { ...SERVICES, columns: [...SERVICES.columns, ...columns] };
}

export type DutyColumn =
  'duty' | 'title' | 'basis' | 'due' | 'state' | 'doneOn' | 'document' | 'note';

export const DUTY_SHEET: TableSheet<DutyColumn> = {
  name: 'Nhiệm vụ',
  title: 'NHIỆM VỤ ĐƯỢC GIAO',
  hint: 'Phải chọn trạng thái của từng nhiệm vụ; đã hoàn thành thì ghi ngày và văn bản.',
  headerRow: HEADER_ROW,
  columns: [
    { field: 'duty', header: 'Mã', width: 8, kind: 'code', locked: 'printed' },
    { field: 'title', header: 'Nhiệm vụ', width: 48, kind: 'text', locked: 'printed' },
    { field: 'basis', header: 'Văn bản giao', width: 22, kind: 'text', locked: 'printed' },
    { field: 'due', header: 'Hạn', width: 12, kind: 'text', locked: 'printed' },
    { field: 'state', header: 'Trạng thái', width: 16, kind: 'state' },
    { field: 'doneOn', header: 'Ngày hoàn thành', width: 13, kind: 'day' },
    { field: 'document', header: 'Văn bản, sản phẩm', width: 26, kind: 'text' },
    { field: 'note', header: 'Ghi chú', width: 26, kind: 'text' },
  ],
  spareRows: 0,
};

export type ObstacleColumn = 'what' | 'rule' | 'remover' | 'proposal';

export const OBSTACLES: TableSheet<ObstacleColumn> = {
  name: 'Vướng mắc, kiến nghị',
  title: 'VƯỚNG MẮC, KIẾN NGHỊ',
  hint: 'Mỗi dòng một vướng mắc. Để trống nếu không có.',
  headerRow: HEADER_ROW,
  columns: [
    { field: 'what', header: 'Nội dung vướng mắc', width: 50, kind: 'text' },
    { field: 'rule', header: 'Quy định liên quan', width: 30, kind: 'text' },
    { field: 'remover', header: 'Cơ quan có thẩm quyền giải quyết', width: 28, kind: 'text' },
    { field: 'proposal', header: 'Kiến nghị', width: 44, kind: 'text' },
  ],
  spareRows: 20,
};

/** The sheet about the report itself: labels in column B, answers in column C. */
export const ABOUT = {
  name: 'Thông tin',
  title: 'BÁO CÁO KẾT QUẢ CUNG CẤP DỊCH VỤ CÔNG TRỰC TUYẾN',
  labelColumn: 2,
  answerColumn: 3,
  /** Row of each answer, from 1. */
  rows: {
    unitName: { row: 4, label: 'Đơn vị báo cáo', isLocked: true },
    unitCode: { row: 5, label: 'Mã đơn vị', isLocked: true },
    period: { row: 6, label: 'Kỳ báo cáo', isLocked: true },
    person: { row: 8, label: 'Người phụ trách', isLocked: false },
    phone: { row: 9, label: 'Điện thoại', isLocked: false },
    signedOn: { row: 10, label: 'Ngày ký (ngày/tháng/năm)', isLocked: false },
  },
} as const;

export const GUIDE = { name: 'Hướng dẫn' } as const;

/** Hidden from everybody: what the form was issued as. Version, unit and period in A1–A3. */
export const ISSUE = {
  name: '_bieu_mau',
  versionRow: 1,
  unitRow: 2,
  periodRow: 3,
  /** Services from this row on, one code a row, in the order in which they are printed. */
  firstServiceRow: 5,
} as const;

/** Every sheet of the form, in its order. */
export const SHEET_NAMES: readonly string[] = [
  GUIDE.name,
  ABOUT.name,
  SERVICES.name,
  DUTY_SHEET.name,
  OBSTACLES.name,
  ISSUE.name,
];

export const YES = 'Có';
export const NO = 'Không';

/** Column of a field of a table, from 1. */
export function columnOf<Field extends string>(sheet: TableSheet<Field>, field: Field): number {
  return FIRST_COLUMN + sheet.columns.findIndex((column) => column.field === field);
}
