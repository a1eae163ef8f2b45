// What a chart is before and after it is drawn. Types only; anyone above charts may import them.
import type {
  BarSeriesOption,
  CustomSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts';
import type { GraphicComponentOption, GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Word } from './words.ts';

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GraphicComponentOption
  | GridComponentOption
>;

/** An option with the size, in CSS pixels, that it was made for. */
export interface Drawing {
  option: ChartOption;
  width: number;
  height: number;
  /** Words set at places of their own, over everything else. */
  words: Word[];
  /** What each mark is, by series and place in it; shown where a pointer rests. */
  titles?: string[][];
}

/** Two pictures of one chart as SVG text, and what they show in a sentence. */
export interface DrawnChart {
  wide: string;
  narrow: string;
  label: string;
}
