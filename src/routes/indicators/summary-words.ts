// Figures of a whole group or nation as text: shares in per cent, flags as "23/85", counts as they
// are; and how often they come. Pages on indicators import it.
import { locale } from '#lib/components/address.ts';
import { formatNumber, formatPercent } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Summary } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';

const FREQUENCIES: Record<Indicator['frequency'], () => string> = {
  month: m.indicator_frequency_month,
  quarter: m.indicator_frequency_quarter,
  year: m.indicator_frequency_year,
};

/** How often it is measured. */
export const frequencyWord = ({ frequency }: Pick<Indicator, 'frequency'>): string =>
  FREQUENCIES[frequency]();

/** The figure of a summary; a dash where it has none. */
export function summaryText(
  indicator: Pick<Indicator, 'measure' | 'decimals'>,
  summary: Pick<Summary, 'value' | 'numerator' | 'denominator'>,
): string {
  if (summary.value === null) return '–';
  if (indicator.measure === 'share')
    return formatPercent(summary.value, locale(), indicator.decimals);
  if (indicator.measure === 'flag') {
    return m.platforms_of_units({
      has: formatNumber(summary.numerator ?? 0, locale()),
      of: formatNumber(summary.denominator ?? 0, locale()),
    });
  }
  return formatNumber(summary.value, locale(), indicator.decimals);
}

/** One unit's figure of an indicator, e.g. the lowest of a group. */
export function unitFigureText(
  indicator: Pick<Indicator, 'measure' | 'decimals'>,
  value: number,
): string {
  if (indicator.measure === 'share') return formatPercent(value, locale(), indicator.decimals);
  return formatNumber(value, locale(), indicator.decimals);
}
