// How a group spread along a share, period by period: a strip a period, columns as high as units stand in
// them, the target as a dashed line, and the lowest and highest unit by name. Pure; loads of pages import it.
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import { BLUE, GREY, INK, LINE, MUTED, RUST } from './palette.ts';
import { plane, scaleBetween } from './plane.ts';
import type { PlotDrawing } from './types.ts';
import {
  axisWords,
  boxOf,
  clampWord,
  placeWords,
  type Box,
  type Segment,
  type Word,
} from './words.ts';

export interface RidgeUnit {
  /** In full, and as short as it may be. */
  name: string;
  short: string;
  /** Fraction 0–1. */
  value: number;
  met: boolean;
}

export interface Ridge {
  /** The period. */
  label: string;
  units: RidgeUnit[];
  /** What is demanded in it; null where nothing is. */
  demand: number | null;
  /** The middle unit's figure as text; told at the right end. */
  median: string;
}

/** One column of a strip. */
export interface Bin {
  from: number;
  to: number;
  units: RidgeUnit[];
}

export interface RidgeOptions {
  width: number;
  wide: boolean;
  /** The width of a column, as a fraction. */
  step: number;
  /** What a column says where a pointer rests. */
  title: (ridge: Ridge, bin: Bin) => string;
  /** A name that stands for others too: "A and 5 others". */
  withOthers: (name: string, others: number) => string;
  /** Over the figures at the right end. */
  medianWord: string;
}

const HEAD = 26;
const FOOT = 40;
const STRIP = { wide: 46, narrow: 50 };
/** Over the columns of a strip there is room for names. */
const NAMES = 15;
const SIDES = { wide: { left: 86, right: 62 }, narrow: { left: 4, right: 50 } };
const TEXT_SIZE = 11;

/** The columns of one strip that hold anybody, lowest first; whoever has reached 100 % is in the last. */
export function binsOf(units: readonly RidgeUnit[], step: number): Bin[] {
  const last = Math.round(1 / step) - 1;
  const columnOf = ({ value }: RidgeUnit) => Math.min(last, Math.floor(value / step + 1e-9));
  return [
    ...Map.groupBy(
      units.toSorted((a, b) => a.value - b.value),
      columnOf,
    ),
  ].map(([column, held]) => ({ from: column * step, to: (column + 1) * step, units: held }));
}

/** The scale ends at a full tenth above every figure and demand. */
function endOf(ridges: readonly Ridge[]): number {
  const values = ridges.flatMap(({ units, demand }) => [
    ...units.map(({ value }) => value),
    demand ?? 0,
  ]);
  return Math.min(1, (Math.floor(Math.max(0, ...values) * 10 + 1e-9) + 1) / 10);
}

interface Plot {
  ridges: readonly Ridge[];
  options: RidgeOptions;
  xOf: (value: number) => number;
  end: number;
  /** The ground of a strip, from the top of the picture. */
  groundOf: (at: number) => number;
  /** Pixels a unit. */
  unitHeight: number;
}

function plotOf(ridges: readonly Ridge[], options: RidgeOptions): Plot {
  const [sides, strip] = options.wide ? [SIDES.wide, STRIP.wide] : [SIDES.narrow, STRIP.narrow];
  const end = endOf(ridges);
  const most = Math.max(
    1,
    ...ridges.flatMap(({ units }) => binsOf(units, options.step).map((bin) => bin.units.length)),
  );
  return {
    ridges,
    options,
    end,
    xOf: scaleBetween(sides.left, options.width - sides.right, [0, end]),
    groundOf: (at) => HEAD + (at + 1) * strip,
    unitHeight: (strip - NAMES - (options.wide ? 2 : 8)) / most,
  };
}

/** Columns of those that met the target, or of those that did not: [left, right, top, bottom]. */
function columns(plot: Plot, isMet: boolean) {
  const { ridges, options, xOf, groundOf, unitHeight } = plot;
  return ridges.flatMap((ridge, at) =>
    binsOf(ridge.units, options.step).flatMap((bin) => {
      const met = bin.units.filter((unit) => unit.met).length;
      const [below, count] = isMet ? [0, met] : [met, bin.units.length - met];
      if (count === 0) return [];
      const bottom = groundOf(at) - below * unitHeight;
      const box = [xOf(bin.from) + 0.5, xOf(bin.to) - 0.5, bottom - count * unitHeight, bottom];
      return [{ box, title: options.title(ridge, bin) }];
    }),
  );
}

const columnSeries = (boxes: number[][], color: string): CustomSeriesOption => ({
  type: 'custom',
  silent: true,
  data: boxes,
  renderItem: ({ dataIndex }) => {
    const [left = 0, right = 0, top = 0, bottom = 0] = boxes[dataIndex] ?? [];
    const shape = { x: left, y: top, width: right - left, height: bottom - top };
    return { type: 'rect', shape, style: { fill: color } };
  },
});

const lineSeries = (
  points: (readonly [number, number | null])[],
  lineStyle: LineSeriesOption['lineStyle'],
): LineSeriesOption => ({
  type: 'line',
  silent: true,
  symbol: 'none',
  lineStyle: { width: 1, ...lineStyle },
  data: points.map(([x, y]) => [x, y ?? '-']),
});

