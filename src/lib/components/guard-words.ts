// The guard's rules in the language being read. Components and pages import it.
import type { Locale } from '#lib/domain/format.ts';
import type { GuardRule } from '#lib/domain/guard.ts';
import { m } from '#lib/paraglide/messages.js';

const RULES = {
  'after-hold': m.guard_rule_after_hold,
  'above-whole': m.guard_rule_above_whole,
  coverage: m.guard_rule_coverage,
  totals: m.guard_rule_totals,
  ranks: m.guard_rule_ranks,
} as const satisfies Record<GuardRule, typeof m.guard_rule_totals>;

/** What a rule found, as words in the middle of a sentence. */
export const guardRuleWord = (rule: GuardRule, language: Locale): string =>
  RULES[rule]({}, { locale: language });
