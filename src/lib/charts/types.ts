// What a chart is before and after it is drawn. Types only; anyone above charts may import them.
import type {
  BarSeriesOption,
  CustomSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts';
import type { GraphicComponentOption, GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { DrawnSvg } from './drawn-svg.ts';
import type { Word } from './words.ts';

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GraphicComponentOption
  | GridComponentOption
>;

interface Sized {
  /** CSS pixels. */
  width: number;
  height: number;
}

/** An option with the size that it was made for. */
export interface PlotDrawing extends Sized {
  option: ChartOption;
  /** Words set at places of their own, over everything else. */
  words: Word[];
  /** What each mark is, by series and place in it; shown where a pointer rests. */
  titles?: string[][];
}

/** One of several pictures that make a drawing of our own. */
export interface MapPart extends Sized {
  /** Where it stands in a picture that holds them all. */
  x: number;
  y: number;
  /** Elements inside it; marks bear a <title>; `%id%` becomes the picture's own id. */
  body: string;
}

/**
 * SVG of our own: maps, whose places are links and which have no axes. On a page its parts stand beside or
 * below each other as there is room, so that they are sent once.
 */
export interface MapDrawing extends Sized {
  parts: MapPart[];
}

export type Drawing = PlotDrawing | MapDrawing;

/** Two pictures of one chart as SVG text, and what they show in a sentence. */
export interface DrawnChart {
  wide: string;
  /** Empty where the other is for every width. */
  narrow: string;
  label: string;
}

/**
 * A figure as it is read, with its value for files, and `of` where it is read as part of a whole; text
 * alone where it is no figure.
 */
export type ChartCell = string | { text: string; value: number | null; of?: number | null };

/** The figures of a chart: the same on the page, for those who do not see the picture, and in its file. */
export interface ChartTable {
  columns: {
    name: string;
    isNumber: boolean;
    /** Of its two columns in a file, where its figures are read as parts of a whole, as in "3/63". */
    inFile?: readonly [part: string, whole: string];
  }[];
  rows: ChartCell[][];
  /** Ids of the releases that the rows are of, for files; only where the chart hangs on no single one. */
  releases?: (string | null)[];
}

/** A chart with all that a picture of it says, wherever it stands: page, file or another's page. */
export interface ChartSheet {
  /** The finding, true of these very figures. */
  headline: string;
  /** Measure, place and period. */
  subtitle: string;
  source: string;
  /** What the picture shows in a sentence, read in its place. */
  label: string;
  wide: Drawing;
  narrow: Drawing;
  table: ChartTable;
  /** Set into the picture when any figure in it is illustrative, else null. */
  mark: string | null;
  /** What the colours or lines mean, where the picture does not say it itself. */
  key?: string;
  /** Whether places in it are links. */
  hasLinks?: boolean;
}

/** Where pictures of a chart are asked for. */
export interface ChartAddress {
  /** As in `/charts/NAME.svg`. */
  name: string;
  /** What is asked for, but for the release. */
  query: Record<string, string>;
  /** The release that is shown; null where the chart hangs on none. */
  release: string | null;
}

/** What a frame's style says of its height, by its own width; CSS pixels. */
export interface FrameHeight {
  /** Frames up to so wide show the drawing for phones, or the parts of a map one below the other. */
  until: number;
  /** Enough for each of those. */
  narrow: number;
  /** Wider ones have so much, and so many hundredths of their width. */
  wide: number;
  percent: number;
}

/** A chart as the data of a page carry it. */
export interface ShownChart {
  wide: DrawnSvg;
  narrow: DrawnSvg;
  label: string;
  /** Of its figure on the page. */
  id: string;
  headline: string;
  subtitle: string;
  source: string;
  key: string | null;
  hasLinks: boolean;
  table: { columns: ChartTable['columns']; rows: string[][] };
  /** How high frames on pages of others are to be. */
  frame: FrameHeight;
  /** Null for what was never released: nobody else can ask for it. */
  address: ChartAddress | null;
}
