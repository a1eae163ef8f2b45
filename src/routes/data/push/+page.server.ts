// What the page of pushes documents, read from the code that does it: fields, rules, errors, limits.
import { SERVICE_FIELDS } from '#lib/domain/service-fields.ts';
import { COMMON_RULES } from '#lib/domain/validate/common-rules.ts';
import type { Rule } from '#lib/domain/validate/rule.ts';
import { SERVICE_RULES } from '#lib/domain/validate/service-rules.ts';
import { UNIT_RULES } from '#lib/domain/validate/unit-rules.ts';
import { PUSH_LIMITS } from '#lib/server/push/limits.ts';
import { pushProblems } from '#lib/server/push/problems.ts';
import { returnWords, RETURN_CODES } from '#lib/server/push/returns.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { examplesFor } from './examples.ts';
import type { PageServerLoad } from './$types';

/** Of the rules about all rows together, the one that returns a push. */
const LIST_RULES = { shorter: UNIT_RULES.shorterPush };

export const load: PageServerLoad = ({ url }) => ({
  origin: url.origin,
  fields: SERVICE_FIELDS,
  rules: [COMMON_RULES, SERVICE_RULES, LIST_RULES].flatMap((rules) => Object.values<Rule>(rules)),
  problems: pushProblems(getLocale()),
  returns: Object.keys(RETURN_CODES).map((code) => ({
    code,
    meaning: returnWords(code)?.[getLocale()] ?? code,
  })),
  limits: PUSH_LIMITS,
  examples: examplesFor(url.origin),
});
