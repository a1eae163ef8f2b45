// Whether and since when a unit has a platform, in the language being read. Pages on platforms and on units
// import it.
import { m } from '#lib/paraglide/messages.js';
import { locale } from '#lib/components/address.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import type { PlatformMark } from './platforms-view.ts';

/** "●", "○" or "–": whether a unit has a platform, as it is seen; "–" also of what was not there yet. */
export const markShape = (has: boolean | null): string => (has === null ? '–' : has ? '●' : '○');

/** Since when a unit has a platform, that it has none, or that there was none to be had. */
export function markWords({ has, isOpen, since, sinceOrBefore }: PlatformMark): string {
  if (!isOpen) return m.platforms_mark_not_open();
  if (has === null) return m.platforms_mark_unknown();
  if (!has || since === null) return m.platforms_mark_no();
  const period = formatPeriodInText(since, locale());
  return sinceOrBefore ? m.platforms_mark_yes_before({ period }) : m.platforms_mark_yes({ period });
}

/** "I/2020", "≤ I/2019": the quarter beside a mark, as short as a column takes. */
export function markSince({ since, sinceOrBefore }: PlatformMark): string {
  if (since === null) return '';
  const period = formatPeriodInText(since, locale()).replace(/^quý /, '');
  return sinceOrBefore ? m.platforms_mark_before({ period }) : period;
}
