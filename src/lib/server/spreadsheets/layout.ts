// How sheets lie on paper and on the screen. Whoever writes a workbook imports it.

/** How a sheet is printed: on A4 lengthwise, no wider than one page. */
export const ON_A4 = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
} as const;

/** Points of one line of text. */
const LINE_POINTS = 16;

/** Height of a row in points: nobody works it out for wrapped text before the file is first edited. */
export function rowHeight(cells: readonly { text: string; width: number }[]): number {
  const lines = cells.map(({ text, width }) => Math.ceil((text.length * 1.15) / width));
  return LINE_POINTS * Math.max(1, ...lines);
}
