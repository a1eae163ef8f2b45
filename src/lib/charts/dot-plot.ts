// Units as dots along a scale of per cent, one strip a group, against the target and the nation. Dots
// of one column stand on each other, so that the shape of the whole is seen. Pure; loads of pages
// import it.
import type { ScatterSeriesOption } from 'echarts/charts';
import { BLUE, FONT, GREY, INK, LINE, MUTED, RUST } from './palette.ts';
import type { Drawing } from './types.ts';

export interface Dot {
  /** Written beside the dot where there is room. */
  name: string;
  /** Shown where the pointer rests. */
  title: string;
  /** Fraction 0–1. */
  value: number;
  /** The figure as text. */
  text: string;
  met: boolean;
}

export interface DotStrip {
  label: string;
  dots: Dot[];
}

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
}

/** Each column of dots takes in this many percentage points. */
const COLUMN_WIDTH = 0.025;
const SPACING = 9.4;
const RADIUS = 4;
const TOP = 40;
const LABEL_LINE = 13;
const LABEL_ROWS = 3;
/** More columns than these cannot be named without crowding. */
const MOST_NAMED = 5;
const AXIS_ROOM = 26;
const STRIP_LABEL = 18;
/** Lines closer than this, in pixels, have their labels one above the other. */
const CLOSE = 120;

interface Placed extends Dot {
  column: number;
  level: number;
}

/** Gives every dot its column and its place in it, the lowest figures at the bottom. */
function place(dots: readonly Dot[]): Placed[] {
  const levels = new Map<number, number>();
  return dots
    .toSorted((a, b) => a.value - b.value)
    .map((dot) => {
      const column = Math.floor(dot.value / COLUMN_WIDTH + 1e-9);
      const level = levels.get(column) ?? 0;
      levels.set(column, level + 1);
      return { ...dot, column, level };
    });
}

/** Names over the columns that met the target; where they would crowd, over the furthest alone. */
function namesOver(
  placed: Placed[],
  wide: boolean,
): { name: string; column: number; level: number }[] {
  const columns = [
    ...Map.groupBy(
      placed.filter((dot) => dot.met),
      (dot) => dot.column,
    ),
  ].sort(([a], [b]) => a - b);
  const told = wide && columns.length <= MOST_NAMED ? columns : columns.slice(-1);
  return told.flatMap(([column, dots]) => {
    const first = dots[0];
    const level = Math.max(
      ...placed.filter((dot) => dot.column === column).map((dot) => dot.level),
    );
    return first ? [{ name: dots.length > 1 ? `${first.name} …` : first.name, column, level }] : [];
  });
}

/** The scale ends at a full ten per cent above every figure and the target. */
const scaleEnd = (strips: readonly DotStrip[], target: number): number =>
  Math.min(
    1,
    Math.ceil(
      (Math.max(target, ...strips.flatMap(({ dots }) => dots.map((d) => d.value))) + 1e-9) * 10,
    ) / 10,
  ) || 1;

interface LaidStrip {
  label: string;
  placed: Placed[];
  names: ReturnType<typeof namesOver>;
  /** Pixels from the top of the plot to the ground the dots stand on. */
  ground: number;
  top: number;
}

function layStrips(strips: readonly DotStrip[], wide: boolean): LaidStrip[] {
  let top = 0;
  return strips.map(({ label, dots }) => {
    const placed = place(dots);
    const names = namesOver(placed, wide);
    const highest = Math.max(0, ...placed.map((dot) => dot.level + 1)) * SPACING;
    const named =
      Math.max(0, ...names.map((name) => (name.level + 1) * SPACING)) +
      LABEL_LINE * Math.min(LABEL_ROWS, names.length);
    const room = Math.max(highest, named, 24) + (wide ? 10 : STRIP_LABEL + 6);
    const ground = top + room;
    const laid = { label, placed, names, ground, top };
    top = ground + 14;
    return laid;
  });
}

const centre = (column: number) => (column + 0.5) * COLUMN_WIDTH;
const heightOf = (strip: LaidStrip, level: number) => strip.ground - 5.8 - level * SPACING;

function dotSeries(strips: LaidStrip[], hollowBelow: number): ScatterSeriesOption {
  return {
    type: 'scatter',
    symbolSize: RADIUS * 2,
    silent: true,
    data: strips.flatMap((strip) =>
      strip.placed.map((dot) => ({
        value: [centre(dot.column), heightOf(strip, dot.level)],
        itemStyle:
          dot.value < hollowBelow && !dot.met
            ? { color: '#fff', borderColor: MUTED, borderWidth: 1.6, opacity: 1 }
            : { color: dot.met ? BLUE : GREY, opacity: 1 },
      })),
    ),
  };
}

