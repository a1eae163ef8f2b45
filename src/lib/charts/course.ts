// One figure over time as a line: ranks of a unit, a share of the nation, counts of a platform. Gaps
// stay gaps. Pure; loads of pages import it.
import type { LineSeriesOption } from 'echarts/charts';
import { BLUE, INK, LINE, MUTED, RUST } from './palette.ts';
import type { PlotDrawing } from './types.ts';
import { axisWords, clampWord, placeWords, type Box, type Segment, type Word } from './words.ts';

export interface CoursePoint {
  /** Where it stands from left to right: a count of periods, or a time. */
  at: number;
  /** Under the axis. */
  label: string;
  value: number | null;
  /** Over the point, and where a pointer rests. */
  text: string;
}

/** What is asked from one place on the axis to another. */
export interface Goal {
  from: number;
  to: number;
  value: number;
  text: string;
}

export interface CourseOptions {
  width: number;
  height: number;
  min?: number;
  max?: number;
  /** Small numbers on top, as ranks are read. */
  inverse?: boolean;
  /** What is to be reached, each a dashed line over the stretch on which it is asked. */
  goals?: readonly Goal[];
  /** Where another way of measuring begins: a line across, with words on top. */
  seriesBreak?: { at: number; text: string } | null;
}

/** Below the axis there is room for its words and for the mark of illustrative figures. */
const ROOM = { left: 30, right: 30, top: 26, bottom: 44 };
const TEXT_SIZE = 12;
const SYMBOL = 7;
/** Middle of the words over a break, from the top. */
const BREAK_WORDS_AT = 10;

interface Spot {
  x: number;
  y: number;
  text: string;
}

/** Where points come to stand in the picture. */
interface Scale {
  min: number;
  max: number;
  xOf: (at: number) => number;
  yOf: (value: number) => number;
}

function scaleOf(points: readonly CoursePoint[], options: CourseOptions): Scale {
  const values = points.flatMap(({ value }) => value ?? []);
  const min = options.min ?? Math.min(...values);
  const max = options.max ?? Math.max(...values);
  const start = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 1) - start || 1;
  const plot = {
    width: options.width - ROOM.left - ROOM.right,
    height: options.height - ROOM.top - ROOM.bottom,
  };
  return {
    min,
    max,
    xOf: (at) => ROOM.left + ((at - start) / span) * plot.width,
    yOf: (value) => {
      const share = (value - min) / (max - min || 1);
      return ROOM.top + (options.inverse ? share : 1 - share) * plot.height;
    },
  };
}

/** Draws the course of one figure; the points come in order of time. */
export function drawCourse(points: readonly CoursePoint[], options: CourseOptions): PlotDrawing {
  const scale = scaleOf(points, options);
  const hidden = { show: false };
  return {
    width: options.width,
    height: options.height,
    titles: [points.map(({ label, text, value }) => (value === null ? '' : `${label}: ${text}`))],
    words: [
      ...figureWords(points, scale, options),
      ...labelWords(points, scale, options),
      ...breakWords(scale, options),
    ],
    option: {
      grid: ROOM,
      xAxis: {
        type: 'value',
        min: points[0]?.at ?? 0,
        max: points.at(-1)?.at ?? 1,
        axisLine: { lineStyle: { color: LINE } },
        axisTick: hidden,
        splitLine: hidden,
        axisLabel: hidden,
      },
      yAxis: {
        type: 'value',
        show: false,
        inverse: options.inverse ?? false,
        min: scale.min,
        max: scale.max,
      },
      series: [
        courseSeries(points),
        ...(options.goals ?? []).map(goalSeries),
        ...(options.seriesBreak ? [breakSeries(options.seriesBreak.at)] : []),
      ],
    },
  };
}

/** On the break's line, above every figure. */
const breakWords = ({ xOf }: Scale, { seriesBreak }: CourseOptions): Word[] =>
  seriesBreak
    ? [
        {
          text: seriesBreak.text,
          x: xOf(seriesBreak.at),
          y: BREAK_WORDS_AT,
          align: 'center',
          size: TEXT_SIZE,
          colour: MUTED,
        },
      ]
    : [];

/** The newest and the oldest are told first, then whatever still has room. */
const endsFirst = <T>(items: readonly T[]): T[] => [
  ...items.slice(-1),
  ...items.slice(0, -1).slice(0, 1),
  ...items.slice(1, -1).toReversed(),
];

/** Under an even axis from the newest on, so that steps between the told ones are even too. */
function labelWords(points: readonly CoursePoint[], scale: Scale, options: CourseOptions): Word[] {
  const labels = points.map(({ at, label }) => ({ x: scale.xOf(at), text: label }));
  const steps = points.slice(1).map(({ at }, i) => at - (points[i]?.at ?? 0));
  const isEven = steps.every((step) => step === steps[0]);
  return axisWords(isEven ? labels.toReversed() : endsFirst(labels), {
    y: options.height - ROOM.bottom + 15,
    width: options.width,
    colour: MUTED,
  });
}

