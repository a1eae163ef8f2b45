// One measure of many units over time: a small panel a unit, all on one scale, each named with its last
// figure. Pure; loads of pages import it.
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import { cutToFit } from './labels.ts';
import { BLUE, INK, LINE, MUTED, RUST } from './palette.ts';
import { plane, scaleBetween } from './plane.ts';
import type { PlotDrawing } from './types.ts';
import { wordWidth, type Word } from './words.ts';

export interface Panel {
  name: string;
  short: string;
  /** By period, oldest first; null where it had none. */
  values: (number | null)[];
  /** The last figure as text. */
  last: string;
  /** What is demanded of the unit, dashed; null where nothing is. */
  demand: number | null;
}

export interface MultiplesOptions {
  width: number;
  /** Panels in a row. */
  columns: number;
  /** Height of each panel's plot; low where there are many. */
  plot?: number;
  /** The top of every panel's scale, which begins at 0. */
  max: number;
  /** Whether a figure holds until the next one: a yes or no has nothing in between. */
  isStepped?: boolean;
  /** Of the first and the last period, under the lowest row. */
  periods: [string, string];
  /** What a panel says where a pointer rests on its end. */
  title: (panel: Panel) => string;
}

const GAP = 16;
const HEAD = 20;
/** As low as a plot may be. */
const LOW_PLOT = 44;
const BETWEEN = 14;
const FOOT = 40;
const TEXT_SIZE = 12;
const LAST_SIZE = 12;

interface Laid {
  panel: Panel;
  left: number;
  top: number;
  width: number;
  /** Height of the plot. */
  plot: number;
}

function layPanels(panels: readonly Panel[], options: MultiplesOptions): Laid[] {
  const { width, columns, plot = LOW_PLOT } = options;
  const step = (width + GAP) / columns;
  return panels.map((panel, at) => ({
    panel,
    left: (at % columns) * step,
    top: Math.floor(at / columns) * (HEAD + plot + BETWEEN),
    width: step - GAP,
    plot,
  }));
}

const groundOf = ({ top, plot }: Laid): number => top + HEAD + plot;

function courseOf(laid: Laid, { max, isStepped = false }: MultiplesOptions): LineSeriesOption {
  const { values } = laid.panel;
  const xOf = scaleBetween(laid.left + 3, laid.left + laid.width - 3, [0, values.length - 1]);
  const yOf = scaleBetween(groundOf(laid), laid.top + HEAD, [0, max]);
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    connectNulls: false,
    step: isStepped && 'end',
    lineStyle: { color: BLUE, width: 1.5 },
    data: values.map((value, at) => [xOf(at), value === null ? '-' : yOf(value)]),
  };
}

/** Where each course stands now: the one mark of a panel. */
const endSeries = (laid: readonly Laid[], max: number): ScatterSeriesOption => ({
  type: 'scatter',
  silent: true,
  symbolSize: 5,
  itemStyle: { color: BLUE, opacity: 1 },
  data: laid.map((each) => {
    const { values } = each.panel;
    const at = values.findLastIndex((value) => value !== null);
    const y = scaleBetween(groundOf(each), each.top + HEAD, [0, max])(values[at] ?? 0);
    const x = scaleBetween(each.left + 3, each.left + each.width - 3, [0, values.length - 1])(at);
    return at === -1 ? ['-', '-'] : [x, y];
  }),
});

/** The same rule in every panel, as one broken line. */
function rule(
  panels: readonly Laid[],
  heightOf: (laid: Laid) => number,
  lineStyle: LineSeriesOption['lineStyle'],
): LineSeriesOption {
  const points = panels.flatMap((laid) => [
    [laid.left, heightOf(laid)],
    [laid.left + laid.width, heightOf(laid)],
    [laid.left + laid.width, '-'],
  ]);
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { width: 1, ...lineStyle },
    data: points,
  };
}

/** The name in full where it has room beside the figure, else short. */
function panelWords({ panel, left, top, width }: Laid): Word[] {
  const room = width - wordWidth(panel.last, LAST_SIZE) * 1.06 - 6;
  const text =
    [panel.name, panel.short].find((name) => wordWidth(name, TEXT_SIZE) <= room) ??
    cutToFit(panel.short, room, TEXT_SIZE);
  const base = { y: top + 9, colour: INK };
  const last: Word = {
    ...base,
    text: panel.last,
    x: left + width,
    align: 'right',
    size: LAST_SIZE,
    isBold: true,
  };
  return text === null
    ? [last]
    : [{ ...base, text, x: left, align: 'left', size: TEXT_SIZE }, last];
}

/**
 * Where there are fewer panels than fit in a row, the picture ends with them.
 *
 * @param panels in the order in which they are read; their courses have the same periods
 */
export function drawMultiples(panels: readonly Panel[], options: MultiplesOptions): PlotDrawing {
  const { columns, max, periods, title } = options;
  const across = Math.min(columns, panels.length);
  const width = ((options.width + GAP) / columns) * across - GAP;
  const laid = layPanels(panels, options);
  const foot = Math.max(0, ...laid.map(groundOf));
  const height = foot + FOOT;
  const base = { y: foot + 13, size: 11, colour: MUTED };
  const asked = laid.filter(({ panel }) => panel.demand !== null);
  const atDemand = (each: Laid) =>
    scaleBetween(groundOf(each), each.top + HEAD, [0, max])(each.panel.demand ?? 0);
  return {
    width,
    height,
    titles: [panels.map(title)],
    words: [
      ...laid.flatMap(panelWords),
      { ...base, text: `${periods[0]} – ${periods[1]}`, x: 0, align: 'left' },
    ],
    option: {
      ...plane(width, height),
      series: [
        endSeries(laid, max),
        ...laid.map((each) => courseOf(each, options)),
        rule(laid, groundOf, { color: LINE }),
        ...(asked.length === 0 ? [] : [rule(asked, atDemand, { color: RUST, type: [4, 3] })]),
      ],
    },
  };
}
