// One figure over time as a line: ranks of a unit, a share of the nation, counts of a platform. Gaps
// stay gaps. Pure; loads of pages import it.
import type { LineSeriesOption } from 'echarts/charts';
import { BLUE, INK, LINE, MUTED, RUST } from './palette.ts';
import type { Drawing } from './types.ts';

export interface CoursePoint {
  /** Where it stands from left to right: a count of periods, or a time. */
  at: number;
  /** Under the axis. */
  label: string;
  value: number | null;
  /** Over the point, and where a pointer rests. */
  text: string;
}

export interface CourseOptions {
  width: number;
  height: number;
  min?: number;
  max?: number;
  /** Small numbers on top, as ranks are read. */
  inverse?: boolean;
  /** Room, in CSS pixels, that a figure over a point needs; fewer are written where there is less. */
  labelRoom?: number;
  /** A demand to be reached, drawn as a dashed line. */
  target?: { value: number; text: string } | null;
}

/** Room, in CSS pixels, that a label under the axis needs. */
const LABEL_WIDTH = 64;
const POINT_LABEL_WIDTH = 46;
const WIDE_LABEL = 60;

/** Every n-th place counted from the last, so that the newest is always named. */
function everyNth<T>(items: readonly T[], width: number, room: number): T[] {
  const step = Math.max(1, Math.ceil((items.length * room) / Math.max(width - 40, 1)));
  return items.filter((_, at) => (items.length - 1 - at) % step === 0);
}

/** Draws the course of one figure; the points come in order of time. */
export function drawCourse(points: readonly CoursePoint[], options: CourseOptions): Drawing {
  const named = new Set(everyNth(points, options.width, LABEL_WIDTH).map(({ at }) => at));
  const told = new Set(
    everyNth(points, options.width, options.labelRoom ?? POINT_LABEL_WIDTH).map(({ at }) => at),
  );
  const labelAt = new Map(points.map(({ at, label }) => [at, label]));
  return {
    width: options.width,
    height: options.height,
    titles: [points.map(({ label, text, value }) => (value === null ? '' : `${label}: ${text}`))],
    option: {
      // Below the axis there is room for the mark of illustrative figures.
      grid: { left: 30, right: 30, top: 26, bottom: 44 },
      xAxis: {
        type: 'value',
        min: points[0]?.at ?? 0,
        max: points.at(-1)?.at ?? 1,
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          customValues: [...named],
          formatter: (at: number) => labelAt.get(at) ?? '',
          color: MUTED,
          fontSize: 12,
          hideOverlap: true,
        },
      },
      yAxis: {
        type: 'value',
        show: false,
        inverse: options.inverse ?? false,
        min: options.min ?? 'dataMin',
        max: options.max ?? 'dataMax',
      },
      series: [courseSeries(points, told, options)],
    },
  };
}

function courseSeries(
  points: readonly CoursePoint[],
  told: ReadonlySet<number>,
  { target, labelRoom = POINT_LABEL_WIDTH }: CourseOptions,
): LineSeriesOption {
  const isWide = labelRoom > WIDE_LABEL;
  return {
    type: 'line' as const,
    symbol: 'circle',
    symbolSize: 7,
    connectNulls: false,
    lineStyle: { color: BLUE, width: 2 },
    itemStyle: { color: BLUE },
    data: points.map(({ at, value, text }) => ({
      value: [at, value ?? NaN],
      label: {
        show: told.has(at) && value !== null,
        formatter: text,
        // A wide label over a rising line would stand on it.
        position: isWide ? ('left' as const) : ('top' as const),
        offset: isWide ? [0, -8] : [0, 0],
        color: INK,
        fontSize: 12,
      },
    })),
    ...(target ? { markLine: targetLine(target) } : {}),
  };
}

const targetLine = (target: { value: number; text: string }) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: RUST, type: 'dashed' as const, width: 1.5 },
  label: {
    formatter: target.text,
    position: 'insideStartTop' as const,
    color: RUST,
    fontSize: 12,
  },
  data: [{ yAxis: target.value }],
});
