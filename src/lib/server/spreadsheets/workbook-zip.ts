// Opens the zip that a workbook is and gives its parts as they are inflated. The directory is read
// and judged whole before a byte is inflated; what comes out is held to what the directory says, in
// length and checksum. Runs in the child process of sources/isolated.ts.
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { SourceError } from '../errors.ts';

/** What the zip of a workbook may hold. Real reports have some 20 parts of 2 MB together. */
export const ZIP_LIMITS = {
  entries: 500,
  /** Of one part, inflated. */
  entryBytes: 64 * 1_048_576,
  /** Of all parts together, inflated. */
  bytes: 96 * 1_048_576,
  /** Inflated to deflated, of one part: XML of real sheets comes to 30 or 40 at most. */
  ratio: 200,
  /** Below this a ratio says nothing: an empty sheet of 200 equal rows is small. */
  ratioFromBytes: 1_048_576,
};

/** Folders and files that the parts of a workbook lie in (ECMA-376, part 1, 12.3). */
const PART =
  /^(\[Content_Types\]\.xml|\[trash\]\/.*|(_rels|docProps|docMetadata|xl|customXml|customUI)\/.*)$/;
/** Parts that are programs or archives have no place in a report. */
const REFUSED_PART = /\.(zip|xlsx|xlsm|xlsb|docx|gz|7z|rar|exe|dll|js|vbs)$|\/vbaProject/i;

const refuse = (code: string, message: string): SourceError => new SourceError(code, message);

const notWorkbook = (message: string): SourceError => refuse('not-a-workbook', message);

/** What is wrong with an entry, by the directory alone; null where nothing is. */
function judgeEntry(entry: Entry): SourceError | null {
  const { fileName: name, compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) return refuse('encrypted', 'the workbook is locked with a password');
  if (!entry.canDecodeFileData()) return notWorkbook(`"${name}" is packed in an unknown way`);
  if (REFUSED_PART.test(name))
    return refuse('foreign-part', `"${name}" has no place in a workbook`);
  if (!PART.test(name)) return notWorkbook(`"${name}" is no part of a workbook`);
  // Before its size: of what swells beyond measure this says what is wrong with it.
  const isPacked = uncompressedSize > Math.max(1, compressedSize) * ZIP_LIMITS.ratio;
  if (isPacked && uncompressedSize > ZIP_LIMITS.ratioFromBytes) {
    return refuse('zip-bomb', `"${name}" is packed more than ${ZIP_LIMITS.ratio} to one`);
  }
  return uncompressedSize > ZIP_LIMITS.entryBytes
    ? refuse('too-large', `"${name}" is larger than a part may be, unpacked`)
    : null;
}

async function listEntries(zip: ZipFile, fileBytes: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > ZIP_LIMITS.entries) {
    throw refuse(
      'too-large',
      `the file has ${zip.entryCount} parts, more than a workbook may have`,
    );
  }
  const entries = new Map<string, Entry>();
  let packed = 0;
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const fault = judgeEntry(entry);
    if (fault) throw fault;
    if (entries.has(entry.fileName)) throw notWorkbook(`"${entry.fileName}" is in it twice`);
    entries.set(entry.fileName, entry);
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
  }
  // Parts that share the same bytes are how a small file says much.
  if (packed > fileBytes) throw refuse('zip-bomb', 'the parts of the file overlap');
  if (unpacked > ZIP_LIMITS.bytes) {
    throw refuse('too-large', `the file is larger than ${ZIP_LIMITS.bytes} bytes, unpacked`);
  }
  return entries;
}

export interface WorkbookZip {
  has(name: string): boolean;
  /** The bytes of a part as they are inflated. Throws where it is absent, or is not what it says. */
  read(name: string): AsyncGenerator<Buffer>;
}

/** Old workbooks (.xls) and those locked with a password are compound files, not zips. */
function refuseOtherForms(bytes: Uint8Array): void {
  const first = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (first === 'd0cf11e0a1b11ae1') {
    throw notWorkbook('it is an old .xls file, or locked with a password; save it as .xlsx');
  }
  if (!first.startsWith('504b')) throw notWorkbook('it is no .xlsx file');
}

async function* readPart(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (!entry) throw notWorkbook('a part of it is missing');
  let checksum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    checksum = crc32(chunk as Buffer, checksum);
    yield chunk as Buffer;
  }
  if (checksum !== entry.crc32) {
    throw notWorkbook(`"${entry.fileName}" is damaged: its checksum does not fit`);
  }
}

/** As thrown by yauzl and zlib, which say what is wrong with the zip in plain words. */
function broken(cause: unknown): SourceError {
  if (cause instanceof SourceError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  // What inflates to more or less than the directory says.
  const code = /too (many|few) bytes|(un)?compressed.*size/i.test(text)
    ? 'zip-lies'
    : 'not-a-workbook';
  return new SourceError(code, `the file cannot be unpacked: ${text}`, { retryable: false, cause });
}

/**
 * Opens a workbook's zip. Throws a SourceError: `not-a-workbook`, `encrypted`, `foreign-part`,
 * `too-large`, `zip-bomb` by the directory alone; `zip-lies` where a part is not what it says.
 */
export async function openWorkbookZip(bytes: Uint8Array): Promise<WorkbookZip> {
  refuseOtherForms(bytes);
  try {
    const zip = await fromBufferPromise(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      {
        lazyEntries: true,
        strictFileNames: true,
      },
    );
    const entries = await listEntries(zip, bytes.byteLength);
    return {
      has: (name) => entries.has(name),
      async *read(name) {
        try {
          yield* readPart(zip, entries.get(name));
        } catch (error) {
          throw broken(error);
        }
      },
    };
  } catch (error) {
    throw broken(error);
  }
}
