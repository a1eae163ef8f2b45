// The picture of a page for messages and search engines: its headline in the look of the product, with
// the release and the mark of illustrative figures. Pure; the route of the pictures imports it.
import { BLUE, INK, inLightColours, LINE, MUTED, PAPER, RUST } from './palette.ts';
import { wrapText } from './picture.ts';
import { FONT_ATTRIBUTE, textOf } from './svg-text.ts';

export interface CardTexts {
  headline: string;
  lead: string;
  /** Period and code of the release shown; empty where there is none. */
  release: string;
  /** The mark of illustrative figures; empty where none are. */
  mark: string;
}

const WIDTH = 1200;
const HEIGHT = 630;
const EDGE = 72;
const INNER = WIDTH - 2 * EDGE;
const LINE_HEIGHT = 1.25;
/** Letters of weight 600 are wider by about as much. */
const BOLD = 1.06;

/** Where headline and lead may stand, below the name and above the foot. */
const TOP = 150;
const BOTTOM = 530;
/** The largest that fits is taken. */
const HEADLINE_SIZES = [64, 54, 46, 38];
const LEAD_SIZE = 28;
const LEAD_LINES = 3;
const GAP = 24;

interface Lines {
  lines: string[];
  size: number;
}

function headlineOf(text: string): Lines {
  const tried = HEADLINE_SIZES.map((size) => ({
    lines: wrapText(text, size * BOLD, INNER),
    size,
  }));
  const fits = ({ lines, size }: Lines) => TOP + lines.length * size * LINE_HEIGHT <= BOTTOM;
  // What is longer than all that has room ends in three dots.
  const smallest = tried.at(-1) ?? { lines: [], size: 0 };
  return (
    tried.find(fits) ?? cut(smallest, Math.floor((BOTTOM - TOP) / (smallest.size * LINE_HEIGHT)))
  );
}

const cut = ({ lines, size }: Lines, most: number): Lines => ({
  size,
  lines: lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''}…`] : lines,
});

/** Lines one below the other, and where they end. */
function column({ lines, size }: Lines, top: number, look: { colour: string; isBold: boolean }) {
  const step = size * LINE_HEIGHT;
  const words = lines.map((text, i) =>
    textOf({ text, x: EDGE, y: top + (i + 0.5) * step, align: 'left', size, ...look }),
  );
  return { svg: words.join(''), end: top + lines.length * step };
}

/** @returns SVG of 600 by 315 CSS pixels, half of what it is drawn as, in light colours */
export function drawCard({ headline, lead, release, mark }: CardTexts): string {
  const head = column(headlineOf(headline), TOP, { colour: INK, isBold: true });
  const room = Math.floor((BOTTOM - head.end - GAP) / (LEAD_SIZE * LINE_HEIGHT));
  const wrapped = { lines: wrapText(lead, LEAD_SIZE, INNER), size: LEAD_SIZE };
  const below =
    room > 0 && lead !== headline
      ? column(cut(wrapped, Math.min(room, LEAD_LINES)), head.end + GAP, {
          colour: MUTED,
          isBold: false,
        }).svg
      : '';
  const small = { y: 578, size: 24 };
  const foot =
    textOf({ ...small, text: release, x: EDGE, align: 'left', colour: MUTED, isBold: false }) +
    textOf({ ...small, text: mark, x: WIDTH - EDGE, align: 'right', colour: RUST, isBold: true });
  const name = textOf({
    text: 'Tiến Độ',
    x: EDGE + 84,
    y: 86,
    align: 'left',
    size: 34,
    colour: INK,
    isBold: true,
  });
  return inLightColours(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH / 2}" height="${HEIGHT / 2}"` +
      ` viewBox="0 0 ${WIDTH} ${HEIGHT}" ${FONT_ATTRIBUTE}>` +
      `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>` +
      `<rect x="${EDGE}" y="78" width="64" height="18" rx="9" fill="${LINE}"/>` +
      `<rect x="${EDGE}" y="78" width="40" height="18" rx="9" fill="${BLUE}"/>` +
      `${name}${head.svg}${below}` +
      `<rect x="${EDGE}" y="546" width="${INNER}" height="1.5" fill="${LINE}"/>${foot}</svg>`,
  );
}
