// The counts that shares are made of, as a column of a chart's table: one on a page, two in a file. Sheets
// of charts import it.
import { locale } from '#lib/components/address.ts';
import type { ChartCell, ChartTable } from '#lib/charts/types.ts';
import { formatNumber } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

export const countsColumn = (name: string): ChartTable['columns'][number] => ({
  name,
  isNumber: true,
  inFile: [m.provenance_numerator(), m.provenance_denominator()],
});

interface Counts {
  numerator: number | null;
  denominator: number | null;
}

export function countsCell(counts: Counts | null): ChartCell {
  const { numerator = null, denominator = null } = counts ?? {};
  const text = (count: number | null) => (count === null ? '–' : formatNumber(count, locale()));
  return { text: `${text(numerator)}/${text(denominator)}`, value: numerator, of: denominator };
}
