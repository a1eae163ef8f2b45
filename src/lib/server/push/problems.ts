// What can be wrong with a push or a question about a receipt, in the language of whoever sends it.
// Only the push room and its routes import it.
import { m } from '#lib/paraglide/messages.js';
import { extractLocaleFromHeader } from '#lib/paraglide/runtime.js';
import type { Locale } from '#lib/domain/format.ts';
import type { RequestHandler } from '@sveltejs/kit';
import { onlyMethods, ProblemError, problemResponse, type Problem } from '../http.ts';

type Given = Record<string, string | number>;
type Word = (given: never, options: { locale: Locale }) => string;
type Kind = readonly [status: Problem['status'], title: Word, detail: Word];

const KINDS = {
  'no-token': [401, m.push_problem_no_token, m.push_problem_no_token_detail],
  'bad-token': [401, m.push_problem_bad_token, m.push_problem_bad_token_detail],
  'no-scope': [403, m.push_problem_no_scope, m.push_problem_no_scope_detail],
  'other-source': [403, m.push_problem_other_source, m.push_problem_other_source_detail],
  'source-closed': [403, m.push_problem_source_closed, m.push_problem_source_closed_detail],
  'unit-ended': [403, m.push_problem_unit_ended, m.push_problem_unit_ended_detail],
  'too-many-requests': [429, m.push_problem_too_many, m.push_problem_too_many_detail],
  'too-many-bytes': [429, m.push_problem_too_many_bytes, m.push_problem_too_many_bytes_detail],
  'bad-query': [400, m.push_problem_bad_query, m.push_problem_bad_query_detail],
  'bad-content-type': [415, m.push_problem_bad_type, m.push_problem_bad_type_detail],
  'bad-idempotency-key': [400, m.push_problem_bad_key, m.push_problem_bad_key_detail],
  'body-too-large': [413, m.push_problem_too_large, m.push_problem_too_large_detail],
  'too-large-to-check': [
    413,
    m.push_problem_too_large_to_check,
    m.push_problem_too_large_to_check_detail,
  ],
  'not-to-check': [422, m.push_problem_not_to_check, m.push_problem_not_to_check_detail],
  'check-failed': [503, m.push_problem_check_failed, m.push_problem_check_failed_detail],
  'body-too-slow': [408, m.push_problem_too_slow, m.push_problem_too_slow_detail],
  'bad-period': [422, m.push_problem_bad_period, m.push_problem_bad_period_detail],
  'other-frequency': [422, m.push_problem_other_frequency, m.push_problem_other_frequency_detail],
  'period-not-over': [422, m.push_problem_period_not_over, m.push_problem_period_not_over_detail],
  'period-not-asked': [
    422,
    m.push_problem_period_not_asked,
    m.push_problem_period_not_asked_detail,
  ],
  'key-reused': [409, m.push_problem_key_reused, m.push_problem_key_reused_detail],
  'unknown-receipt': [404, m.push_problem_unknown_receipt, m.push_problem_unknown_receipt_detail],
  'method-not-allowed': [405, m.push_problem_method, m.push_problem_method_detail],
} as const satisfies Record<string, Kind>;

export type PushProblem = keyof typeof KINDS;

/**
 * What a sender does next: `same` sends the same body again with the same key · `mended` mends the
 * request and sends it with the same key, for nothing of it was stored · `new-key` sends with another
 * key · `ask` asks an administrator first · `no` has nothing to send again.
 */
export type NextStep = 'same' | 'mended' | 'new-key' | 'ask' | 'no';

const NEXT_STEPS: Partial<Record<PushProblem, NextStep>> = {
  'bad-token': 'ask',
  'no-scope': 'ask',
  'source-closed': 'ask',
  'unit-ended': 'ask',
  'too-many-requests': 'same',
  'too-many-bytes': 'same',
  'not-to-check': 'no',
  'check-failed': 'same',
  'body-too-slow': 'same',
  'period-not-asked': 'ask',
  'key-reused': 'new-key',
  'unknown-receipt': 'no',
};

/** Every way in which a push can be refused, with its status, its words and what to do next. */
export const pushProblems = (
  locale: Locale,
): { code: string; status: number; title: string; next: NextStep }[] =>
  Object.entries(KINDS).map(([code, [status, title]]) => ({
    code,
    status,
    title: title({}, { locale }),
    next: NEXT_STEPS[code as PushProblem] ?? 'mended',
  }));

/** Vietnamese, unless the sender asks for English: those who send are Vietnamese portals. */
export const languageOf = (request: Request): Locale => extractLocaleFromHeader(request) ?? 'vi';

/** @param given what stands in the sentence: limits, numbers, names */
export function pushProblem(
  request: Request,
  code: PushProblem,
  given: Given = {},
  headers: Record<string, string> = {},
): ProblemError {
  const [status, title, detail] = KINDS[code];
  const locale = languageOf(request);
  return new ProblemError({
    status,
    code,
    title: title({}, { locale }),
    detail: (detail as (given: Given, options: { locale: Locale }) => string)(given, { locale }),
    headers: {
      'content-language': locale,
      vary: 'Accept-Language',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="tiendo"' } : {}),
      ...headers,
    },
  });
}

/** A route's answer to methods other than its own, in the sender's language. */
export function otherPushMethods(methods: readonly string[]): RequestHandler {
  const options = onlyMethods(methods);
  return (event) => {
    const { request, url } = event;
    if (request.method === 'OPTIONS') return options(event);
    const allow = methods.join(', ');
    const given = { allow, method: request.method };
    const { problem } = pushProblem(request, 'method-not-allowed', given, { allow });
    return problemResponse({ ...problem, allowed: methods }, url.pathname);
  };
}
