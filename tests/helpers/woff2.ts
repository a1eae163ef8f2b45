// Which characters a WOFF2 file draws (https://www.w3.org/TR/WOFF2/): its table `cmap`, format 4.
import { brotliDecompressSync } from 'node:zlib';

const HEADER_BYTES = 48;
/** Places of the tags that are written as a number; the others spell their four letters. */
const SPELLED = 63;
const [CMAP, GLYF, LOCA] = [0, 10, 11];

function readSize(file: Buffer, from: number): { value: number; next: number } {
  let value = 0;
  for (let at = from; ; at += 1) {
    const byte = file[at]!;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + 1 };
  }
}

/** The table by which characters find their shapes, out of the one stream that holds all tables. */
function readCmap(file: Buffer): Buffer {
  let [at, offset, found] = [HEADER_BYTES, 0, [0, 0]];
  for (let table = 0; table < file.readUInt16BE(12); table += 1) {
    const flags = file[at]!;
    const tag = flags & 0x3f;
    at += tag === SPELLED ? 5 : 1;
    let { value: size, next } = readSize(file, at);
    const isShape = tag === GLYF || tag === LOCA;
    if (isShape === (flags >> 6 === 0)) ({ value: size, next } = readSize(file, next));
    if (tag === CMAP) found = [offset, offset + size];
    [at, offset] = [next, offset + size];
  }
  const stream = file.subarray(at, at + file.readUInt32BE(20));
  return brotliDecompressSync(stream).subarray(...found);
}

/** The code points that have a shape. */
export function charactersOf(file: Buffer): Set<number> {
  const cmap = readCmap(file);
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) =>
    cmap.readUInt32BE(8 + 8 * at),
  );
  const start = offsets.find((each) => cmap.readUInt16BE(each) === 4);
  if (start === undefined) throw new Error('no table of format 4');
  const segments = cmap.readUInt16BE(start + 6);
  const drawn = new Set<number>();
  for (let at = 0; at < segments; at += 2) {
    const last = cmap.readUInt16BE(start + 14 + at);
    for (let code = cmap.readUInt16BE(start + 16 + segments + at); code <= last; code += 1)
      drawn.add(code);
  }
  drawn.delete(0xffff);
  return drawn;
}