function figureWords(
  points: readonly CoursePoint[],
  scale: Scale,
  { width, height, goals = [] }: CourseOptions,
): Word[] {
  const frame: Box = { left: 1, top: 0, right: width - 1, bottom: height - ROOM.bottom - 1 };
  const spots = points.flatMap(({ at, value, text }) =>
    value === null ? [] : [{ x: scale.xOf(at), y: scale.yOf(value), text }],
  );
  const line = stretches(points, scale);
  const laid = goals.map((goal) => layGoal(goal, scale));
  const wishes = [
    ...endsFirst(spots).map((spot, at) =>
      placesFor(spot, at <= 1 ? [...RISES, ...HIGHEST] : RISES, frame),
    ),
    ...laid.map(({ places }) => places),
  ];
  const around = {
    frame,
    boxes: spots.map(symbolBox),
    segments: [...line, ...laid.map(({ segment }) => segment)],
  };
  return placeWords(wishes, around, (at) => at <= 1 || at >= spots.length);
}

const symbolBox = ({ x, y }: Spot): Box => ({
  left: x - SYMBOL / 2,
  right: x + SYMBOL / 2,
  top: y - SYMBOL / 2,
  bottom: y + SYMBOL / 2,
});

/** The pieces of the line: one between every two neighbours that both have a figure. */
function stretches(points: readonly CoursePoint[], { xOf, yOf }: Scale): Segment[] {
  return points.slice(1).flatMap((to, i): Segment[] => {
    const from = points[i];
    if (from?.value == null || to.value === null) return [];
    return [
      [
        { x: xOf(from.at), y: yOf(from.value) },
        { x: xOf(to.at), y: yOf(to.value) },
      ],
    ];
  });
}

/** Middles of words over a point, in CSS pixels from it. */
const RISES = [14, 20];
/** Only the first and the last go so high: between others it would not be seen whose figure it is. */
const HIGHEST = [27, 43];
const BELOW = 14;
const ASIDE = 7;

/** Over the point first; beside it where the line leaves no room; under it last. */
function placesFor({ x, y, text }: Spot, rises: readonly number[], frame: Box): Word[] {
  const base = { text, size: TEXT_SIZE, colour: INK };
  const over = rises.flatMap((rise): Word[] => [
    { ...base, x, y: y - rise, align: 'center' },
    { ...base, x: x + ASIDE, y: y - rise + 2, align: 'right' },
    { ...base, x: x - ASIDE, y: y - rise + 2, align: 'left' },
  ]);
  return [
    ...over,
    { ...base, x: x - ASIDE, y: y - ASIDE, align: 'right' as const },
    { ...base, x, y: y + BELOW, align: 'center' as const },
    { ...base, x: x - ASIDE, y: y + BELOW, align: 'left' as const },
    { ...base, x: x + ASIDE, y: y + BELOW, align: 'right' as const },
  ].map((word) => clampWord(word, frame));
}

/** The dashed line of a goal, and the places its words may have: at either end, over, under or before it. */
function layGoal({ from, to, value, text }: Goal, { xOf, yOf }: Scale) {
  const y = yOf(value);
  const ends = { left: xOf(from), right: xOf(to) };
  const word = (align: 'left' | 'right', x: number, rise: number): Word => ({
    ...{ text, x, y: y + rise, align },
    ...{ size: TEXT_SIZE, colour: RUST },
  });
  const places = [
    ...[-10, 11].flatMap((rise) => [
      word('left', ends.left + 3, rise),
      word('right', ends.right - 3, rise),
    ]),
    word('right', ends.left - ASIDE, 0),
  ];
  const segment: Segment = [
    { x: ends.left, y },
    { x: ends.right, y },
  ];
  return { places, segment };
}

const courseSeries = (points: readonly CoursePoint[]): LineSeriesOption => ({
  type: 'line',
  symbol: 'circle',
  symbolSize: SYMBOL,
  connectNulls: false,
  lineStyle: { color: BLUE, width: 2 },
  itemStyle: { color: BLUE },
  data: points.map(({ at, value }) => [at, value ?? NaN]),
});

/** A series of its own: marks of the course are named by their place in it. */
const goalSeries = ({ from, to, value }: Goal): LineSeriesOption => ({
  type: 'line',
  data: [],
  markLine: {
    silent: true,
    symbol: 'none',
    lineStyle: { color: RUST, type: 'dashed', width: 1.5 },
    label: { show: false },
    data: [[{ coord: [from, value] }, { coord: [to, value] }]],
  },
});

/** A series of its own, as the goal's. */
const breakSeries = (at: number): LineSeriesOption => ({
  type: 'line',
  data: [],
  markLine: {
    silent: true,
    symbol: 'none',
    lineStyle: { color: MUTED, type: 'dashed', width: 1.5 },
    label: { show: false },
    data: [{ xAxis: at }],
  },
});
