// Headlines of the indicator page in the language being read, made of the release's own figures.
// Only that page imports it.
import { locale } from '#lib/components/address.ts';
import { nameOf } from '#lib/components/words.ts';
import { formatNumber, formatPeriodInText } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Summary } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { summaryText } from '../summary-words.ts';

/** "Tỷ lệ …: cả nước 11,1%, quý I/2020; 10/85 đơn vị đạt chỉ tiêu" */
export function indicatorHeadline(
  indicator: Indicator,
  summary: Summary | null,
  period: string | null,
): string {
  const name = nameOf(indicator);
  if (!summary || period === null) return m.indicator_head_unmeasured({ name });
  const when = formatPeriodInText(period, locale());
  // Scores have no sum, nor have shares without counts.
  if (summary.value === null) {
    return m.indicator_head_units({ name, count: summary.counted, period: when });
  }
  const head = headOf(indicator, summary, name, when);
  if (summary.withTarget === 0) return head;
  return m.indicator_head_target({ head, met: summary.met, of: summary.withTarget });
}

function headOf(indicator: Indicator, summary: Summary, name: string, period: string): string {
  const value = summaryText(indicator, summary);
  if (indicator.measure === 'share') return m.indicator_head_value({ name, value, period });
  if (indicator.measure !== 'flag') return m.indicator_head_count({ name, value, period });
  return m.indicator_head_flag({
    name,
    has: summary.numerator ?? 0,
    of: summary.denominator ?? 0,
    period,
  });
}

/** The release before, and over how many units a change since is told. */
export interface ComparedWith {
  period: string;
  units: number;
}

/** "13.077/117.496, tính từ 85/85 …. Tăng 0,4 điểm phần trăm so với quý IV/2019." */
export function indicatorLead(
  indicator: Indicator,
  summary: Summary | null,
  before: ComparedWith | null,
): string {
  if (!summary) return m.indicator_lead_unmeasured();
  const counted =
    indicator.measure === 'share' && summary.numerator !== null && summary.denominator !== null
      ? m.indicator_lead_counted({
          n: formatNumber(summary.numerator, locale()),
          d: formatNumber(summary.denominator, locale()),
          counted: summary.counted,
          expected: summary.expected,
        })
      : '';
  return [counted, changeText(indicator, summary, before)].filter(Boolean).join(' ');
}

/** Where some have no figure in both periods, the change is told of those that have. */
function changeText(
  indicator: Indicator,
  { change, expected }: Summary,
  before: ComparedWith | null,
): string {
  if (change === null || before === null || indicator.measure !== 'share') return '';
  const { decimals } = indicator;
  const points = m.indicator_points({
    value: formatNumber(Math.abs(change) * 100, locale(), decimals),
  });
  const isSame = Math.round(change * 100 * 10 ** decimals) === 0;
  const moved = change > 0 ? m.indicator_lead_up({ points }) : m.indicator_lead_down({ points });
  const period = formatPeriodInText(before.period, locale());
  return m.indicator_lead_previous({
    direction: isSame ? m.indicator_lead_same() : moved,
    period:
      before.units < expected ? m.overview_lead_same_units({ n: before.units, period }) : period,
  });
}

/** "Từ 4,6% (quý I/2019) đến 11,1% (quý I/2020)", of the first and last period with a figure. */
export function courseWords(
  indicator: Indicator,
  nation: readonly { period: string; summary: Summary | null }[],
): string {
  const known = nation.flatMap(({ period, summary }) =>
    summary && summary.value !== null ? [{ period, text: summaryText(indicator, summary) }] : [],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first === last) return m.indicator_course();
  return m.indicator_course_head({
    first: first.text,
    firstPeriod: formatPeriodInText(first.period, locale()),
    last: last.text,
    lastPeriod: formatPeriodInText(last.period, locale()),
  });
}
