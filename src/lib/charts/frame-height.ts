// How high a frame on another's page has to be for a chart, told from the sizes of its drawings and the
// lengths of its words: no script there or here measures anything. Loads of pages import it, through show.ts.
import { wrapText } from './picture.ts';
import type { ChartSheet, FrameHeight, MapDrawing } from './types.ts';

/** Frames that are reckoned with; wider ones hold words of no more lines. */
const WIDTHS = { least: 320, most: 1400, step: 20 };

// As Chart.svelte and the frame of pages lay a chart out.
const EDGE = 16;
const PHONE_UNTIL = 760;
const PHONE_MOST = 460;
const PART = { least: 300, most: 420, gap: 40, rowGap: 24 };
const HEADLINE = { size: 19, line: 25.65, bold: 1.06, most: 513 };
const SUBTITLE = { size: 14, line: 21 };
const SMALL = { size: 13, line: 19.5 };
/** Words beside the source: whence it is, and whether the figures stay. */
const BESIDE = 440;
/** Edges, gaps, and the two lines that open table and files. */
const FIXED = 106;
/** The headline of a later release may take a line more. */
const SPARE = HEADLINE.line;

type Told = Pick<ChartSheet, 'headline' | 'subtitle' | 'source' | 'key'>;

function wordsHeight({ headline, subtitle, source, key }: Told, inner: number): number {
  const lines = (text: string, size: number, within = inner) => wrapText(text, size, within).length;
  const { size, bold, most } = HEADLINE;
  const small =
    lines(source, SMALL.size) + Math.ceil(BESIDE / inner) + lines(key ?? '', SMALL.size);
  return (
    lines(headline, size * bold, Math.min(inner, most)) * HEADLINE.line +
    lines(subtitle, SUBTITLE.size) * SUBTITLE.line +
    small * SMALL.line
  );
}

/** How many parts of a map stand beside each other. */
const inRow = (inner: number): number =>
  Math.max(1, Math.floor((inner + PART.gap) / (PART.least + PART.gap)));

function partsHeight({ parts }: MapDrawing, inner: number): number {
  const rows: number[] = [];
  for (let at = 0; at < parts.length; at += inRow(inner)) {
    const row = parts.slice(at, at + inRow(inner));
    const width = Math.min(PART.most, (inner - PART.gap * (row.length - 1)) / row.length);
    rows.push(Math.max(...row.map((part) => (width * part.height) / part.width)));
  }
  return rows.reduce((sum, height) => sum + height, (rows.length - 1) * PART.rowGap);
}

function drawingHeight({ wide, narrow }: ChartSheet, width: number): number {
  const inner = width - 2 * EDGE;
  if ('parts' in wide) return partsHeight(wide, inner);
  if (width > PHONE_UNTIL) return (inner * wide.height) / wide.width;
  return (Math.min(inner, PHONE_MOST) * narrow.height) / narrow.width;
}

const heightAt = (sheet: ChartSheet, width: number): number =>
  FIXED + SPARE + wordsHeight(sheet, width - 2 * EDGE) + drawingHeight(sheet, width);

/** The parts of a map move beside each other sooner than other drawings change. */
const untilOf = ({ wide }: ChartSheet): number =>
  'parts' in wide ? 2 * PART.least + PART.gap + 2 * EDGE - 1 : PHONE_UNTIL;

export function frameHeight(sheet: ChartSheet): FrameHeight {
  const { least, most, step } = WIDTHS;
  const until = untilOf(sheet);
  const some = Array.from({ length: (most - least) / step + 1 }, (_, at) => least + at * step);
  const widths = [...some, until, until + 1];
  // A map is no higher on a wider page.
  const percent = 'parts' in sheet.wide ? 0 : (100 * sheet.wide.height) / sheet.wide.width;
  const needs = (isWide: boolean) =>
    widths
      .filter((width) => width > until === isWide)
      .map((width) => heightAt(sheet, width) - (isWide ? (percent / 100) * width : 0));
  return {
    until,
    narrow: Math.ceil(Math.max(...needs(false))),
    wide: Math.ceil(Math.max(...needs(true))),
    percent: Math.ceil(10 * percent) / 10,
  };
}
