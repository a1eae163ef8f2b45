// A province's own index as its server gives it out: the folder of an index package as a zip, with what
// was there at the end of a quarter.
import { readdirSync, readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';

const FOLDER = new URL('./illustrative/bodies-lam-dong/', import.meta.url);
/** The earliest time that a zip can hold: the same files are the same archive. */
const NO_TIME = '1980-01-01T12:00:00';

/** A table without the lines of later quarters; what has no column of quarters as it is. */
function upTo(text: string, period: string): string {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const column = header.split(',').indexOf('period');
  if (column === -1) return text;
  // No cell before that of the quarter holds a comma.
  const kept = lines.filter((line) => (line.split(',')[column] ?? '') <= period);
  return `${[header, ...kept].join('\n')}\n`;
}

/** @param period the last quarter that is in it, e.g. `2021-Q3` */
export function packageArchive(period: string): Uint8Array {
  const files = readdirSync(FOLDER).map((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    return [name, strToU8(upTo(text, period))] as const;
  });
  return zipSync(Object.fromEntries(files), { mtime: NO_TIME });
}
