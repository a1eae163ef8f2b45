// Words of the ledger: states, what set a run off, how far it is. The pages of runs, sources and trials
// import it.
import { locale } from '#lib/components/address.ts';
import { formatInstant } from '#lib/domain/format-instant.ts';
import { formatNumber } from '#lib/domain/format.ts';
import type { RunProgress } from '#lib/domain/run-progress.ts';
import { m } from '#lib/paraglide/messages.js';

const STATES: Record<string, () => string> = {
  running: m.admin_runs_state_running,
  waiting: m.admin_runs_state_waiting,
  done: m.admin_runs_state_done,
  failed: m.admin_runs_state_failed,
  skipped: m.admin_runs_state_skipped,
};

/** The state of a run; an unknown code comes back unchanged. */
export const stateWord = (state: string): string => STATES[state]?.() ?? state;

const TRIGGERS: Record<string, () => string> = {
  schedule: m.admin_runs_trigger_schedule,
  missed: m.admin_runs_trigger_missed,
  manual: m.admin_runs_trigger_manual,
  demo: m.admin_runs_trigger_demo,
  push: m.admin_runs_trigger_push,
  report: m.admin_runs_trigger_report,
  correction: m.admin_runs_trigger_correction,
  retry: m.admin_runs_trigger_retry,
};

/** What set a run off; an unknown code comes back unchanged. */
export const triggerWord = (trigger: string): string => TRIGGERS[trigger]?.() ?? trigger;

const JOBS: Record<string, () => string> = {
  gather: m.admin_runs_job_gather,
  compare: m.admin_runs_job_compare,
  try: m.admin_runs_job_try,
};

/** What a run does; an unknown code comes back unchanged. */
export const jobWord = (job: string): string => JOBS[job]?.() ?? job;

/** Far enough on the way to be told: "đang tải: 3 trang, 1.200 dòng". */
export function progressText({ step, pages, rows }: RunProgress): string {
  const counts = { pages: numberText(pages), rows: numberText(rows) };
  return step === 'fetch' ? m.admin_runs_step_fetch(counts) : m.admin_runs_step_record(counts);
}

/** A moment as tables show it; a dash where there was none. */
export const timeText = (at: string | null): string =>
  at === null ? '–' : formatInstant(at, locale());

export const numberText = (count: number): string => formatNumber(count, locale(), 0);

/** "1,2 MB", "340 byte". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${numberText(bytes)} byte`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${formatNumber(size, locale(), 1)} ${unit}`;
}
