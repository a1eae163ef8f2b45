// A sheet as a page shows it: drawn twice, with the figures as text and the address of its pictures.
// Loads of pages import it; what runs in a browser must not.
import { DrawnSvg } from './drawn-svg.ts';
import { frameHeight } from './frame-height.ts';
import { drawChart } from './render.ts';
import type { ChartCell, ChartSheet, ShownChart } from './types.ts';

interface Place {
  /** The chart's name in addresses of pictures. */
  name: string;
  /** What is asked for beside the release. */
  query?: Record<string, string>;
  /** The release that it is made of; null where it hangs on none. Number 0 was never released. */
  release: { id: string; number: number } | null;
}

export const cellText = (cell: ChartCell): string => (typeof cell === 'string' ? cell : cell.text);

export function showChart(sheet: ChartSheet, { name, query = {}, release }: Place): ShownChart {
  const { headline, subtitle, source, table } = sheet;
  const id = [name, ...Object.values(query)].join('-').replaceAll(/[:,]/g, '-');
  const { wide, narrow, label } = drawChart({ ...sheet, id });
  return {
    id,
    wide: new DrawnSvg(`${id}-wide`, wide),
    narrow: new DrawnSvg(`${id}-narrow`, narrow),
    label,
    headline,
    subtitle,
    source,
    key: sheet.key ?? null,
    hasLinks: sheet.hasLinks ?? false,
    table: { columns: table.columns, rows: table.rows.map((cells) => cells.map(cellText)) },
    frame: frameHeight(sheet),
    address: release?.number === 0 ? null : { name, query, release: release?.id ?? null },
  };
}
