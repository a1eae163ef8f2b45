// The dot plot of the first page with its words. Used by its load alone.
import type { DotStrip } from '#lib/charts/dot-plot-layout.ts';
import { drawDotPlot } from '#lib/charts/dot-plot.ts';
import { drawChart } from '#lib/charts/render.ts';
import { locale } from '#lib/components/address.ts';
import { unitNameOf } from '#lib/components/words.ts';
import { formatDemand, formatPercent } from '#lib/domain/format.ts';
import { nationalGroups, rowsOf, type Headline } from '#lib/domain/overview.ts';
import type { Release } from '#lib/domain/release.ts';
import { countBelow } from '#lib/domain/standing.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';

/** Half of the demand; a fifth where nothing is demanded. */
const limitOf = (demand: number | null): number => (demand === null ? 0.2 : demand / 2);

/** Units below it are drawn hollow. */
const HOLLOW_BELOW = 0.05;

const stripLabel = (groupId: string, n: number): string =>
  groupId === 'ministries'
    ? m.overview_spread_ministries({ n })
    : m.overview_spread_provinces({ n });

function stripsOf(release: Release, measure: string): DotStrip[] {
  return nationalGroups(release).map((group) => {
    const rows = rowsOf(release, measure, group.id).filter(({ row }) => row.value !== null);
    return {
      label: stripLabel(group.id, rows.length),
      dots: rows.map(({ unit, row }) => ({
        // Short on the picture, whole where the pointer rests.
        name: group.id === 'ministries' ? unit.shortVi : unitNameOf(unit),
        title: unitNameOf(unit),
        value: row.value ?? 0,
        text: formatPercent(row.value ?? 0, locale()),
        met: isMet(row.targetState),
      })),
    };
  });
}

/** The demand and the nation's figure as lines across the plot. */
function linesOf({ national }: Headline) {
  const [demand, value] = [national?.demand ?? null, national?.value ?? null];
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

/** The picture with the finding that heads it: how many units are below half of the target. */
export function spreadOf(release: Release, headline: Headline) {
  const { measure, national } = headline;
  const strips = stripsOf(release, measure);
  const units = strips.flatMap((strip) => strip.dots);
  const limit = limitOf(national?.demand ?? null);
  const rows = nationalGroups(release).flatMap((group) =>
    rowsOf(release, measure, group.id).map(({ row }) => row),
  );
  const below = countBelow(rows, limit);
  const limitText = formatDemand(limit, locale());
  const finding =
    below === 0
      ? m.overview_spread_head_none({ limit: limitText })
      : m.overview_spread_head({ n: below, all: units.length, limit: limitText });
  const options = {
    ...linesOf(headline),
    hollowBelow: HOLLOW_BELOW,
    withOthers: (name: string, n: number) => m.common_and_others({ name, n }),
  };
  const chart = drawChart({
    id: 'spread',
    wide: drawDotPlot(strips, { ...options, width: 700, wide: true }),
    narrow: drawDotPlot(strips, { ...options, width: 340, wide: false }),
    label: m.overview_spread_label({
      measure: m.overview_measure(),
      ministries: strips[0]?.dots.length ?? 0,
      provinces: strips[1]?.dots.length ?? 0,
      finding,
    }),
    mark: release.illustrative ? m.common_illustrative() : null,
  });
  const named = units
    .map(({ title, value, text }) => ({ name: title, value, text }))
    .toSorted((a, b) => b.value - a.value);
  const keys = [
    ...(units.some((dot) => dot.met) ? [m.overview_key_met()] : []),
    ...(units.some((dot) => !dot.met && dot.value < HOLLOW_BELOW) ? [m.overview_key_hollow()] : []),
    m.overview_key_rest(),
  ];
  return { chart, finding, key: m.overview_spread_key({ keys: keys.join(' · ') }), rows: named };
}
