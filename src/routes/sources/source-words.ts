// The state of a source in plain words of the language being read. The pages on sources and on units
// import it.
import { locale } from '#lib/components/address.ts';
import { formatInstant } from '#lib/domain/format-instant.ts';
import { m } from '#lib/paraglide/messages.js';
import { quarterlySchedule, type Fault } from './sources-view.ts';

const KINDS: Record<string, () => string> = {
  'portal-json': m.sources_kind_portal_json,
  package: m.sources_kind_package,
};

/** What kind of source it is; an unknown code comes back unchanged. */
export const kindWord = (kind: string): string => KINDS[kind]?.() ?? kind;

/** When it is asked. */
export function scheduleText(cron: string): string {
  const quarterly = quarterlySchedule(cron);
  return quarterly ? m.sources_schedule_quarter(quarterly) : m.sources_schedule_other({ cron });
}

const STATES: Record<string, () => string> = {
  running: m.sources_state_running,
  waiting: m.sources_state_waiting,
  done: m.sources_state_done,
  failed: m.sources_state_failed,
  skipped: m.sources_state_skipped,
};

/** What came of a run; an unknown code comes back unchanged. */
export const runStateWord = (state: string): string => STATES[state]?.() ?? state;

/** Codes of failures as fetching and reading name them (server/sources). */
const FAILURES: Record<string, () => string> = {
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
};

/** Why a run failed, by the code it left. */
export function failureText(code: string | null): string {
  if (code === null) return m.sources_fault_unknown();
  const status = /^http-(\d+)$/.exec(code)?.[1];
  if (status?.startsWith('5')) return m.sources_fault_server({ status });
  if (status) return m.sources_fault_refused({ status });
  return FAILURES[code]?.() ?? m.sources_fault_other({ code });
}

/** What is wrong now, and when it will be tried again. */
export function faultText(
  fault: Fault,
  run: { errorCode: string | null; nextAttemptAt: string | null } | null,
): string {
  if (fault === null) return m.sources_no_fault();
  if (fault === 'never-run') return m.sources_fault_never();
  if (fault === 'skipped') return m.sources_fault_skipped();
  const why = failureText(run?.errorCode ?? null);
  return fault === 'waiting' && run?.nextAttemptAt
    ? `${why}; ${m.sources_fault_again({ time: formatInstant(run.nextAttemptAt, locale()) })}`
    : why;
}