/** Words as points without a mark. */
function wordSeries(
  words: { x: number; y: number; text: string; align: 'left' | 'center' | 'right'; size: number }[],
): ScatterSeriesOption {
  return {
    type: 'scatter',
    symbolSize: 0,
    silent: true,
    clip: false,
    data: words.map(({ x, y, text, align, size }) => ({
      value: [x, y],
      label: {
        show: true,
        formatter: text,
        position: [0, 0],
        align,
        verticalAlign: 'middle',
        fontSize: size,
        fontFamily: FONT,
        color: INK,
        // Lines behind the words stay off them.
        textBorderColor: '#fff',
        textBorderWidth: 3,
      },
    })),
  };
}

function stripWords(strips: LaidStrip[], left: number, wide: boolean, perPixel: number) {
  return strips.flatMap((strip) => [
    wide
      ? {
          x: -left * perPixel,
          y: strip.ground - 8,
          text: strip.label,
          align: 'left' as const,
          size: 14,
        }
      : { x: 0, y: strip.top + 8, text: strip.label, align: 'left' as const, size: 13 },
    ...strip.names.map((name, i) => ({
      x: centre(name.column),
      y: heightOf(strip, name.level) - 11 - LABEL_LINE * (i % LABEL_ROWS),
      text: name.name,
      align: 'center' as const,
      size: 11,
    })),
  ]);
}

function lines(
  options: DotPlotOptions,
  end: number,
  perPixel: number,
): NonNullable<ScatterSeriesOption['markLine']> {
  const { target, nation } = options;
  const close = target && nation && Math.abs(target.value - nation.value) < CLOSE * perPixel;
  const lineAt = (at: { value: number; text: string }, colour: string, dashed: boolean) => {
    const toLeft = at.value > end * 0.7;
    return {
      xAxis: at.value,
      lineStyle: { color: colour, width: 1.5, type: dashed ? [4, 3] : ('solid' as const) },
      label: {
        formatter: at.text,
        // The axis counts down from the top, so that a line starts there.
        position: 'start' as const,
        align: toLeft ? ('right' as const) : ('left' as const),
        padding: toLeft ? [0, 6, 0, 0] : [0, 0, 0, 6],
        distance: close && !dashed ? LABEL_LINE + 5 : 2,
        color: colour,
        fontSize: 13,
        fontWeight: dashed ? (600 as const) : (400 as const),
        fontFamily: FONT,
      },
    };
  };
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: [
      ...(nation ? [lineAt(nation, RUST, false)] : []),
      ...(target ? [lineAt(target, INK, true)] : []),
    ],
  };
}

/**
 * @returns a drawing whose height follows from the tallest column
 */
export function drawDotPlot(strips: readonly DotStrip[], options: DotPlotOptions): Drawing {
  const laid = layStrips(strips, options.wide);
  const left = options.wide ? 140 : 8;
  const right = 14;
  const plotHeight = laid.at(-1)?.ground ?? 0;
  const end = scaleEnd(strips, options.target?.value ?? 0);
  const perPixel = end / (options.width - left - right);
  return {
    width: options.width,
    height: TOP + plotHeight + AXIS_ROOM + 14,
    titles: [laid.flatMap((strip) => strip.placed.map((dot) => `${dot.title}: ${dot.text}`))],
    option: {
      grid: { left, right, top: TOP, height: plotHeight },
      xAxis: {
        type: 'value',
        min: 0,
        max: end,
        interval: end > 0.6 ? 0.2 : 0.1,
        axisLine: { onZero: false, lineStyle: { color: LINE } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          formatter: (value: number) => `${Math.round(value * 100)}%`,
          color: MUTED,
          fontSize: 12,
        },
      },
      yAxis: { type: 'value', min: 0, max: plotHeight, inverse: true, show: false },
      series: [
        { ...dotSeries(laid, options.hollowBelow), markLine: lines(options, end, perPixel) },
        wordSeries(stripWords(laid, left, options.wide, perPixel)),
        {
          type: 'line',
          silent: true,
          symbol: 'none',
          lineStyle: { color: LINE, width: 1 },
          data: laid.slice(0, -1).flatMap((strip) => [
            [0, strip.ground],
            [end, strip.ground],
          ]),
        },
      ],
    },
  };
}
