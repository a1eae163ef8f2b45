// Why a source did not answer well, in plain words, by the code that the run left (server/sources).
// Pages import it, and the scheduler for its mail, so that it needs nothing of SvelteKit.
import type { Locale } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** Codes of failures as fetching and reading name them (server/sources). */
const FAILURES: Record<string, typeof m.sources_fault_timeout> = {
  timeout: m.sources_fault_timeout,
  'connect-timeout': m.sources_fault_unreachable,
  slow: m.sources_fault_slow,
  'rate-limited': m.sources_fault_rate_limited,
  'breaker-open': m.sources_fault_resting,
  'not-allowed': m.sources_fault_not_allowed,
  redirect: m.sources_fault_redirect,
  html: m.sources_fault_html,
  'wrong-type': m.sources_fault_not_json,
  'bad-http': m.sources_fault_not_json,
  'bad-encoding': m.sources_fault_packing,
  'too-large': m.sources_fault_too_large,
  bomb: m.sources_fault_bomb,
  'zip-bomb': m.sources_fault_bomb,
  'zip-lies': m.sources_fault_bad_file,
  encrypted: m.sources_fault_bad_file,
  'foreign-part': m.sources_fault_bad_file,
  'wrong-period': m.sources_fault_wrong_period,
  'wrong-unit': m.sources_fault_wrong_unit,
  'not-json': m.sources_fault_not_json,
  'bad-json': m.sources_fault_unreadable,
  shape: m.sources_fault_unreadable,
  incomplete: m.sources_fault_incomplete,
  empty: m.sources_fault_incomplete,
  refused: m.sources_fault_unreachable,
  'unknown-host': m.sources_fault_unreachable,
  unreachable: m.sources_fault_unreachable,
  network: m.sources_fault_unreachable,
  closed: m.sources_fault_closed,
  tls: m.sources_fault_certificate,
  encoding: m.sources_fault_bad_file,
  'not-csv': m.sources_fault_bad_file,
  'not-a-workbook': m.sources_fault_bad_file,
  'bad-sheet': m.sources_fault_bad_file,
  'bad-cell': m.sources_fault_bad_file,
  'bad-xml': m.sources_fault_bad_file,
  'xml-entities': m.sources_fault_bad_file,
  'too-slow': m.sources_fault_slow_file,
  returned: m.sources_fault_returned,
  'parser-crashed': m.sources_fault_ours,
  superseded: m.sources_fault_superseded,
  overtaken: m.common_overtaken,
  'no-secret': m.sources_fault_ours,
  'secret-elsewhere': m.sources_fault_ours,
  'no-package': m.sources_fault_no_package,
  'wrong-series': m.sources_fault_wrong_series,
  illustrative: m.sources_fault_illustrative,
  'not-handed-in': m.sources_fault_not_handed_in,
  'gathering-failed': m.sources_fault_ours,
  'no-room': m.sources_fault_ours,
  internal: m.sources_fault_ours,
};

/**
 * Why a run failed, by the code it left, in the language being read; an unknown code comes back unchanged.
 *
 * @param language that of a mail, which nobody is reading yet
 */
export function failureText(code: string, language?: Locale): string {
  const options = language ? { locale: language } : {};
  const status = /^http-(\d+)$/.exec(code)?.[1];
  if (status?.startsWith('5')) return m.sources_fault_server({ status }, options);
  if (status) return m.sources_fault_refused({ status }, options);
  return FAILURES[code]?.({}, options) ?? code;
}
