// Units as dots along a scale of per cent, one strip a group, against the target and the nation. Dots
// of one column stand on each other, so that the shape of the whole is seen. Pure; loads of pages
// import it.
import type { ScatterSeriesOption } from 'echarts/charts';
import {
  COLUMN_WIDTH,
  layStrips,
  RADIUS,
  scaleEnd,
  type DotStrip,
  type LaidStrip,
} from './dot-plot-layout.ts';
import { dotPlotWords, type DotPlotOptions } from './dot-plot-words.ts';
import { BLUE, GREY, INK, LINE, MUTED, PAPER, RUST } from './palette.ts';
import type { PlotDrawing } from './types.ts';

const TOP = 40;
const AXIS_ROOM = 26;
const SIDES = { wide: { left: 140, right: 18 }, narrow: { left: 12, right: 18 } };

function dotSeries(strips: LaidStrip[], hollowBelow: number): ScatterSeriesOption {
  return {
    type: 'scatter',
    symbolSize: RADIUS * 2,
    silent: true,
    data: strips.flatMap((strip) =>
      strip.placed.map((dot) => ({
        value: [(dot.column + 0.5) * COLUMN_WIDTH, dot.y],
        itemStyle:
          dot.value < hollowBelow && !dot.met
            ? { color: PAPER, borderColor: MUTED, borderWidth: 1.6, opacity: 1 }
            : { color: dot.met ? BLUE : GREY, opacity: 1 },
      })),
    ),
  };
}

function lines({ target, nation }: DotPlotOptions): NonNullable<ScatterSeriesOption['markLine']> {
  const lineAt = (value: number, color: string, type: number[] | 'solid') => ({
    xAxis: value,
    lineStyle: { color, width: 1.5, type },
    label: { show: false },
  });
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: [
      ...(nation ? [lineAt(nation.value, RUST, 'solid')] : []),
      ...(target ? [lineAt(target.value, INK, [4, 3])] : []),
    ],
  };
}

/**
 * @returns a drawing whose height follows from the tallest column
 */
export function drawDotPlot(strips: readonly DotStrip[], options: DotPlotOptions): PlotDrawing {
  const laid = layStrips(strips, options.wide);
  const { left, right } = options.wide ? SIDES.wide : SIDES.narrow;
  const plotHeight = laid.at(-1)?.ground ?? 0;
  const end = scaleEnd(strips, options.target?.value ?? 0);
  return {
    width: options.width,
    height: TOP + plotHeight + AXIS_ROOM + 14,
    titles: [laid.flatMap((strip) => strip.placed.map((dot) => `${dot.title}: ${dot.text}`))],
    words: dotPlotWords(laid, options, { left, right, top: TOP, end }),
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
        dotSeries(laid, options.hollowBelow),
        {
          type: 'line',
          silent: true,
          symbol: 'none',
          lineStyle: { color: LINE, width: 1 },
          markLine: lines(options),
          data: laid.slice(0, -1).flatMap((strip) => [
            [0, strip.ground],
            [end, strip.ground],
          ]),
        },
      ],
    },
  };
}
