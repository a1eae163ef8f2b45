// A chart as a picture that leaves the page: headline, measure, drawing, source and mark in one SVG with
// a size and in light colours. Routes import it; what runs in a browser must not.
import { INK, inLightColours, MUTED, PAPER } from './palette.ts';
import { drawSvg } from './render.ts';
import { escapeXml, FONT_ATTRIBUTE, px, textOf } from './svg-text.ts';
import type { ChartSheet } from './types.ts';
import { wordWidth } from './words.ts';

export const PICTURE_WIDTHS = ['desk', 'phone'] as const;
/** Which of the two drawings. */
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];

const EDGE = 16;
const LINE_HEIGHT = 1.35;
/** Letters of weight 600 are wider by about as much. */
const BOLD = 1.06;
const SMALL = { size: 11, colour: MUTED, isBold: false };

interface Paragraph {
  text: string;
  size: number;
  colour: string;
  isBold: boolean;
}

/** Breaks a text into lines at its spaces; a word longer than the line stands on a line of its own. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter((each) => each !== '')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && wordWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Paragraphs one below the other from the height `top` on, and where what follows begins. */
function column(paragraphs: readonly Paragraph[], top: number, width: number) {
  let end = top;
  const lines: string[] = [];
  for (const { text, size, colour, isBold } of paragraphs) {
    for (const line of wrapText(text, size * (isBold ? BOLD : 1), width)) {
      const y = end + (size * LINE_HEIGHT) / 2;
      lines.push(textOf({ text: line, x: EDGE, y, align: 'left', size, colour, isBold }));
      end += size * LINE_HEIGHT;
    }
  }
  return { svg: lines.join(''), end };
}

/**
 * @param cite whence the picture is, printed under the source
 * @returns SVG of a fixed size that shows the same wherever it is opened
 */
export function composePicture(sheet: ChartSheet, which: PictureWidth, cite: string): string {
  const { width: inner, height: plotHeight } = which === 'desk' ? sheet.wide : sheet.narrow;
  const titleSize = which === 'desk' ? 20 : 17;
  const head = [
    { text: sheet.headline, size: titleSize, colour: INK, isBold: true },
    { text: sheet.subtitle, size: 13, colour: MUTED, isBold: false },
  ];
  const foot = [sheet.key ?? '', sheet.source, cite].map((text) => ({ ...SMALL, text }));
  const above = column(head, EDGE, inner);
  const below = column(foot, above.end + plotHeight + 18, inner);
  const [width, height] = [inner + 2 * EDGE, Math.ceil(below.end + EDGE)];
  const plot = drawSvg(which === 'desk' ? sheet.wide : sheet.narrow, 'chart', sheet.mark).replace(
    '<svg ',
    `<svg x="${EDGE}" y="${px(above.end + 10)}" width="${inner}" height="${plotHeight}" `,
  );
  return inLightColours(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` +
      ` viewBox="0 0 ${width} ${height}" role="img" ${FONT_ATTRIBUTE}>` +
      `<title>${escapeXml(`${sheet.headline}. ${sheet.subtitle}`)}</title>` +
      `<rect width="${width}" height="${height}" fill="${PAPER}"/>` +
      `${above.svg}${plot}${below.svg}</svg>`,
  );
}
