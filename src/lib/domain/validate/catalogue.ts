// Every rule that gathered figures keep to, in the order in which a reader meets them. Anyone may
// import it; the page on the method prints it, so that it cannot say anything else.
import { COMMON_RULES, DECISION_RULES } from './common-rules.ts';
import { PLATFORM_RULES } from './platform-rules.ts';
import { REPLY_RULES } from './reply-rules.ts';
import { REPORT_ROW_RULES, REPORT_RULES } from './report-rules.ts';
import type { Rule } from './rule.ts';
import { SERVICE_RULES } from './service-rules.ts';
import { UNIT_RULES } from './unit-rules.ts';

/** From the whole reply over its rows to what the figures say together. Ids are unique. */
export const VALIDATION_RULES: readonly Rule[] = [
  REPLY_RULES,
  REPORT_RULES,
  REPORT_ROW_RULES,
  COMMON_RULES,
  SERVICE_RULES,
  PLATFORM_RULES,
  UNIT_RULES,
  DECISION_RULES,
].flatMap((rules) => Object.values<Rule>(rules));

const BY_ID: ReadonlyMap<string, Rule> = new Map(VALIDATION_RULES.map((rule) => [rule.id, rule]));

/** The rule of a finding; null for one that was taken out of the catalogue since. */
export const findRule = (id: string): Rule | null => BY_ID.get(id) ?? null;
