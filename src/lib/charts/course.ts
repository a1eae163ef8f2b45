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
const LETTER_WIDTH = 7;
const SIDES = { left: 30, right: 30 };

/** Points whose words have room, chosen from the last on, so that the newest is always told. */
function spaced(
  points: readonly CoursePoint[],
  plotWidth: number,
  roomOf: (point: CoursePoint) => number,
): Set<number> {
  const span = (points.at(-1)?.at ?? 1) - (points[0]?.at ?? 0) || 1;
  const kept = new Set<number>();
  let taken = Number.POSITIVE_INFINITY;
  for (const point of points.toReversed()) {
    const x = (point.at / span) * plotWidth;
    if (taken - x < roomOf(point)) continue;
    kept.add(point.at);
    taken = x;
  }
  return kept;
}

/** Draws the course of one figure; the points come in order of time. */
export function drawCourse(points: readonly CoursePoint[], options: CourseOptions): Drawing {
  const plotWidth = options.width - SIDES.left - SIDES.right;
  const named = spaced(points, plotWidth, ({ label }) =>
    Math.max(LABEL_WIDTH, label.length * LETTER_WIDTH),
  );
  const told = spaced(points, plotWidth, () => options.labelRoom ?? POINT_LABEL_WIDTH);
  const labelAt = new Map(points.map(({ at, label }) => [at, label]));
  return {
    width: options.width,
    height: options.height,
    titles: [points.map(({ label, text, value }) => (value === null ? '' : `${label}: ${text}`))],
    option: {
      // Below the axis there is room for the mark of illustrative figures.
      grid: { ...SIDES, top: 26, bottom: 44 },
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
    data: points.map(({ at, value, text }, place) => ({
      value: [at, value ?? NaN],
      label: {
        show: told.has(at) && value !== null,
        formatter: text,
        ...(place === 0
          ? { position: 'top' as const, align: 'left' as const, offset: [-6, 0] }
          : // A wide label over a rising line would stand on it.
            {
              position: isWide ? ('left' as const) : ('top' as const),
              offset: [0, isWide ? -8 : 0],
            }),
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
