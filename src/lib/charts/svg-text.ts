// Pieces of SVG as text: what is written into a drawing is escaped here. Pure; charts import it.
import { FONT } from './palette.ts';
import type { Word } from './words.ts';

export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** One decimal is a tenth of a CSS pixel, and half the bytes. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

const ANCHORS = { left: 'start', center: 'middle', right: 'end' };
/** From the middle of a line to its baseline, as a part of the type's size. */
const TO_BASELINE = 0.35;

/** A word in its place, without a rim. */
export function textOf({ text, x, y, align, size, colour, isBold }: Word): string {
  const weight = isBold ? ' font-weight="600"' : '';
  return (
    `<text x="${px(x)}" y="${px(y + size * TO_BASELINE)}" font-size="${size}" fill="${colour}"` +
    ` text-anchor="${ANCHORS[align]}"${weight}>${escapeXml(text)}</text>`
  );
}

/** The font is said once for a whole picture. */
export const FONT_ATTRIBUTE = `font-family="${FONT}"`;
