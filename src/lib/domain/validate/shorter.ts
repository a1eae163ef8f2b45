// A list of services beside the one that its source sent last. A list is whole: what it leaves out is
// taken for ended, so that one cut short would end most of a unit's services at a stroke. Pure; anyone
// may import it. The limits are our own judgement; the page on the method states them.
import { formatNumber } from '../format.ts';
import type { Rule, WideFinding } from './rule.ts';
import { UNIT_RULES } from './unit-rules.ts';

/** Services listed last, below which a list is too short to tell one cut short from routine change. */
export const SHORTER_LEAST = 20;
/** Part of the services listed last that a list has at least. */
export const SHORTER_PART = 0.5;

/** How many services a source listed, and about which period. */
export interface Listed {
  services: number;
  period: string;
}

/** The rule that goes on comparing with the list before the one that it first marked. */
export const SHORTER_RULE = UNIT_RULES.shorterList.id;

/**
 * The list to compare with: the last one, or the one that it was compared with itself where that found
 * it too short and no person has decided on it yet.
 *
 * @param doubted the evidence of that finding
 */
export function lastUndoubted(
  last: Listed | null,
  doubted: WideFinding['evidence'] | undefined,
): Listed | null {
  const { servicesBefore: services, periodBefore: period } = doubted ?? {};
  return typeof services === 'number' && typeof period === 'string' ? { services, period } : last;
}

/** The rule, its message with the two numbers. */
const tell = (rule: Rule, now: number, before: Listed): Rule => ({
  ...rule,
  messageVi: `${rule.messageVi}: lần trước (${before.period}) có ${formatNumber(before.services, 'vi', 0)} dịch vụ, lần này có ${formatNumber(now, 'vi', 0)}`,
  messageEn: `${rule.messageEn}: ${formatNumber(before.services, 'en', 0)} last time (${before.period}), ${formatNumber(now, 'en', 0)} now`,
});

/**
 * Whether a list has fewer than half of the services that its source listed last.
 *
 * @param now services listed, those among them whose rows are set aside
 * @param before what the source listed last: of the same period, else of the one before; null for none
 * @param mustConfirm whether whoever sends it has yet to say that it is meant: then it is refused
 */
export function compareWithLast(
  now: number,
  before: Listed | null,
  mustConfirm: boolean,
): WideFinding[] {
  if (before === null || before.services < SHORTER_LEAST) return [];
  if (now >= before.services * SHORTER_PART) return [];
  const rule = mustConfirm ? UNIT_RULES.shorterPush : UNIT_RULES.shorterList;
  const evidence = { services: now, servicesBefore: before.services, periodBefore: before.period };
  return [{ rule: tell(rule, now, before), field: null, evidence }];
}
