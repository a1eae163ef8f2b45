// How the units of the nation's groups spread along one share now. Loads of the first page and of the
// indicator's import it.
import type { DotStrip } from '#lib/charts/dot-plot-layout.ts';
import { drawDotPlot } from '#lib/charts/dot-plot.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { groupNameOf, inText, nameOf, unitNameOf } from '#lib/components/words.ts';
import { formatDemand, formatPercent, formatPeriodInText } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import { nationalGroups, rowsOf } from '#lib/domain/overview.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { countBelow } from '#lib/domain/standing.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { markOfFigures, keyWithTarget, releaseSource } from './chart-source.ts';

/** Half of the demand; a fifth where nothing is demanded. */
const limitOf = (demand: number | null): number => (demand === null ? 0.2 : demand / 2);

/** Units below it are drawn hollow. */
const HOLLOW_BELOW = 0.05;

const STRIPS: Record<string, (words: { n: number }) => string> = {
  ministries: m.overview_spread_ministries,
  provinces: m.overview_spread_provinces,
};

interface Strip extends DotStrip {
  group: string;
}

function stripsOf(release: Release, { code, decimals }: Indicator): Strip[] {
  return nationalGroups(release).flatMap((group) => {
    const rows = rowsOf(release, code, group.id).filter(({ row }) => row.value !== null);
    if (rows.length === 0) return [];
    const dots = rows.map(({ unit, row }) => ({
      // Short on the picture, whole where the pointer rests.
      name: group.id === 'ministries' ? unit.shortVi : unitNameOf(unit),
      title: unitNameOf(unit),
      value: row.value ?? 0,
      text: formatPercent(row.value ?? 0, locale(), decimals),
      met: isMet(row.targetState),
    }));
    const label = STRIPS[group.id]?.({ n: rows.length }) ?? groupNameOf(group);
    return [{ label, group: groupNameOf(group), dots }];
  });
}

/** The demand and the nation's figure as lines across the plot. */
function linesOf(release: Release, { code }: Indicator) {
  const { demand = null, value = null } = summaryOf(release, code, null) ?? {};
  const target = demand !== null && {
    value: demand,
    text: m.overview_spread_target({ value: formatDemand(demand, locale()) }),
  };
  const nation = value !== null && {
    value,
    text: m.overview_spread_nation({ value: formatPercent(value, locale(), 2) }),
  };
  return { target: target || null, nation: nation || null };
}

function findingOf(release: Release, { code }: Indicator, of: number): string {
  const limit = limitOf(summaryOf(release, code, null)?.demand ?? null);
  const rows = nationalGroups(release).flatMap((group) =>
    rowsOf(release, code, group.id).map(({ row }) => row),
  );
  const below = countBelow(rows, limit);
  const words = { limit: formatDemand(limit, locale()) };
  return below === 0
    ? m.overview_spread_head_none(words)
    : m.overview_spread_head({ ...words, n: below, all: of });
}

function keyOf(dots: readonly DotStrip['dots'][number][]): string {
  const keys = [
    ...(dots.some((dot) => dot.met) ? [m.overview_key_met()] : []),
    ...(dots.some((dot) => !dot.met && dot.value < HOLLOW_BELOW) ? [m.overview_key_hollow()] : []),
    m.overview_key_rest(),
  ];
  return m.overview_spread_key({ keys: keys.join(' · ') });
}

/** Null for what is no share, or where no unit has a figure. */
export function spreadSheet(release: Release, measure: string): ChartSheet | null {
  const indicator = release.rules.indicators.find(({ code }) => code === measure);
  const strips = indicator?.measure === 'share' ? stripsOf(release, indicator) : [];
  if (!indicator || strips.length === 0) return null;
  const dots = strips.flatMap((strip) => strip.dots);
  const headline = findingOf(release, indicator, dots.length);
  const options = {
    ...linesOf(release, indicator),
    hollowBelow: HOLLOW_BELOW,
    withOthers: (name: string, n: number) => m.common_and_others({ name, n }),
  };
  const name = nameOf(indicator);
  return {
    headline,
    subtitle: m.charts_spread_sub({ name, period: formatPeriodInText(release.period, locale()) }),
    source: releaseSource(release, measure),
    label: m.charts_spread_label({ n: dots.length, name: inText(name), finding: headline }),
    key: options.target ? keyWithTarget(keyOf(dots), release, measure) : keyOf(dots),
    mark: markOfFigures(release.illustrative),
    wide: drawDotPlot(strips, { ...options, width: 700, wide: true }),
    narrow: drawDotPlot(strips, { ...options, width: 340, wide: false }),
    table: {
      columns: [
        { name: m.charts_col_unit(), isNumber: false },
        { name: m.charts_col_group(), isNumber: false },
        { name: m.charts_col_value(), isNumber: true },
      ],
      rows: strips.flatMap(({ group, dots: units }) =>
        units
          .toSorted((a, b) => b.value - a.value)
          .map(({ title, text, value }) => [title, group, { text, value }]),
      ),
    },
  };
}
