// A course across a break as pages show it: drawn, with its finding. Loads of the unit page and of the
// nation's import it.
import { drawCourse, type CoursePoint } from '#lib/charts/course.ts';
import { showChart } from '#lib/charts/show.ts';
import type { ChartSheet, ShownChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { LEVELS_TO_FULL, type BridgePoint } from '#lib/domain/bridge.ts';
import { formatPercent, formatPeriod, formatPeriodInText } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Release } from '#lib/domain/release.ts';
import { readBridge, type UnitBridge } from '#lib/server/explain/bridge.ts';
import type { CatalogueUnit } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { markOfFigures } from '../charts/chart-source.ts';
import { countsCell, countsColumn } from '../charts/counts-column.ts';

export interface BridgeView extends Omit<UnitBridge, 'releases'> {
  chart: ShownChart;
}

/** Quarters before the break that a phone has room for. */
const NARROW_BEFORE = 4;

function pointsFrom(points: readonly BridgePoint[], start: number): CoursePoint[] {
  return points.map(({ period, value }, step) => ({
    at: start + step,
    label: formatPeriod(period, locale()),
    value,
    text: value === null ? '' : formatPercent(value, locale()),
  }));
}

/** The break takes one place of its own, without a figure, so that nothing joins the two sides. */
function draw({ before, after }: Pick<UnitBridge, 'before' | 'after'>, width: number) {
  const gap = before.length;
  const points = [
    ...pointsFrom(before, 0),
    { at: gap, label: '', value: null, text: '' },
    ...pointsFrom(after, gap + 1),
  ];
  const seriesBreak = { at: gap, text: m.bridge_break() };
  return drawCourse(points, { width, height: 200, min: 0, max: 1, seriesBreak });
}

/** Both sides one after the other; how each was measured stands in every row. */
function tableOf({ before, after, releases }: UnitBridge): ChartSheet['table'] {
  const rowsOf = (points: readonly BridgePoint[], measure: string) =>
    points.map(({ period, value, ...counts }) => [
      formatPeriod(period, locale()),
      measure,
      { text: value === null ? '–' : formatPercent(value, locale()), value },
      countsCell(counts),
    ]);
  return {
    columns: [
      { name: m.unit_col_period(), isNumber: false },
      { name: m.bridge_col_measure(), isNumber: false },
      { name: m.unit_col_value(), isNumber: true },
      countsColumn(m.bridge_col_counts()),
    ],
    rows: [...rowsOf(before, m.bridge_l4()), ...rowsOf(after, m.bridge_full())],
    releases: [...before, ...after].map(({ period }) => releases[period] ?? null),
  };
}

/** The picture of a course across the break. */
export function bridgeSheet(bridge: UnitBridge, name: string): ChartSheet {
  const { before, after } = bridge;
  const [last, latest] = [before, after].map((side) =>
    side.findLast(({ value }) => value !== null),
  );
  const headline = m.bridge_finding({
    before: formatPercent(last?.value ?? 0, locale()),
    beforePeriod: formatPeriodInText(last?.period ?? '', locale()),
    after: formatPercent(latest?.value ?? 0, locale()),
    afterPeriod: formatPeriodInText(latest?.period ?? '', locale()),
  });
  const subtitle = m.bridge_sub({ document: LEVELS_TO_FULL.document });
  return {
    headline,
    subtitle: subtitle + (bridge.isSummed ? ` ${m.bridge_summed()}` : ''),
    source: m.bridge_source(),
    label: `${name}. ${headline}`,
    mark: markOfFigures(bridge.illustrative),
    wide: draw(bridge, 1080),
    narrow: draw({ before: before.slice(-NARROW_BEFORE), after }, 328),
    table: tableOf(bridge),
  };
}

/**
 * A unit's course across the break, or the nation's; null where either side has no figure.
 *
 * @param course releases of the gathered series, oldest first
 */
export async function readBridgeView(
  course: readonly Release[],
  unit: CatalogueUnit,
): Promise<BridgeView | null> {
  const bridge = await readBridge(getDb(), getPublished(), course, unit);
  // Two series are in it: no one release pins it.
  const place = { name: 'bridge', query: { unit: unit.id }, release: null };
  if (!bridge) return null;
  const { releases: _, ...shown } = bridge;
  return { ...shown, chart: showChart(bridgeSheet(bridge, unitNameOf(unit)), place) };
}
