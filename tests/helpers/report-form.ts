// A report form as a unit sends it: the one that we give out, filled in. Cells are changed in the XML
// of its sheets, as a spreadsheet would, without our own reader or writer having a hand in it.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { DUTIES } from '#lib/domain/report/duties.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import { writeForm, type EarlierCounts } from '#lib/server/reports/write-form.ts';

export const serviceOf = (n: number, change: Partial<ServiceRecord> = {}): ServiceRecord => ({
  code: `DV-${String(n).padStart(4, '0')}`,
  procedure: `1.0000${n}`,
  name: `Cấp giấy phép số ${n}`,
  field: 'Xây dựng',
  office: 'Sở Xây dựng',
  level: 3,
  eligible: true,
  received: 10 * n + 8,
  filedOnline: 10 * n + 6,
  handledOnline: 10 * n + 4,
  onTime: 10 * n + 2,
  ...change,
});

/** Sheets by name, as their parts are called. */
const PARTS: Record<string, string> = {
  'Thông tin': 'xl/worksheets/sheet2.xml',
  'Dịch vụ công': 'xl/worksheets/sheet3.xml',
  'Nhiệm vụ': 'xl/worksheets/sheet4.xml',
  'Vướng mắc, kiến nghị': 'xl/worksheets/sheet5.xml',
  _bieu_mau: 'xl/worksheets/sheet6.xml',
};

/** What to write where: `['Nhiệm vụ', 'F5', 'Xong']`; null empties the cell. */
export type CellChange = readonly [sheet: string, cell: string, value: string | number | null];

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cellXml = (cell: string, value: string | number | null): string =>
  value === null
    ? `<c r="${cell}"/>`
    : typeof value === 'number'
      ? `<c r="${cell}"><v>${value}</v></c>`
      : `<c r="${cell}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;

const numberOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** The row's XML with the cell in its place among the others. */
function withCell(rowXml: string, cell: string, value: string | number | null): string {
  const head = /^<row [^>]*?\/?>/.exec(rowXml)?.[0] ?? '';
  const cells = [...rowXml.matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>.*?<\/c>)/gs)]
    .map(([xml, letters = '']) => ({ xml, column: numberOf(letters) }))
    .filter(({ column }) => column !== numberOf(cell.replace(/\d+/, '')));
  cells.push({ xml: cellXml(cell, value), column: numberOf(cell.replace(/\d+/, '')) });
  cells.sort((a, b) => a.column - b.column);
  return `${head.replace('/>', '>')}${cells.map(({ xml }) => xml).join('')}</row>`;
}

const rowPattern = (row: string): RegExp =>
  new RegExp(`<row r="${row}"[^>]*?(?:/>|>.*?</row>)`, 's');

/** The workbook with these cells written. */
export function changeCells(workbook: Uint8Array, changes: readonly CellChange[]): Uint8Array {
  const parts = unzipSync(workbook);
  for (const [sheet, cell, value] of changes) {
    const part = PARTS[sheet];
    const row = cell.replace(/^[A-Z]+/, '');
    const xml = part === undefined ? '' : strFromU8(parts[part] ?? new Uint8Array());
    const changed = xml.replace(rowPattern(row), (found) => withCell(found, cell, value));
    if (part === undefined || changed === xml) throw new Error(`no row for ${sheet}!${cell}`);
    parts[part] = strToU8(changed);
  }
  return zipSync(parts);
}

/** The workbook without a row of a sheet, as if it had been emptied. */
export function withoutRow(workbook: Uint8Array, sheet: string, row: number): Uint8Array {
  const parts = unzipSync(workbook);
  const part = PARTS[sheet] ?? '';
  const xml = strFromU8(parts[part] ?? new Uint8Array());
  parts[part] = strToU8(xml.replace(rowPattern(String(row)), ''));
  return zipSync(parts);
}

export const PERIOD_WORDS = { code: '2020-Q3', nameVi: 'Quý III năm 2020' };

/** The form as given out for a period of which nothing was said yet: its dossiers are to be counted. */
export const blankForm = (services: readonly ServiceRecord[] = SIX): Promise<Uint8Array> =>
  formWith(services, {
    periodVi: 'Quý II/2020',
    of: new Map(services.map((service) => [service.code, service])),
  });

/** The form with every dossier counted, as given out to be mended. */
export const filledForm = (services: readonly ServiceRecord[] = SIX): Promise<Uint8Array> =>
  formWith(services, null);

const formWith = (services: readonly ServiceRecord[], earlier: EarlierCounts | null) =>
  writeForm({
    unit: { code: '68', nameVi: 'Ủy ban nhân dân tỉnh Lâm Đồng' },
    period: PERIOD_WORDS,
    services,
    earlier,
  });

export const SIX: readonly ServiceRecord[] = [1, 2, 3, 4, 5, 6].map((n) => serviceOf(n));

/** What a person must fill in before it can be taken: who signs, and how far each duty is. */
export const SIGNED: readonly CellChange[] = [
  ...DUTIES.map((_, at): CellChange => ['Nhiệm vụ', `F${5 + at}`, 'Chưa thực hiện']),
  ['Thông tin', 'C8', 'Nguyễn Thị Hoa'],
  ['Thông tin', 'C9', '0263 3822 000'],
  ['Thông tin', 'C10', '5/10/2020'],
];

/** Twelve different mistakes, each with the rule and the cell that must be named. */
export const TWELVE_MISTAKES: readonly { change: CellChange; rule: string; place: string }[] = (
  [
    ['Thông tin', 'C5', '79', 'report-unit'],
    ['Thông tin', 'C6', '2020-Q2', 'report-period'],
    ['Thông tin', 'C8', null, 'report-person'],
    ['Thông tin', 'C10', '15/9/2020', 'report-signed-on'],
    ['Dịch vụ công', 'B5', 'DV-9999', 'report-changed-code'],
    ['Dịch vụ công', 'G6', 5, 'level'],
    ['Dịch vụ công', 'I7', '1.234', 'not-a-whole-number'],
    ['Dịch vụ công', 'J8', 900, 'filed-above-received'],
    ['Dịch vụ công', 'H9', 'có lẽ', 'eligible'],
    ['Nhiệm vụ', 'F5', 'Xong rồi', 'report-duty-state'],
    ['Nhiệm vụ', 'F6', 'Đã hoàn thành', 'report-done-without-day'],
    ['Vướng mắc, kiến nghị', 'B5', 'Chưa có quy định về chữ ký số', 'report-obstacle-remover'],
  ] as const
).map(([sheet, cell, value, rule]) => {
  // A mistake of leaving something out is told where it is missing.
  const missing: Record<string, string> = {
    'report-done-without-day': 'G6',
    'report-obstacle-remover': 'D5',
  };
  const place = `sheet "${sheet}", cell ${missing[rule] ?? cell}`;
  return { change: [sheet, cell, value], rule, place };
});
