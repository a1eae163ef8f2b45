// Makes PNG files of pictures, in the typeface of the pages. The only place that runs resvg, which reads
// TrueType and not the woff2 that browsers get: fonts/ holds the same two weights for it. Routes import it.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';
import pLimit from 'p-limit';
import { keepLast } from '../keep-last.ts';
import { PROJECT_FOLDER } from '../project-folder.ts';

const FONTS = [400, 600].map((weight) =>
  join(PROJECT_FOLDER, `src/lib/server/pictures/fonts/be-vietnam-pro-${weight}.ttf`),
);
/** Dots a CSS pixel: sharp on screens of phones and on paper. */
const ZOOM = 2;
/** A picture takes some 60 kB. */
const KEPT = 64;
/** Pictures drawn at once; others wait, so that pages keep their processor. */
const AT_ONCE = 1;

const keep = keepLast<Uint8Array<ArrayBuffer>>(KEPT);
const inTurn = pLimit(AT_ONCE);

/**
 * The picture at twice its size; the last 64 are kept.
 *
 * @param svg with its width and height, and with all its colours written out
 */
export function pngOf(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = createHash('sha256').update(svg).digest('base64url');
  return keep(key, () => inTurn(() => draw(svg)));
}

async function draw(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const image = await renderAsync(svg, {
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' },
    fitTo: { mode: 'zoom', value: ZOOM },
  });
  return new Uint8Array(image.asPng());
}
