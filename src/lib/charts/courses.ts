// Up to four counts over the same periods, told apart by colour, dash and a name at each line's end.
// Pure; loads of pages import it.
import type { LineSeriesOption } from 'echarts/charts';
import { BLUE, LINE, MUTED, PLUM, RUST, TEAL } from './palette.ts';
import type { Drawing } from './types.ts';

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

/** Room on the right for the names, in CSS pixels. */
const NAME_ROOM = 150;
const LABEL_WIDTH = 64;

/**
 * @param options.periods labels under the axis, as many as each course has values
 * @param options.max the top of the scale: how many there could be
 */
export function drawCourses(
  courses: readonly NamedCourse[],
  options: { width: number; height: number; periods: string[]; max: number },
): Drawing {
  const { width, height, periods, max } = options;
  const step = Math.max(1, Math.ceil((periods.length * LABEL_WIDTH) / (width - NAME_ROOM - 30)));
  return {
    width,
    height,
    titles: courses.map(({ name, values }) =>
      values.map((value, at) => (value === null ? '' : `${name}, ${periods[at] ?? ''}: ${value}`)),
    ),
    option: {
      grid: { left: 30, right: NAME_ROOM, top: 14, bottom: 44 },
      xAxis: {
        type: 'category',
        data: periods,
        boundaryGap: false,
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
        axisLabel: {
          interval: (at: number) => (periods.length - 1 - at) % step === 0,
          color: MUTED,
          fontSize: 12,
        },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max,
        interval: Math.ceil(max / 4),
        axisLabel: { color: MUTED, fontSize: 12 },
        splitLine: { lineStyle: { color: LINE, opacity: 0.5 } },
      },
      series: courses.slice(0, LOOKS.length).map((course, at) => lineOf(course, at)),
    },
  };
}

function lineOf(course: NamedCourse, at: number): LineSeriesOption {
  const look = LOOKS[at] ?? { color: RUST, dash: { type: 'solid' } };
  return {
    type: 'line',
    name: course.name,
    symbol: 'circle',
    symbolSize: 5,
    connectNulls: false,
    lineStyle: { ...look.dash, color: look.color, width: 2 },
    itemStyle: { color: look.color },
    data: course.values.map((value) => value ?? '-'),
    endLabel: {
      show: true,
      formatter: `${course.name} ${course.values.at(-1) ?? '–'}`,
      color: look.color,
      fontSize: 12,
      distance: 8,
    },
    // Names that would stand on each other are moved apart.
    labelLayout: { moveOverlap: 'shiftY' },
  };
}
