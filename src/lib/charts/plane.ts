// A picture whose units are CSS pixels from the upper left: for drawings that place everything
// themselves, in panels or strips that no axis of ECharts knows. Pure; drawings import it.
import type { ChartOption } from './types.ts';

/** The grid and axes of such a picture; `series` are added to it. */
export const plane = (width: number, height: number): ChartOption => ({
  grid: { left: 0, right: 0, top: 0, bottom: 0 },
  xAxis: { type: 'value', show: false, min: 0, max: width },
  yAxis: { type: 'value', show: false, min: 0, max: height, inverse: true },
});

/** Where values of a scale stand between two places. */
export const scaleBetween =
  (from: number, to: number, [min, max]: readonly [number, number]) =>
  (value: number): number =>
    from + ((value - min) / (max - min || 1)) * (to - from);
