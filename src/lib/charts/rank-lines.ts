// The ranks of several units over time, one of them in front: grey lines of the others, its own in blue,
// each named with its last rank at its end. Pure; loads of pages import it.
import type { LineSeriesOption } from 'echarts/charts';
import { layLabels } from './labels.ts';
import { BLUE, GREY, INK, LINE, MUTED } from './palette.ts';
import { plane, scaleBetween } from './plane.ts';
import type { PlotDrawing } from './types.ts';
import { axisWords, wordWidth, type Word } from './words.ts';

export interface RankLine {
  name: string;
  short: string;
  /** By period, oldest first; null where it had none. */
  ranks: (number | null)[];
  isChosen: boolean;
}

export interface RankLineOptions {
  width: number;
  height: number;
  /** Under the axis, as many as each line has ranks. */
  periods: string[];
  /** What a point says where a pointer rests. */
  title: (line: RankLine, period: string, rank: number) => string;
}

const ROOM = { left: 26, top: 12, bottom: 44 };
const TEXT_SIZE = 12;
const LINE_HEIGHT = 15;
const NAME_GAP = 9;
/** Names take this part of the width at most. */
const NAMES_SHARE = 0.38;

const lastOf = ({ ranks }: RankLine): number | null =>
  ranks.findLast((rank) => rank !== null) ?? null;

/** A name with the rank it ends at. */
const endsOf = (line: RankLine): [string, string] => [
  `${lastOf(line) ?? '–'} ${line.name}`,
  `${lastOf(line) ?? '–'} ${line.short}`,
];

function scalesOf(lines: readonly RankLine[], { width, height, periods }: RankLineOptions) {
  const ranks = lines.flatMap((line) => line.ranks.filter((rank) => rank !== null));
  const span: [number, number] = [Math.min(...ranks), Math.max(...ranks)];
  const widest = Math.max(...lines.map((line) => wordWidth(endsOf(line)[0], TEXT_SIZE)));
  const names = Math.min(widest * 1.06 + 4, width * NAMES_SHARE);
  const end = width - names - NAME_GAP;
  return {
    span,
    names,
    end,
    xOf: scaleBetween(ROOM.left, end, [0, Math.max(1, periods.length - 1)]),
    yOf: scaleBetween(ROOM.top + 6, height - ROOM.bottom - 6, span),
  };
}

type Scales = ReturnType<typeof scalesOf>;

function seriesOf(line: RankLine, { xOf, yOf }: Scales): LineSeriesOption {
  const { isChosen } = line;
  return {
    type: 'line',
    silent: true,
    symbol: 'circle',
    symbolSize: isChosen ? 7 : 4,
    showAllSymbol: true,
    connectNulls: false,
    z: isChosen ? 5 : 2,
    lineStyle: { color: isChosen ? BLUE : GREY, width: isChosen ? 2.5 : 1, opacity: 1 },
    itemStyle: { color: isChosen ? BLUE : GREY, opacity: 1 },
    data: line.ranks.map((rank, at) => [xOf(at), rank === null ? '-' : yOf(rank)]),
  };
}

function nameWords(lines: readonly RankLine[], scales: Scales, height: number): Word[] {
  const column = {
    top: ROOM.top - 4,
    bottom: height - ROOM.bottom + 6,
    width: scales.names,
    size: TEXT_SIZE * 1.06,
    line: LINE_HEIGHT,
  };
  const wishes = lines.map((line) => ({
    at: scales.yOf(lastOf(line) ?? scales.span[1]),
    texts: endsOf(line),
    weight: line.isChosen ? 1 : 0,
  }));
  return layLabels(wishes, column).map(({ of, text, y }) => {
    const isChosen = lines[of]?.isChosen ?? false;
    const x = scales.end + NAME_GAP;
    const colour = isChosen ? INK : MUTED;
    return { text, x, y, align: 'left', size: TEXT_SIZE, colour, isBold: isChosen };
  });
}

/** Best and worst rank at the left of the scale. */
const rankWords = ({ span, yOf }: Scales): Word[] =>
  [...new Set(span)].map((rank) => ({
    text: String(rank),
    x: ROOM.left - 9,
    y: yOf(rank),
    align: 'right',
    size: TEXT_SIZE,
    colour: MUTED,
  }));

/** @param lines with at least one rank among them; the chosen one is drawn over the others */
export function drawRankLines(lines: readonly RankLine[], options: RankLineOptions): PlotDrawing {
  const { width, height, periods } = options;
  const scales = scalesOf(lines, options);
  const labels = periods.map((text, at) => ({ x: scales.xOf(at), text }));
  const row = { y: height - ROOM.bottom + 16, width, colour: MUTED };
  const ground: LineSeriesOption = {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { color: LINE, width: 1 },
    data: [
      [ROOM.left, height - ROOM.bottom],
      [scales.end, height - ROOM.bottom],
    ],
  };
  const titleOf = (line: RankLine, at: number, rank: number | null) =>
    rank === null ? '' : options.title(line, periods[at] ?? '', rank);
  return {
    width,
    height,
    titles: lines.map((line) => line.ranks.map((rank, at) => titleOf(line, at, rank))),
    words: [
      ...nameWords(lines, scales, height),
      ...rankWords(scales),
      ...axisWords(labels.toReversed(), row),
    ],
    option: {
      ...plane(width, height),
      series: [...lines.map((line) => seriesOf(line, scales)), ground],
    },
  };
}
