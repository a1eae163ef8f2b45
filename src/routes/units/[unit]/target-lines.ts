// What is asked of a unit's figure, and since when it is behind, in the language being read: lines below a
// name. Pages and texts of one unit import it.
import { locale } from '#lib/components/address.ts';
import { formatDay, formatDemand, formatNumber, formatPeriodInText } from '#lib/domain/format.ts';
import type { BehindSince } from '#lib/domain/promises.ts';
import type { Target } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ResultLine } from './unit-view.ts';

/** "chậm từ quý IV/2019", "chậm từ quý I/2019 hoặc trước đó" */
export function behindText({ period, orBefore }: BehindSince): string {
  const since = { period: formatPeriodInText(period, locale()) };
  return orBefore ? m.unit_behind_or_before(since) : m.unit_behind(since);
}

/** "chỉ tiêu gấp 2 năm 2019 = 55,4%, hạn 31/12/2020"; null where no target judges the figure. */
export function targetText({ row, target }: Pick<ResultLine, 'row' | 'target'>): string | null {
  if (!target || row.demand === null) return null;
  const words = {
    target: formatDemand(row.demand, locale()),
    due: formatDay(target.due, locale()),
  };
  if (target.operator !== 'x') return m.unit_target_of(words);
  return m.unit_target_twice({
    ...words,
    times: formatNumber(target.value, locale()),
    baseline: target.baseline ?? '',
  });
}

/** A target's number and day as sentences take them. */
export const targetWords = ({ value, due }: Target) => ({
  target: formatDemand(value, locale()),
  due: formatDay(due, locale()),
});
