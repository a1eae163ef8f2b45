// The map of the first page: of the indicator and on the boundaries that the address asks for, and what
// else it may ask. Used by the page's load alone.
import { showChart } from '#lib/charts/show.ts';
import type { ShownChart } from '#lib/charts/types.ts';
import { locale, type Query } from '#lib/components/address.ts';
import { shortIndicatorName } from '#lib/components/legal-words.ts';
import { formatPercent } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import { rowsOf } from '#lib/domain/overview.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { readOnBoundaries, readOtherYears } from '#lib/server/explain/boundaries.ts';
import { getDb } from '#lib/server/web.ts';
import { mapSheet, redrawnMapSheet } from '../charts/map.ts';
import type { MapChoices } from './map-choices.ts';

const GROUP = 'provinces';
/** Parameters of the map; what else the address holds stays. */
const [MEASURE, BOUNDARIES] = ['map', 'boundaries'] as const;

/** This very view with another map, at the map; null takes out what is there. */
function addressOf(
  params: URLSearchParams,
  asked: Record<string, string | null | undefined>,
): string {
  const changed = new URLSearchParams(params);
  for (const [name, value] of Object.entries(asked)) {
    if (value === null) changed.delete(name);
    else if (value !== undefined) changed.set(name, value);
  }
  return `?${changed.toString()}#map`;
}

/** "33/63" that meet the target or have it; without a target the share of all provinces. */
function countOf(release: Release, { code, measure }: Indicator): string | null {
  const summary = summaryOf(release, code, GROUP);
  if (!summary || summary.counted === 0) return null;
  if (summary.withTarget > 0) return `${summary.met}/${summary.withTarget}`;
  if (measure === 'flag') {
    const has = rowsOf(release, code, GROUP).filter(({ row }) => row.score === 1).length;
    return `${has}/${summary.expected}`;
  }
  return summary.value === null ? null : formatPercent(summary.value, locale());
}

function measuresOf(release: Release, params: URLSearchParams, shown: string) {
  return release.rules.indicators.flatMap((indicator) => {
    const isDrawn = indicator.measure === 'share' || indicator.measure === 'flag';
    const count = isDrawn ? countOf(release, indicator) : null;
    if (count === null) return [];
    const { code, measure } = indicator;
    // A yes or no has no counts to put together on other boundaries.
    const boundaries = measure === 'flag' ? null : undefined;
    const href = addressOf(params, { [MEASURE]: code, [BOUNDARIES]: boundaries });
    return [{ name: shortIndicatorName(indicator), href, count, isShown: code === shown }];
  });
}

/**
 * @param course as `Published.shown` gives it, the release shown last
 * @param asked.usual the indicator that is mapped where the address names none
 * @param asked.view what links of the page say of its release
 * @returns no chart where the indicator has no figures by province
 */
export async function readMap(
  course: readonly Release[],
  params: URLSearchParams,
  { usual, view }: { usual: string; view: Query },
): Promise<{ chart: ShownChart | null; choices: MapChoices } | null> {
  const release = course.at(-1);
  if (!release) return null;
  const measure = params.get(MEASURE) ?? usual;
  const isFlag = release.rules.indicators.some(
    (each) => each.code === measure && each.measure === 'flag',
  );
  const years = isFlag ? [] : await readOtherYears(getDb(), release);
  const year = years.find((each) => each === params.get(BOUNDARIES)) ?? null;
  const redrawn = year && (await readOnBoundaries(getDb(), course, year, measure));
  const sheet = redrawn
    ? redrawnMapSheet(redrawn.release, measure, view)
    : mapSheet(release, measure, view);
  const query = { measure, ...(year ? { boundaries: year } : {}) };
  const boundaries = [null, ...years].map((each) => ({
    name: each === null ? m.overview_map_own() : m.overview_map_year({ year: each }),
    href: addressOf(params, { [BOUNDARIES]: each }),
    isShown: each === year,
  }));
  return {
    chart: sheet && showChart(sheet, { name: 'map', query, release }),
    choices: { measures: measuresOf(release, params, measure), boundaries },
  };
}
