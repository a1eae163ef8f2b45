// Workbooks made to harm whoever opens them, each small, made from nothing but this file: for tests
// and fault cases.
import { crc32, deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';

const SHEET = 'xl/worksheets/sheet1.xml';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

/** The parts of a workbook with one sheet "A", beside the sheet itself. */
const PARTS: Record<string, string> = {
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"/>`,
  '_rels/.rels':
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
    `${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  'xl/workbook.xml':
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
    relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
    `${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}"><si><t>Mã</t></si></sst>`,
};

const sheet = (rows: string): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A workbook of these sheet rows (XML), with other parts put in place or added. */
export function workbookOf(
  rows: string,
  parts: Record<string, string | Uint8Array> = {},
): Uint8Array {
  const all = { ...PARTS, [SHEET]: sheet(rows), ...parts };
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([name, part]) => [
        name,
        typeof part === 'string' ? bytesOf(part) : part,
      ]),
    ),
  );
}

const repeat = (count: number, part: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => part(place)).join('');

/** A zip whose directory says that the sheet has `says` bytes, whatever it inflates to. */
function lying(rows: string, says: number): Uint8Array {
  const zip = Buffer.from(workbookOf(rows));
  const size = bytesOf(sheet(rows)).byteLength;
  for (let at = 0; at < zip.byteLength - 4; at += 1) {
    const isEntry = zip.readUInt32LE(at) === 0x02014b50;
    if (isEntry && zip.readUInt32LE(at + 24) === size) zip.writeUInt32LE(says, at + 24);
  }
  return zip;
}

/** A zip of many empty entries, written by hand: quicker than any writer of zips. */
function manyEntries(count: number): Uint8Array {
  const empty = deflateRawSync(Buffer.alloc(0));
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (let place = 0; place < count; place += 1) {
    const name = Buffer.from(`xl/worksheets/sheet${place}.xml`);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(''), 14);
    head.writeUInt32LE(empty.byteLength, 18);
    head.writeUInt16LE(name.byteLength, 26);
    local.push(head, name, empty);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(empty.byteLength, 20);
    entry.writeUInt16LE(name.byteLength, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, name);
    at += head.byteLength + name.byteLength + empty.byteLength;
  }
  const body = Buffer.concat([...local, ...directory]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(body.byteLength - at, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([body, end]);
}

const LAUGHS = repeat(9, (n) =>
  n === 0 ? '<!ENTITY l0 "lol">' : `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`,
);

export interface Bomb {
  name: string;
  /** The code that it must be refused with. */
  code: string;
  make: () => Uint8Array;
}

export const BOMBS: readonly Bomb[] = [
  {
    name: 'a sheet packed a thousand to one',
    code: 'zip-bomb',
    // Larger than a part may be, too: how it is packed is what is wrong with it.
    make: () => workbookOf(' '.repeat(70_000_000)),
  },
  {
    name: 'a million rows',
    code: 'too-large',
    // Of random numbers, so that they are not packed tightly enough to be refused for that.
    make: () =>
      workbookOf(
        repeat(1_000_000, (n) => `<row><c><v>${(n * 2_654_435_761) % 4_294_967_296}</v></c></row>`),
      ),
  },
  {
    name: 'a cell in the farthest corner',
    code: 'too-large',
    make: () =>
      workbookOf(
        '<row r="1"><c r="A1"><v>1</v></c></row>' +
          '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
      ),
  },
  {
    name: 'shared texts without end',
    code: 'too-large',
    make: () =>
      workbookOf('<row><c t="s"><v>0</v></c></row>', {
        'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${repeat(
          1_000_000,
          (n) => `<si><t>${(n * 2_654_435_761) % 4_294_967_296}</t></si>`,
        )}</sst>`,
      }),
  },
  {
    name: 'a directory that lies about sizes',
    code: 'zip-lies',
    make: () =>
      lying(
        repeat(15_000, (n) => `<row><c><v>${n}</v></c></row>`),
        1_000,
      ),
  },
  { name: 'a hundred thousand parts', code: 'too-large', make: () => manyEntries(100_000) },
  {
    name: 'a zip within the zip',
    code: 'foreign-part',
    make: () => workbookOf('', { 'xl/embeddings/book.zip': workbookOf(' '.repeat(1_000_000)) }),
  },
  {
    name: 'entities that blow up and fetch files',
    code: 'xml-entities',
    make: () =>
      workbookOf('', {
        'xl/sharedStrings.xml':
          `<?xml version="1.0"?><!DOCTYPE sst [${LAUGHS}<!ENTITY x SYSTEM "file:///etc/passwd">]>` +
          `<sst xmlns="${MAIN}"><si><t>&l8;&x;</t></si></sst>`,
      }),
  },
  {
    name: 'elements nested without end',
    code: 'bad-xml',
    make: () => workbookOf('<row>'.repeat(80_000) + '</row>'.repeat(80_000)),
  },
  {
    name: 'a row of cells without end',
    code: 'too-large',
    make: () =>
      workbookOf(
        `<row>${repeat(500_000, (n) => `<c><v>${(n * 2_654_435_761) % 65_536}</v></c>`)}</row>`,
      ),
  },
];
