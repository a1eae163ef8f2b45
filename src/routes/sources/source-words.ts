// The state of a source in plain words of the language being read. The pages on sources and on units
// import it.
import { locale } from '#lib/components/address.ts';
import { failureText } from '#lib/components/failure-words.ts';
import { formatInstant } from '#lib/domain/format-instant.ts';
import { m } from '#lib/paraglide/messages.js';
import { quarterlySchedule, type Fault } from './sources-view.ts';

export { failureText };

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
