// Reads the address of a chart: which, of what, in which release. The routes of pictures and of embedded
// charts import it.
import type { ChartSheet } from '#lib/charts/types.ts';
import { ProblemError, readParameters, requireOneOf } from '#lib/server/http.ts';
import { CHART_KINDS, type AskedChart, type Given } from './chart-kinds.server.ts';

export interface FoundChart extends AskedChart {
  sheet: ChartSheet;
  name: string;
  given: Given;
}

/**
 * @param extra parameters that the route knows beside those of the chart
 * @throws ProblemError 400 or 404, naming what is wrong and what there is instead
 */
export async function requireChart<const Extra extends string = never>(
  name: string,
  url: URL,
  extra: readonly Extra[] = [],
): Promise<FoundChart & { own: Partial<Record<Extra, string>> }> {
  requireOneOf('chart', name, Object.keys(CHART_KINDS));
  const kind = CHART_KINDS[name];
  if (!kind) throw new Error(`No chart ${name}`);
  const read = readParameters(url, [...kind.parameters, ...extra]);
  const given: Given = Object.fromEntries(
    kind.parameters.flatMap((parameter) => (read[parameter] ? [[parameter, read[parameter]]] : [])),
  );
  const { sheet, release } = await kind.read(given);
  if (sheet) return { sheet, release, name, given, own: read };
  throw new ProblemError({
    status: 404,
    code: 'too-few-figures',
    title: 'Too few figures',
    detail: 'What this address asks for has too few figures to be drawn.',
  });
}
