// The words of a dot plot: labels of the strips, names of the furthest units, and what the two lines
// are. Each has several places, the best first. Pure; only the dot plot imports it.
import {
  COLUMN_WIDTH,
  LABEL_LINE,
  LABEL_ROWS,
  RADIUS,
  STRIP_LABEL,
  type LaidStrip,
  type NamedColumn,
} from './dot-plot-layout.ts';
import { INK, RUST } from './palette.ts';
import { boxOf, clampWord, placeWords, type Box, type Segment, type Word } from './words.ts';

export interface DotPlotOptions {
  width: number;
  /** Where the dashed line of the demand stands, with its words. */
  target: { value: number; text: string } | null;
  /** Where the line of the nation stands, with its words. */
  nation: { value: number; text: string } | null;
  /** Dots below it are hollow. */
  hollowBelow: number;
  /** Labels on the left of the strips; without, above them. */
  wide: boolean;
  /** A name that stands for its whole column: "A and 5 others". */
  withOthers: (name: string, others: number) => string;
}

interface Plot {
  left: number;
  right: number;
  top: number;
  /** The fraction at the right end of the scale. */
  end: number;
}

/** From a line to its words, in CSS pixels. */
const ASIDE = 6;
/** The two rows over the plot for the words of the lines: middles of them. */
const ROWS = [30, 11] as const;
const NAME_SIZE = 11;

export function dotPlotWords(strips: readonly LaidStrip[], options: DotPlotOptions, plot: Plot) {
  const xOf = (value: number) =>
    plot.left + (value / plot.end) * (options.width - plot.left - plot.right);
  const lines = linesOf(options, xOf);
  const ground = plot.top + (strips.at(-1)?.ground ?? 0);
  const verticals = lines.map(({ x }): Segment => [
    { x, y: plot.top },
    { x, y: ground },
  ]);
  return [
    ...lineWords(lines, options.width, plot.top),
    ...strips.flatMap((strip) => stripWords(strip, { options, plot, xOf, verticals })),
  ];
}

interface NamedLine {
  x: number;
  text: string;
  colour: string;
  isBold: boolean;
}

function linesOf({ target, nation }: DotPlotOptions, xOf: (value: number) => number): NamedLine[] {
  const lines = [
    target && { x: xOf(target.value), text: target.text, colour: INK, isBold: true },
    nation && { x: xOf(nation.value), text: nation.text, colour: RUST, isBold: false },
  ];
  return lines.filter((line) => line !== null);
}

/** On the side away from the other line where that is near, else to the right. */
function lineWords(lines: readonly NamedLine[], width: number, lineTop: number): Word[] {
  const frame: Box = { left: 1, right: width - 1, top: 0, bottom: ROWS[0] + 9 };
  const wishes = lines.map((line, at) => {
    const other = lines[1 - at];
    const isRight = !other || line.x >= other.x;
    return ROWS.flatMap((y) => {
      const word = { ...line, y, size: 13 };
      const right: Word = { ...word, x: line.x + ASIDE, align: 'left' };
      const left: Word = { ...word, x: line.x - ASIDE, align: 'right' };
      const over: Word = clampWord({ ...word, align: 'center' }, frame);
      const places = isRight ? [right, over, left] : [right, left, over];
      return y === ROWS[0]
        ? places
        : places.map((place): Word => ({ ...place, from: { x: line.x, y: lineTop } }));
    });
  });
  const segments = lines.map(({ x }): Segment => [
    { x, y: ROWS[0] },
    { x, y: lineTop },
  ]);
  return placeWords(wishes, { frame, segments, gap: 10 }, () => true);
}

interface Surrounding {
  options: DotPlotOptions;
  plot: Plot;
  xOf: (value: number) => number;
  verticals: readonly Segment[];
}

function stripWords(strip: LaidStrip, { options, plot, xOf, verticals }: Surrounding): Word[] {
  const { wide, width } = options;
  const middle = (column: number) => xOf((column + 0.5) * COLUMN_WIDTH);
  const boxes = strip.placed.map(({ column, y }) => ({
    left: middle(column) - RADIUS,
    right: middle(column) + RADIUS,
    top: plot.top + y - RADIUS,
    bottom: plot.top + y + RADIUS,
  }));
  const frame = {
    left: wide ? plot.left : 1,
    right: width - 1,
    top: plot.top + strip.top - (wide ? 8 : 0),
    bottom: plot.top + strip.ground,
  };
  const label = stripLabel(strip, plot, wide);
  const wishes = strip.names
    .toReversed()
    .map((name) => nameWords(name, middle(name.column), { options, top: plot.top, frame }));
  const around = { frame, boxes: [...boxes, boxOf(label)], segments: verticals, gap: 4 };
  return [label, ...placeWords(wishes, around)];
}

/** Beside the strip, or over it; lines that come from above are broken off behind it. */
const stripLabel = ({ label, ground, top }: LaidStrip, plot: Plot, wide: boolean): Word => ({
  text: label,
  x: wide ? 0 : plot.left,
  y: plot.top + (wide ? ground - 8 : top + STRIP_LABEL / 2),
  align: 'left',
  size: wide ? 14 : 13,
  colour: INK,
  isOpaque: true,
});

/** Straight over the column, then higher with a thin line down to it; whole words before short ones. */
function nameWords(
  { name, others, y }: NamedColumn,
  x: number,
  { options, top, frame }: { options: DotPlotOptions; top: number; frame: Box },
): Word[] {
  const texts = others === 0 ? [name] : [options.withOthers(name, others), `${name} +${others}`];
  return texts.flatMap((text) =>
    Array.from({ length: LABEL_ROWS }, (_, row) => {
      const word: Word = {
        text,
        x,
        y: top + y - 12 - LABEL_LINE * row,
        align: 'center',
        size: NAME_SIZE,
        colour: INK,
      };
      const placed = clampWord(word, frame);
      return row === 0 ? placed : { ...placed, from: { x, y: top + y - RADIUS } };
    }),
  );
}