/** The ground of every strip, and over each its own demand. */
function rules(plot: Plot): LineSeriesOption[] {
  const { ridges, xOf, groundOf, end, options } = plot;
  const height = options.wide ? STRIP.wide : STRIP.narrow;
  const grounds = ridges.flatMap((_, at): [number, number | null][] => [
    [xOf(0), groundOf(at)],
    [xOf(end), groundOf(at)],
    [xOf(end), null],
  ]);
  const demands = ridges.flatMap(({ demand }, at): [number, number | null][] =>
    demand === null
      ? []
      : [
          [xOf(demand), groundOf(at)],
          [xOf(demand), groundOf(at) - height + NAMES],
          [xOf(demand), null],
        ],
  );
  return [
    lineSeries(grounds, { color: LINE }),
    lineSeries(demands, { color: RUST, width: 1.5, type: [4, 3] }),
  ];
}

/** The ends of a strip by name, over their columns: the highest is told first. */
function endWords(plot: Plot, at: number, label: Box): Word[] {
  const { ridges, options, xOf, groundOf, unitHeight } = plot;
  const ground = groundOf(at);
  const frame = {
    left: options.wide ? SIDES.wide.left - 4 : 1,
    right: options.width - (options.wide ? SIDES.wide.right : SIDES.narrow.right) + 4,
    top: ground - (options.wide ? STRIP.wide : STRIP.narrow),
    bottom: ground,
  };
  const bins = binsOf(ridges[at]?.units ?? [], options.step);
  const boxes = bins.map((bin) => ({
    left: xOf(bin.from),
    right: xOf(bin.to),
    top: ground - bin.units.length * unitHeight,
    bottom: ground,
  }));
  const ends = [...new Set([bins.at(-1), bins[0]])].flatMap((bin, i) => {
    const unit = i === 0 ? bin?.units.at(-1) : bin?.units[0];
    return bin && unit ? [{ bin, unit, others: bin.units.length - 1 }] : [];
  });
  const wishes = ends.map(({ bin, unit, others }, i) =>
    [unit.name, unit.short]
      .map((name) => (others === 0 ? name : options.withOthers(name, others)))
      .flatMap((text): Word[] => {
        const word = { text, size: TEXT_SIZE, colour: INK };
        const y = ground - bin.units.length * unitHeight - TEXT_SIZE / 2 - 2;
        const over = { ...word, x: xOf((bin.from + bin.to) / 2), y, align: 'center' as const };
        // To the right of the highest there is nobody.
        const beside = { ...word, x: xOf(bin.to) + 5, y: ground - 8, align: 'left' as const };
        return i === 0 ? [clampWord(over, frame), beside] : [clampWord(over, frame)];
      }),
  );
  const demand = ridges[at]?.demand ?? null;
  const x = demand === null ? null : xOf(demand);
  const line: Segment[] =
    x === null
      ? []
      : [
          [
            { x, y: ground },
            { x, y: frame.top + NAMES },
          ],
        ];
  return placeWords(wishes, { frame, boxes: [...boxes, label], segments: line, gap: 8 });
}

function words(plot: Plot): Word[] {
  const { ridges, options, groundOf, xOf, end } = plot;
  const { wide, width } = options;
  const base = { size: 12, colour: INK, y: 0 };
  const strips = ridges.flatMap((ridge, at): Word[] => {
    const y = groundOf(at) - (wide ? 8 : STRIP.narrow - 8);
    const label: Word = { ...base, text: ridge.label, x: wide ? 0 : 2, y, align: 'left' };
    const median: Word = {
      ...base,
      text: ridge.median,
      x: width - 2,
      align: 'right',
      colour: MUTED,
    };
    median.y = groundOf(at) - 8;
    return [label, median, ...endWords(plot, at, boxOf(label))];
  });
  const ticks = Array.from({ length: Math.round(end * 10) / (end > 0.6 ? 2 : 1) + 1 }, (_, i) => {
    const value = i * (end > 0.6 ? 0.2 : 0.1);
    return { x: xOf(value), text: `${Math.round(value * 100)}%` };
  });
  const head: Word = { ...base, text: options.medianWord, x: width - 2, y: 10, align: 'right' };
  return [
    { ...head, size: TEXT_SIZE, colour: MUTED },
    ...strips,
    ...axisWords(ticks, { y: groundOf(ridges.length - 1) + 13, width, colour: MUTED }),
  ];
}

/** @param ridges oldest first; the newest stands at the foot */
export function drawRidges(ridges: readonly Ridge[], options: RidgeOptions): PlotDrawing {
  const plot = plotOf(ridges, options);
  const height = plot.groundOf(ridges.length - 1) + FOOT;
  const [met, others] = [columns(plot, true), columns(plot, false)];
  return {
    width: options.width,
    height,
    words: words(plot),
    titles: [met, others].map((each) => each.map(({ title }) => title)),
    option: {
      ...plane(options.width, height),
      series: [
        columnSeries(
          met.map(({ box }) => box),
          BLUE,
        ),
        columnSeries(
          others.map(({ box }) => box),
          GREY,
        ),
        ...rules(plot),
      ],
    },
  };
}
