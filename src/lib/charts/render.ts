// Draws an ECharts option as SVG text, without a browser. The only place that runs ECharts. Loads of
// pages and server/publish import it; what runs in a browser must not.
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GraphicComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { FONT, PAPER, RUST } from './palette.ts';
import type { ChartOption, DrawnChart, Drawing } from './types.ts';
import { leaderOf, type Word } from './words.ts';

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  GraphicComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  LabelLayout,
  SVGRenderer,
]);

/** The mark that no picture of illustrative figures may be without, in its lower right corner. */
const markOf = (text: string, { width, height }: Drawing): Word => ({
  text,
  x: width - 3,
  y: height - 8,
  align: 'right',
  size: 11,
  colour: RUST,
  isBold: true,
});

/** A word over everything, with a rim that keeps lines behind it off. */
function wordElements(word: Word) {
  const { text, x, y, align, size, colour, isBold, isOpaque } = word;
  const leader = leaderOf(word);
  const style = {
    text,
    fill: colour,
    stroke: PAPER,
    lineWidth: 3,
    font: `${isBold ? 600 : 400} ${size}px ${FONT}`,
    align,
    verticalAlign: 'middle' as const,
    ...(isOpaque && { backgroundColor: PAPER }),
  };
  const element = { type: 'text' as const, z: 10, silent: true, x, y, style };
  if (!leader) return [element];
  const [from, to] = leader;
  const shape = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  const line = { stroke: colour, lineWidth: 0.75 };
  return [{ type: 'line' as const, z: 9, silent: true, shape, style: line }, element];
}

function drawSvg(drawing: Drawing, mark: string | null): string {
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: drawing.width,
    height: drawing.height,
  });
  try {
    const option: ChartOption = {
      animation: false,
      textStyle: { fontFamily: FONT },
      ...drawing.option,
    };
    const words = mark ? [...drawing.words, markOf(mark, drawing)] : drawing.words;
    chart.setOption({ ...option, graphic: words.flatMap(wordElements) });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** What ECharts writes for its own client: hover styles, classes and event marks. We have no use for them. */
const CLIENT_ONLY = /<style ?>.*?<\/style>|\s(?:class|ecmeta_[a-z_]+|pointer-events)="[^"]*"/gs;
const SIZED = /^<svg width="[\d.]+" height="[\d.]+"/;
const MARKED_PATH =
  /<path ([^>]*?)ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"([^>]*)><\/path>/g;

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Names the marks, so that a pointer resting on one is told what it is. */
function nameMarks(svg: string, titles: string[][] | undefined): string {
  if (!titles) return svg;
  return svg.replace(
    MARKED_PATH,
    (whole, before: string, series: string, item: string, after: string) => {
      const title = titles[Number(series)]?.[Number(item)];
      return title ? `<path ${before}${after}><title>${escapeXml(title)}</title></path>` : whole;
    },
  );
}

/** The same text whenever the same chart is drawn: ECharts numbers its ids by process. */
function tidySvg(svg: string, id: string): string {
  return svg
    .replace(CLIENT_ONLY, '')
    .replaceAll(/zr\d+-/g, `${id}-`)
    .replace(SIZED, '<svg aria-hidden="true" focusable="false"');
}

/**
 * A chart as two pictures, one drawn for desks and one for phones.
 *
 * @param options.id unique on the page; ids within the pictures begin with it
 * @param options.label what the picture shows, in a sentence; read in its place
 * @param options.mark text set into the picture when any figure in it is illustrative, else null
 * @returns SVG text without width and height, so that it takes the width it is given
 */
export function drawChart(options: {
  id: string;
  wide: Drawing;
  narrow: Drawing;
  label: string;
  mark: string | null;
}): DrawnChart {
  const draw = (drawing: Drawing, id: string) =>
    tidySvg(nameMarks(drawSvg(drawing, options.mark), drawing.titles), id);
  return {
    wide: draw(options.wide, `${options.id}-wide`),
    narrow: draw(options.narrow, `${options.id}-narrow`),
    label: options.label,
  };
}
