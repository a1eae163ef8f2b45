// The parts of a workbook that say how its sheets are to be read: which sheets there are and where
// they lie, which number formats are dates, and the texts that cells share (ECMA-376, part 1, 18).
// Runs in the child process of sources/isolated.ts.
import { SourceError } from '../errors.ts';
import type { WorkbookZip } from './workbook-zip.ts';
import { readXml } from './xml.ts';

/** Texts that cells share, and their length together in UTF-16 units. */
const MAX_SHARED = 400_000;
const MAX_SHARED_LENGTH = 16_000_000;
const MAX_STYLES = 65_536;

export interface SheetPart {
  name: string;
  part: string;
}

export interface WorkbookParts {
  sheets: SheetPart[];
  /** Days are counted from 1904 (old Macintosh workbooks), not from 1900. */
  from1904: boolean;
  /** Whether a number under this style, by its place, is a date. */
  isDate: boolean[];
  shared: string[];
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

const notWorkbook = (message: string): SourceError => new SourceError('not-a-workbook', message);

/** The target of a relation as the name of a part; relations may climb, but not out of the file. */
function resolvePart(from: string, target: string): string {
  const base = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.split('/').filter((step) => step !== '' && step !== '.')) {
    if (step !== '..') base.push(step);
    else if (base.pop() === undefined) throw notWorkbook(`"${target}" leads out of the file`);
  }
  return base.join('/');
}

/** Relations of a part; only those within the file, none that leads to another place. */
async function readRelations(zip: WorkbookZip, part: string): Promise<Relation[]> {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : '';
  const relationsPart = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relations: Relation[] = [];
  await readXml(relationsPart, zip.read(relationsPart), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      if (!Id || !Type || !Target) throw notWorkbook('a relation of it is incomplete');
      relations.push({ id: Id, type: Type, target: resolvePart(part, Target) });
    },
  });
  return relations;
}

/** Relation types end alike in both editions of the standard. */
const ofType = (relations: readonly Relation[], type: string): Relation | undefined =>
  relations.find((relation) => relation.type.endsWith(`/${type}`));

async function readSheetList(
  zip: WorkbookZip,
  part: string,
  relations: readonly Relation[],
): Promise<Pick<WorkbookParts, 'sheets' | 'from1904'>> {
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readXml(part, zip.read(part), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const idName = Object.keys(attributes).find((key) => key.endsWith(':id')) ?? '';
      const relation = relations.find(({ id }) => id === attributes[idName]);
      if (!relation) throw notWorkbook(`its sheet "${attributes['name'] ?? ''}" is missing`);
      // Sheets that are charts or dialogs hold no cells.
      if (!relation.type.endsWith('/worksheet')) return;
      sheets.push({ name: attributes['name'] ?? '', part: relation.target });
    },
  });
  return { sheets, from1904 };
}

/** Formats that every workbook has without saying so (ECMA-376, part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

/** Whether a format shows a day or a time: letters of dates outside quotes, brackets and escapes. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(
    code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replaceAll(/general/gi, ''),
  );

async function readDateStyles(zip: WorkbookZip, part: string): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const isDate: boolean[] = [];
  let inCellStyles = false;
  await readXml(part, zip.read(part), {
    open(name, attributes) {
      const id = Number(attributes['numFmtId']);
      if (name === 'numFmt') own.set(id, isDateFormat(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'xf' && inCellStyles) isDate.push(own.get(id) ?? isBuiltInDate(id));
      if (own.size > MAX_STYLES || isDate.length > MAX_STYLES) {
        throw new SourceError('too-large', `it has more than ${MAX_STYLES} styles`);
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return isDate;
}

/** `_x000D_` is how a character is written that XML cannot hold (ECMA-376, part 1, 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

async function readShared(zip: WorkbookZip, part: string): Promise<string[]> {
  const shared: string[] = [];
  let length = 0;
  let text: string | null = null;
  let inText = false;
  let inPhonetic = false;
  await readXml(part, zip.read(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      if (name === 't') inText = text !== null && !inPhonetic;
    },
    text(run) {
      if (!inText || text === null) return;
      text += run;
      length += run.length;
      if (length > MAX_SHARED_LENGTH) throw new SourceError('too-large', 'it holds too much text');
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name !== 'si' || text === null) return;
      shared.push(unescapeText(text));
      text = null;
      if (shared.length > MAX_SHARED) throw new SourceError('too-large', 'it holds too many texts');
    },
  });
  return shared;
}

/** Reads what the sheets need. Throws a SourceError `not-a-workbook`, `too-large` or of readXml. */
export async function readWorkbookParts(zip: WorkbookZip): Promise<WorkbookParts> {
  if (!zip.has('[Content_Types].xml')) throw notWorkbook('it is a zip, but no workbook');
  const workbook = ofType(await readRelations(zip, ''), 'officeDocument');
  if (!workbook) throw notWorkbook('it names no workbook');
  const relations = await readRelations(zip, workbook.target);
  const { sheets, from1904 } = await readSheetList(zip, workbook.target, relations);
  if (sheets.length === 0) throw notWorkbook('it has no sheet');
  const styles = ofType(relations, 'styles');
  const shared = ofType(relations, 'sharedStrings');
  return {
    sheets,
    from1904,
    isDate: styles ? await readDateStyles(zip, styles.target) : [],
    shared: shared ? await readShared(zip, shared.target) : [],
  };
}
