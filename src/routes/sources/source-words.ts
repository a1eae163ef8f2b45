// The state of a source in plain words of the language being read. The pages on sources and on units
// import it.
import { locale } from '#lib/components/address.ts';
import { failureText } from '#lib/components/failure-words.ts';
import { formatInstant } from '#lib/domain/format-instant.ts';
import { formatNumber, formatPeriodInText } from '#lib/domain/format.ts';
import type { Ending, TroubleKind } from '#lib/domain/incidents.ts';
import type { IntakeState } from '#lib/domain/intake.ts';
import type { Strip, StripMark } from '#lib/domain/source-strip.ts';
import { m } from '#lib/paraglide/messages.js';
import { plainSchedule } from './sources-view.ts';

export { failureText };

const KINDS: Record<string, () => string> = {
  'portal-json': m.sources_kind_portal_json,
  package: m.sources_kind_package,
  csv: m.sources_kind_csv,
  xlsx: m.sources_kind_xlsx,
  'xlsx-report': m.sources_kind_report,
  push: m.sources_kind_push,
};

/** What kind of source it is; an unknown code comes back unchanged. */
export const kindWord = (kind: string): string => KINDS[kind]?.() ?? kind;

/** When it is asked, or by when it is expected. */
export function scheduleText(cron: string): string {
  const plain = plainSchedule(cron);
  if (plain === null) return m.sources_schedule_other({ cron });
  if (plain.kind === 'day') return m.sources_schedule_day(plain);
  if (plain.kind === 'month') return m.sources_schedule_month(plain);
  return plain.kind === 'quarter'
    ? m.sources_schedule_quarter(plain)
    : m.sources_schedule_year(plain);
}

const STATES: Record<string, () => string> = {
  running: m.sources_state_running,
  waiting: m.sources_state_waiting,
  done: m.sources_state_done,
  failed: m.sources_state_failed,
  skipped: m.sources_state_skipped,
};

/** What came of a run, which waits for its first try where nothing went wrong yet; an unknown code comes back unchanged. */
export const runStateWord = ({ state, errorCode }: { state: string; errorCode: string | null }) =>
  state === 'waiting' && errorCode === null
    ? m.sources_state_queued()
    : (STATES[state]?.() ?? state);

const STANDINGS: Record<string, () => string> = {
  down: m.sources_standing_down,
  overdue: m.sources_standing_overdue,
  trying: m.sources_standing_trying,
  returned: m.sources_standing_returned,
  'let-go': m.sources_standing_let_go,
  checking: m.sources_standing_checking,
  unknown: m.sources_standing_unknown,
  paused: m.sources_standing_paused,
  well: m.sources_standing_well,
  retired: m.sources_standing_retired,
};

/** How a source stands, in a word or two. */
export const standingWord = (standing: string): string => STANDINGS[standing]?.() ?? standing;

/** What the words about a source are made of. */
interface ToldSource {
  standing: string;
  isHandedIn: boolean;
  cause: { period: string; errorCode: string | null } | null;
  pausedAt: string | null;
  pausedReason: string | null;
  lastSuccessAt: string | null;
  next: { kind: 'retry' | 'slot'; at: string } | null;
}

const timeOf = (at: string): string => formatInstant(at, locale());

/** Why it stands as it does; nothing where all is well. */
export function faultText({ standing, isHandedIn, cause, lastSuccessAt }: ToldSource): string {
  if (standing === 'unknown') {
    return isHandedIn ? m.sources_fault_never_sent() : m.sources_fault_never();
  }
  if (cause === null) return '';
  if (standing === 'checking') {
    return m.sources_fault_checking({ period: formatPeriodInText(cause.period, locale()) });
  }
  if (standing === 'returned') {
    return lastSuccessAt ? m.sources_fault_returned_since() : m.sources_fault_returned_first();
  }
  if (standing === 'let-go') return m.sources_fault_skipped();
  if (cause.errorCode !== null) return failureText(cause.errorCode);
  if (standing !== 'overdue') return '';
  return isHandedIn ? m.sources_fault_not_sent() : m.sources_fault_not_asked();
}

/** What happens next, by itself. */
export function nextText(source: ToldSource): string {
  const { standing, pausedAt, pausedReason, next, isHandedIn } = source;
  if (standing === 'retired') return m.sources_next_retired();
  if (pausedAt) {
    return m.sources_next_paused({ time: timeOf(pausedAt), reason: pausedReason ?? '–' });
  }
  if (next === null) return m.sources_next_none();
  const time = timeOf(next.at);
  if (next.kind === 'retry') return m.sources_next_retry({ time });
  return isHandedIn ? m.sources_next_due({ time }) : m.sources_next_slot({ time });
}

