// The checksums in a zip's central directory, which the unpacker does not look at.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16. package.ts imports it.

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
/** The comment behind the end record is at most this long. */
const MAX_COMMENT = 0xffff;

/** Where the end record begins; it is looked for from the back, as a comment may follow it. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END_MARK) return at;
  }
  throw new Error('no zip directory');
}

/**
 * CRC-32 of every entry's content, in the order of the directory.
 *
 * @throws Error where there is no directory, also of a zip64, which no package is large enough for
 */
export function readChecksums(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 8, true);
  const checksums: number[] = [];
  let at = view.getUint32(end + 16, true);
  while (checksums.length < count) {
    if (at + ENTRY_SIZE > end || view.getUint32(at, true) !== ENTRY_MARK) {
      throw new Error('the zip directory is broken');
    }
    checksums.push(view.getUint32(at + 16, true));
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    at += ENTRY_SIZE + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return checksums;
}
