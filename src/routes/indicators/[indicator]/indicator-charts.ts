// Pictures of one indicator: the nation over time against the target, and the units now. Only the
// load of the indicator page imports it.
import { drawCourse } from '#lib/charts/course.ts';
import type { DotStrip } from '#lib/charts/dot-plot-layout.ts';
import { drawDotPlot } from '#lib/charts/dot-plot.ts';
import { drawChart } from '#lib/charts/render.ts';
import type { DrawnChart } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { nameOf, unitNameOf } from '#lib/components/words.ts';
import { formatDemand, formatPercent, formatPeriod } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release, Summary } from '#lib/domain/release.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { summaryText } from '../summary-words.ts';
import { courseWords } from './indicator-words.ts';

export interface NationPoint {
  period: string;
  summary: Summary | null;
}

/** Dots under this share are hollow. */
const HOLLOW_BELOW = 0.05;

const markText = (isIllustrative: boolean): string | null =>
  isIllustrative ? m.common_illustrative() : null;

/** The nation's figure by period; null where fewer than two periods have one. */
export function drawNationCourse(
  indicator: Indicator,
  nation: readonly NationPoint[],
  isIllustrative: boolean,
): DrawnChart | null {
  const last = nation.findLast(({ summary }) => summary?.value != null)?.summary;
  if (!last || nation.filter(({ summary }) => summary?.value != null).length < 2) return null;
  const points = nation.map(({ period, summary }, at) => ({
    at,
    label: formatPeriod(period, locale()),
    value: summary?.value ?? null,
    text: summary ? summaryText(indicator, summary) : '',
  }));
  const highest = Math.max(...points.map(({ value }) => value ?? 0), last.demand ?? 0);
  const scale = {
    min: 0,
    max: highest * 1.05,
    target:
      last.demand === null || indicator.measure === 'count'
        ? null
        : {
            value: last.demand,
            text: m.indicator_target_line({ value: formatDemand(last.demand, locale()) }),
          },
  };
  return drawChart({
    id: 'nation-course',
    wide: drawCourse(points, { width: 700, height: 260, ...scale }),
    narrow: drawCourse(points, { width: 328, height: 230, ...scale }),
    label: `${nameOf(indicator)}. ${courseWords(indicator, nation)}`,
    mark: markText(isIllustrative),
  });
}

/** The units of the nation's groups along the scale; null for what is no share. */
export function drawSpread(indicator: Indicator, release: Release): DrawnChart | null {
  const strips = indicator.measure === 'share' ? stripsOf(indicator, release) : [];
  const nation = summaryOf(release, indicator.code, null);
  if (strips.length === 0 || nation?.value == null) return null;
  const figure = formatPercent(nation.value, locale(), indicator.decimals);
  const options = {
    target:
      nation.demand === null
        ? null
        : {
            value: nation.demand,
            text: m.indicator_target_line({ value: formatDemand(nation.demand, locale()) }),
          },
    nation: { value: nation.value, text: m.indicator_nation_line({ value: figure }) },
    hollowBelow: HOLLOW_BELOW,
    withOthers: (name: string, n: number) => m.common_and_others({ name, n }),
  };
  return drawChart({
    id: 'spread',
    wide: drawDotPlot(strips, { width: 700, wide: true, ...options }),
    narrow: drawDotPlot(strips, { width: 328, wide: false, ...options }),
    label: `${nameOf(indicator)}. ${m.indicator_distribution_sub()}`,
    mark: markText(release.illustrative),
  });
}

function stripsOf(indicator: Indicator, release: Release): DotStrip[] {
  const units = new Map(release.rules.units.map((unit) => [unit.id, unit]));
  return release.rules.groups
    .filter(({ inNational }) => inNational)
    .map((group) => ({
      label: STRIPS[group.id]?.() ?? nameOf(group),
      dots: release.rows
        .filter((row) => row.measure === indicator.code && row.groupId === group.id)
        .flatMap((row) => {
          const unit = units.get(row.unitId);
          if (!unit || row.value === null) return [];
          const text = formatPercent(row.value, locale(), indicator.decimals);
          const met = isMet(row.targetState);
          return [{ name: unit.shortVi, title: unitNameOf(unit), value: row.value, text, met }];
        }),
    }))
    .filter(({ dots }) => dots.length > 0);
}

/** Strips are named shorter than groups. */
const STRIPS: Record<string, () => string> = {
  ministries: m.common_ministries_short,
  provinces: m.common_provinces_short,
};
