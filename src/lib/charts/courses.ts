// Up to four counts over the same periods, told apart by colour, dash and a name at each line's end.
// Pure; loads of pages import it.
import type { LineSeriesOption } from 'echarts/charts';
import { layLabels } from './labels.ts';
import { BLUE, LINE, MUTED, PLUM, RUST, TEAL } from './palette.ts';
import type { PlotDrawing } from './types.ts';
import { axisWords, wordWidth, type Word } from './words.ts';

export interface NamedCourse {
  name: string;
  /** By period, oldest first; null where there is no figure. */
  values: (number | null)[];
}

/** Lines differ in dash as well as in colour, so that a photocopy still tells them apart. */
const LOOKS: { color: string; dash: LineSeriesOption['lineStyle'] }[] = [
  { color: MUTED, dash: { type: [2, 3] } },
  { color: BLUE, dash: { type: 'solid' } },
  { color: TEAL, dash: { type: [7, 4] } },
  { color: PLUM, dash: { type: [10, 3, 2, 3] } },
];

const ROOM = { left: 30, top: 14, bottom: 44 };
const TEXT_SIZE = 12;
/** From the end of a line to its name, in CSS pixels. */
const NAME_GAP = 10;
const NAME_STEP = 16;

/**
 * @param options.periods labels under the axis, as many as each course has values
 * @param options.max the top of the scale: how many there could be
 */
export function drawCourses(
  courses: readonly NamedCourse[],
  options: { width: number; height: number; periods: string[]; max: number },
): PlotDrawing {
  const { width, height, periods, max } = options;
  const names = courses.slice(0, LOOKS.length).map(nameOfEnd);
  const nameRoom = NAME_GAP + 2 + Math.max(0, ...names.map((name) => wordWidth(name, TEXT_SIZE)));
  const hidden = { show: false };
  return {
    width,
    height,
    titles: courses.map(({ name, values }) =>
      values.map((value, at) => (value === null ? '' : `${name}, ${periods[at] ?? ''}: ${value}`)),
    ),
    words: [...endWords(courses, options, width - nameRoom), ...periodWords(options, nameRoom)],
    option: {
      grid: { ...ROOM, right: nameRoom },
      xAxis: {
        type: 'category',
        data: periods,
        boundaryGap: false,
        axisLine: { lineStyle: { color: LINE } },
        axisTick: hidden,
        axisLabel: hidden,
      },
      yAxis: {
        type: 'value',
        min: 0,
        max,
        interval: stepOf(max),
        axisLabel: { color: MUTED, fontSize: TEXT_SIZE, showMaxLabel: max % stepOf(max) === 0 },
        splitLine: { lineStyle: { color: LINE, opacity: 0.5 } },
      },
      series: courses.slice(0, LOOKS.length).map((course, at) => lineOf(course, at)),
    },
  };
}

/** The widest of 1, 2, 5, 10, 20, 50, … that divides the scale into four parts or more. */
function stepOf(max: number): number {
  const size = 10 ** Math.floor(Math.log10(max / 4 || 1));
  return Math.max(1, size * ([5, 2].find((times) => size * times <= max / 4) ?? 1));
}

const nameOfEnd = ({ name, values }: NamedCourse): string => `${name} ${values.at(-1) ?? '–'}`;

/** A name at each line's end; names that would stand on each other are moved apart. */
function endWords(
  courses: readonly NamedCourse[],
  { height, max }: { height: number; max: number },
  lineEnd: number,
): Word[] {
  const told = courses.slice(0, LOOKS.length);
  const plotHeight = height - ROOM.top - ROOM.bottom;
  const heights = told.map(
    ({ values }) =>
      ROOM.top + plotHeight * (1 - (values.findLast((value) => value !== null) ?? 0) / (max || 1)),
  );
  const wishes = told.map((course, at) => ({
    at: heights[at] ?? 0,
    texts: [nameOfEnd(course)] as [string],
  }));
  const column = {
    top: 0,
    bottom: height - ROOM.bottom + NAME_STEP / 2,
    width: Infinity,
    size: TEXT_SIZE,
    line: NAME_STEP,
  };
  return layLabels(wishes, column).map(({ of, text, y }) => ({
    text,
    x: lineEnd + NAME_GAP,
    y,
    align: 'left',
    size: TEXT_SIZE,
    colour: lookOf(of).color,
  }));
}

function periodWords(
  { width, height, periods }: { width: number; height: number; periods: string[] },
  nameRoom: number,
): Word[] {
  const step = (width - ROOM.left - nameRoom) / Math.max(1, periods.length - 1);
  const labels = periods.map((text, at) => ({ x: ROOM.left + at * step, text }));
  return axisWords(labels.toReversed(), {
    y: height - ROOM.bottom + 16,
    width,
    colour: MUTED,
  });
}

const lookOf = (at: number) => LOOKS[at] ?? { color: RUST, dash: { type: 'solid' as const } };

function lineOf(course: NamedCourse, at: number): LineSeriesOption {
  const look = lookOf(at);
  return {
    type: 'line',
    name: course.name,
    symbol: 'circle',
    symbolSize: 5,
    connectNulls: false,
    lineStyle: { ...look.dash, color: look.color, width: 2 },
    itemStyle: { color: look.color },
    data: course.values.map((value) => value ?? '-'),
  };
}
