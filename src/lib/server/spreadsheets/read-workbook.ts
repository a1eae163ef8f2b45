// Reads the sheets of an .xlsx workbook as they stand. Runs in the child process of
// sources/isolated.ts, as one of its tasks.
import { SourceError } from '../errors.ts';
import { SheetReader } from './read-sheet.ts';
import { TABLE_LIMITS, type Sheet, type TableLimits } from './table.ts';
import { readWorkbookParts, type SheetPart } from './workbook-parts.ts';
import { openWorkbookZip } from './workbook-zip.ts';
import { readXml } from './xml.ts';

export interface WorkbookSettings {
  /** The one sheet to read, by name; `first` reads the first, `all` every one. */
  sheets: 'all' | 'first' | { name: string };
  limits?: Partial<TableLimits>;
}

/** Letters as people compare them: é is one character or two, and blanks at the ends do not count. */
const plain = (name: string): string => name.normalize('NFC').trim();

function chooseSheets(all: readonly SheetPart[], wanted: WorkbookSettings['sheets']): SheetPart[] {
  if (wanted === 'all') return [...all];
  const found =
    wanted === 'first' ? all[0] : all.find(({ name }) => plain(name) === plain(wanted.name));
  if (found) return [found];
  const names = all.map(({ name }) => `"${name}"`).join(', ');
  const missing = wanted === 'first' ? '' : wanted.name;
  throw new SourceError('shape', `the workbook has no sheet "${missing}", only ${names}`);
}

/**
 * Reads a workbook's sheets. Formulas are read by the value that they last came to.
 *
 * @throws SourceError `not-a-workbook`, `encrypted`, `foreign-part`, `zip-bomb`, `zip-lies`,
 * `bad-xml`, `xml-entities`, `bad-sheet`, `bad-cell`, `too-large`, or `shape` where the sheet that is
 * wanted is not there
 */
export async function readWorkbook(
  bytes: Uint8Array,
  { sheets: wanted, limits: set }: WorkbookSettings,
): Promise<Sheet[]> {
  const limits = { ...TABLE_LIMITS, ...set };
  const zip = await openWorkbookZip(bytes);
  const parts = await readWorkbookParts(zip);
  if (parts.sheets.length > limits.sheets) {
    throw new SourceError('too-large', `the workbook has more than ${limits.sheets} sheets`);
  }
  const budget = { cells: limits.cells };
  const sheets: Sheet[] = [];
  for (const { name, part } of chooseSheets(parts.sheets, wanted)) {
    const reader = new SheetReader(name, parts, limits, budget);
    await readXml(part, zip.read(part), reader);
    sheets.push({ name, rows: reader.rows, merged: reader.merged });
  }
  return sheets;
}
