// Makes SVG text of drawings, without a browser. The only place that runs ECharts. Loads of pages and
// picture.ts import it; what runs in a browser must not.
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
import { PAPER, RUST } from './palette.ts';
import { escapeXml, textOf } from './svg-text.ts';
import type { ChartOption, DrawnChart, Drawing, MapPart, PlotDrawing } from './types.ts';
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

/** That of the page, or of the picture that the drawing is put into. */
const FONT = 'inherit';

/** The mark that no picture of illustrative figures may be without, in its lower right corner. */
const markOf = (text: string, { width, height }: Pick<Drawing, 'width' | 'height'>): Word => ({
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
    fontFamily: FONT,
    fontSize: size,
    fontWeight: isBold ? 600 : 400,
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

function plotSvg(drawing: PlotDrawing, mark: string | null): string {
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
const MARKED =
  /<(path|circle|polygon|polyline|rect) ([^>]*?)ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"([^>]*)><\/\1>/g;

/** Names the marks, so that a pointer resting on one is told what it is. */
function nameMarks(svg: string, titles: string[][] | undefined): string {
  if (!titles) return svg;
  return svg.replace(
    MARKED,
    (whole, tag: string, before: string, series: string, item: string, after: string) => {
      const title = titles[Number(series)]?.[Number(item)];
      return title
        ? `<${tag} ${before}${after}><title>${escapeXml(title)}</title></${tag}>`
        : whole;
    },
  );
}

/** The same text whenever the same chart is drawn: ECharts numbers its ids by process. */
const tidySvg = (svg: string, id: string): string =>
  svg
    .replace(CLIENT_ONLY, '')
    .replaceAll(/zr\d+-/g, `${id}-`)
    .replace(SIZED, '<svg aria-hidden="true" focusable="false"');

/** A part as a picture of its own: every part bears the mark. */
function partSvg(
  part: MapPart,
  id: string,
  options: { mark: string | null; place: string },
): string {
  const { width, height, body } = part;
  const shownMark = options.mark ? textOf(markOf(options.mark, part)) : '';
  return (
    `<svg ${options.place}focusable="false" xmlns="http://www.w3.org/2000/svg"` +
    ` viewBox="0 0 ${width} ${height}">` +
    `${body.replaceAll('%id%', id)}${shownMark}</svg>`
  );
}

/**
 * One drawing as one SVG text, in the tokens of the palette and without width and height.
 *
 * @param id unique on the page; ids within the picture begin with it
 * @param mark text set into the picture when any figure in it is illustrative, else null
 */
export function drawSvg(drawing: Drawing, id: string, mark: string | null): string {
  if ('option' in drawing) return tidySvg(nameMarks(plotSvg(drawing, mark), drawing.titles), id);
  const { width, height, parts } = drawing;
  const inside = parts.map((part, at) => {
    const place = `x="${part.x}" y="${part.y}" width="${part.width}" height="${part.height}" `;
    return partSvg(part, `${id}-${at}`, { mark, place });
  });
  return `<svg viewBox="0 0 ${width} ${height}">${inside.join('')}</svg>`;
}

/**
 * A chart as pages show it: a picture drawn for desks and one for phones, or the parts of a map for both.
 *
 * @param options.label what the picture shows, in a sentence; read in its place
 * @returns SVG text without width and height, so that it takes the width it is given
 */
export function drawChart({
  id,
  wide,
  narrow,
  label,
  mark,
}: {
  id: string;
  wide: Drawing;
  narrow: Drawing;
  label: string;
  mark: string | null;
}): DrawnChart {
  if ('parts' in wide) {
    const parts = wide.parts.map((part, at) => partSvg(part, `${id}-${at}`, { mark, place: '' }));
    return { wide: parts.join(''), narrow: '', label };
  }
  return {
    wide: drawSvg(wide, `${id}-wide`, mark),
    narrow: drawSvg(narrow, `${id}-narrow`, mark),
    label,
  };
}
