// How the cells of the report form look. Only write-form.ts imports it.
import type { CellStyle } from 'hucre/xlsx';

const LINE = { style: 'thin', color: { rgb: 'B8BCC4' } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const fill = (rgb: string): CellStyle['fill'] => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { rgb },
});
const TEXT = { vertical: 'top', wrapText: true } as const;

const OPEN: CellStyle = { border: BORDER, alignment: TEXT, protection: { locked: false } };

/** `open…` may be filled in; everything else is locked. */
export const STYLES = {
  title: { font: { bold: true, size: 14 } },
  hint: { font: { italic: true, color: { rgb: '4A4F57' } } },
  guide: { alignment: TEXT },
  label: { font: { bold: true }, alignment: { vertical: 'top' } },
  header: {
    font: { bold: true },
    fill: fill('E8ECF2'),
    border: BORDER,
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  },
  locked: { border: BORDER, alignment: TEXT, fill: fill('F3F4F6') },
  open: OPEN,
  openCentred: { ...OPEN, alignment: { ...TEXT, horizontal: 'center' } },
  openCount: { ...OPEN, numFmt: '0', alignment: { vertical: 'top', horizontal: 'right' } },
  openDay: { ...OPEN, numFmt: 'dd/mm/yyyy', alignment: { vertical: 'top', horizontal: 'left' } },
} as const satisfies Record<string, CellStyle>;

/** Points of a title's row: capitals with marks above them are tall. */
export const TITLE_HEIGHT = 26;