const MARKS: Record<StripMark, () => string> = {
  answered: m.sources_mark_answered,
  failed: m.sources_mark_failed,
  waiting: m.sources_mark_waiting,
  'let-go': m.sources_mark_let_go,
  'none-due': m.sources_mark_none_due,
  unknown: m.sources_mark_unknown,
};
export const markWord = (mark: StripMark): string => MARKS[mark]();

/** From the first slot that was asked for on; all where none was, and where marks are days. */
function askedMarks({ by, marks }: Strip): Strip['marks'] {
  const first = marks.findIndex(({ mark }) => mark !== 'let-go');
  return by === 'slot' && first > 0 ? marks.slice(first) : marks;
}

/**
 * A strip to those who do not see it: how many of what, and which were not answered. What was let go
 * before the source was first asked is no news of it.
 */
export function stripText({ by, marks }: Strip): string {
  const asked = askedMarks({ by, marks });
  const counted = Map.groupBy(asked, ({ mark }) => mark);
  const parts = [...counted]
    .filter(([mark]) => mark !== 'none-due')
    .map(([mark, found]) => {
      const count = formatNumber(found.length, locale());
      const named = found.map(({ of }) => formatPeriodInText(of, locale())).join(', ');
      const word = markWord(mark);
      return mark === 'answered' || by === 'day'
        ? `${count} ${word}`
        : `${count} ${word} (${named})`;
    });
  const all = by === 'day' ? m.sources_strip_days() : m.sources_strip_slots({ n: asked.length });
  const told = `${all}: ${parts.join('; ')}`;
  const [first] = asked;
  if (asked.length === marks.length || !first) return told;
  const period = formatPeriodInText(first.of, locale());
  return `${told}. ${m.sources_strip_asked_from({ period })}`;
}

const ENDINGS: Record<Ending, () => string> = {
  answered: m.sources_ended_answered,
  paused: m.sources_ended_paused,
  'schedule-over': m.sources_ended_schedule_over,
  'other-fault': m.sources_ended_other_fault,
};
export const endingText = (ending: Ending): string => ENDINGS[ending]();

/** What an incident is about: kind, period, cause. */
export function incidentText(incident: {
  kind: TroubleKind;
  period: string;
  errorCode: string | null;
}): string {
  const period = formatPeriodInText(incident.period, locale());
  const what =
    incident.kind === 'down'
      ? m.sources_incident_down({ period })
      : m.sources_incident_overdue({ period });
  return incident.errorCode ? `${what}: ${failureText(incident.errorCode)}` : what;
}

const INTAKES: Record<IntakeState, () => string> = {
  received: m.sources_report_checking,
  checking: m.sources_report_checking,
  recorded: m.sources_report_recorded,
  returned: m.sources_report_returned,
  failed: m.sources_report_failed,
};

/** What became of something handed in. */
export const intakeWord = (state: IntakeState): string => INTAKES[state]();

/** What was sent after what stands, beside it. */
export const laterText = ({ number, state }: { number: string; state: IntakeState }): string =>
  m.sources_report_later({ number, state: intakeWord(state) });

/** What is wrong with a source, since when; the watch may not have noted it yet. */
export function troubleText(
  source: ToldSource & {
    incident: (Parameters<typeof incidentText>[0] & { since: string }) | null;
  },
): string {
  const { standing, incident } = source;
  if (incident === null) return `${standingWord(standing)}: ${faultText(source)}`;
  return `${incidentText(incident)}, ${m.sources_incident_since({ time: timeOf(incident.since) })}`;
}

/** How old what a source last said is; that of one whose schedule is over as of its end. */
export function ageText({ ageDays, isOver }: { ageDays: number | null; isOver: boolean }): string {
  if (ageDays === null) return '';
  if (isOver && ageDays < 0) return m.sources_age_after_end();
  const words = { count: ageDays, n: formatNumber(ageDays, locale()) };
  if (isOver) return ageDays === 0 ? m.sources_age_at_end() : m.sources_age_before_end(words);
  return ageDays <= 0 ? m.sources_age_today() : m.sources_age_days(words);
}

const TRIGGERS: Record<string, () => string> = {
  schedule: m.sources_trigger_schedule,
  missed: m.sources_trigger_missed,
  manual: m.sources_trigger_manual,
  demo: m.sources_trigger_schedule,
  push: m.sources_trigger_push,
  report: m.sources_trigger_report,
  correction: m.sources_trigger_correction,
  retry: m.sources_trigger_retry,
};

/** What set a run off; an unknown code comes back unchanged. */
export const triggerWord = (trigger: string): string => TRIGGERS[trigger]?.() ?? trigger;

/** Why a source was changed, as somebody wrote it; where a list was read at the start nobody did. */
export const sourceChangeReason = (reason: string): string =>
  reason === 'registered' ? m.sources_one_versions_registered() : reason;

/** Why no host is told of a source. */
export const hostWord = (reason: 'private-network' | 'not-asked' | null): string =>
  reason === 'private-network' ? m.sources_one_private_host() : m.sources_one_no_host();
