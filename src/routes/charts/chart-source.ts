// Where the figures of a chart come from, in the language being read. Sheets of charts import it.
import { locale } from '#lib/components/address.ts';
import { nameOf } from '#lib/components/words.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';

/** "cổng dịch vụ công của 85 đơn vị, phát hành 20/4/2020" */
export function releaseSource(release: Release, measure: string): string {
  const { series } = release.rules;
  if (series.kind === 'package') {
    return m.charts_source_series({ series: nameOf(series), day: dayOf(release) });
  }
  return portalsSource(release, summaryOf(release, measure, null)?.counted ?? 0);
}

const dayOf = ({ releasedAt }: Release): string => formatDay(hanoiDay(releasedAt), locale());

/** @param n units whose portals told what is shown */
export const portalsSource = (release: Release, n: number): string =>
  m.charts_source_portals({ n, day: dayOf(release) });

/**
 * The key of a drawing with a line at the target; where each unit has a target from a baseline of its own, also
 * why what meets its own may stand short of the line.
 */
export function keyWithTarget(key: string, { rules, summaries }: Release, measure: string): string {
  const asked = new Set(
    summaries.filter((summary) => summary.measure === measure).map(({ targetId }) => targetId),
  );
  const isOwn = rules.targets.some(({ id, operator }) => operator === 'x' && asked.has(id));
  return isOwn ? `${key} ${m.charts_own_targets()}` : key;
}

/** The mark that every picture of made-up figures bears; null where they are real. */
export const markOfFigures = (isIllustrative: boolean): string | null =>
  isIllustrative ? m.common_illustrative() : null;
