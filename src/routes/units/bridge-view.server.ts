// A course across a break as pages show it: drawn, with its finding. Loads of the unit page and of the
// nation's import it.
import { drawCourse, type CoursePoint } from '#lib/charts/course.ts';
import { drawChart } from '#lib/charts/render.ts';
import type { DrawnChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import type { BridgePoint } from '#lib/domain/bridge.ts';
import { formatPercent, formatPeriod, formatPeriodInText } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Release } from '#lib/domain/release.ts';
import { readBridge, type UnitBridge } from '#lib/server/explain/bridge.ts';
import type { CatalogueUnit } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';

export interface BridgeView extends UnitBridge {
  chart: DrawnChart;
  headline: string;
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
  return bridge && viewBridge(bridge, unitNameOf(unit));
}

function viewBridge(bridge: UnitBridge, name: string): BridgeView {
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
  const chart = drawChart({
    id: 'bridge',
    wide: draw(bridge, 1080),
    narrow: draw({ before: before.slice(-NARROW_BEFORE), after }, 328),
    label: `${name}. ${headline}`,
    mark: bridge.illustrative ? m.common_illustrative() : null,
  });
  return { ...bridge, chart, headline };
}
