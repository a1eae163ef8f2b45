// Targets in words of the language being read: what is asked, of whom, by which document. Pages on
// indicators import it.
import { formatNumber } from '#lib/domain/format.ts';
import type { Measure } from '#lib/domain/indicator.ts';
import type { Target } from '#lib/domain/target.ts';
import type { Group } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';
import { demandFigure } from './legal-words.ts';
import { nameOf } from './words.ts';

/** "từ 30%", "100%", "gấp 2 lần năm 2019", "phải có": what a target asks. */
export function askedText(
  target: Pick<Target, 'operator' | 'value' | 'baseline'>,
  measure: Measure,
): string {
  const { operator, value } = target;
  if (operator === 'x') {
    return m.indicator_target_times({
      times: formatNumber(value, locale()),
      baseline: target.baseline ?? '',
    });
  }
  // One unit has it or not; a part of the whole can be asked of all of them together alone.
  if (measure === 'flag' && value >= 1) return m.indicator_target_yes();
  const figure = demandFigure(value, { measure });
  const text = measure === 'flag' ? m.common_demand_of_units({ value: figure }) : figure;
  // No share is more than all.
  if (operator === '>=' && measure === 'share' && value >= 1) return text;
  if (operator === '>=') return m.indicator_target_least({ value: text });
  if (operator === '<=') return m.indicator_target_most({ value: text });
  return m.indicator_target_exactly({ value: text });
}

/** Names of the groups that a target is for; a code that is not known stays a code. */
export const groupsText = (groupIds: readonly string[], groups: readonly Group[]): string =>
  groupIds
    .map((id) => {
      const group = groups.find((candidate) => candidate.id === id);
      return group ? nameOf(group) : (OTHER_LEVELS[id]?.() ?? id);
    })
    .join('; ');

/** Levels that documents name and that are not ranked here. */
const OTHER_LEVELS: Record<string, () => string> = {
  national: m.common_nation,
  districts: m.indicator_level_districts,
  communes: m.indicator_level_communes,
  agencies: m.common_agencies,
  ministries: m.common_ministries,
  provinces: m.common_provinces,
};
