// The mail about a source that is down or overdue, and about the end of it: what happened, since when,
// what to do, and where to look. Only watch.ts imports it.
import { failureText } from '#lib/components/failure-words.ts';
import { formatInstant } from '#lib/domain/format-instant.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import type { Ending, Trouble, TroubleKind } from '#lib/domain/incidents.ts';
import { m } from '#lib/paraglide/messages.js';
import { isHandedIn } from '#lib/server/sources/watched.ts';
import type { NewMail } from '#lib/server/store/outbox.ts';

export type MailText = Pick<NewMail, 'subject' | 'body'>;

interface ToldSource {
  id: string;
  kind: string;
  nameVi: string;
}

/** Whoever gets it works in Vietnamese. */
const LANGUAGE = 'vi';
const VI = { locale: LANGUAGE } as const;
const timeOf = (at: Date): string => formatInstant(at.toISOString(), LANGUAGE);

function whatHappened(source: ToldSource, kind: TroubleKind, period: string): string {
  const named = { source: source.nameVi, period: formatPeriodInText(period, LANGUAGE) };
  if (kind === 'down') return m.sources_mail_down(named, VI);
  return isHandedIn(source)
    ? m.sources_mail_not_sent(named, VI)
    : m.sources_mail_overdue(named, VI);
}

const whatToDo = (source: ToldSource, origin: string): string =>
  isHandedIn(source)
    ? source.kind === 'push'
      ? m.sources_mail_do_push({ address: `${origin}/data/push` }, VI)
      : m.sources_mail_do_report({ address: `${origin}/report` }, VI)
    : m.sources_mail_do_asked({}, VI);

/** The mail of an incident that begins. */
export function openedMail(source: ToldSource, trouble: Trouble, origin: string): MailText {
  const { kind, period, since, lastGoodAt, errorCode } = trouble;
  const subject = whatHappened(source, kind, period);
  const lines = [
    `${subject}.`,
    '',
    m.sources_mail_since({ time: timeOf(since) }, VI),
    ...(errorCode ? [m.sources_mail_fault({ fault: failureText(errorCode, LANGUAGE) }, VI)] : []),
    lastGoodAt
      ? m.sources_mail_last_good({ time: timeOf(lastGoodAt) }, VI)
      : m.sources_mail_never_good({}, VI),
    '',
    whatToDo(source, origin),
    m.sources_mail_link({ address: `${origin}/sources/${source.id}` }, VI),
  ];
  return { subject, body: lines.join('\n') };
}

const ENDED: Record<Exclude<Ending, 'other-fault'>, typeof m.sources_mail_ended_answered> = {
  answered: m.sources_mail_ended_answered,
  paused: m.sources_mail_ended_paused,
  'schedule-over': m.sources_mail_ended_schedule_over,
};

/** The mail of an incident that is over. */
export function closedMail(
  source: ToldSource,
  over: {
    incident: { kind: TroubleKind; period: string; since: Date };
    ending: Exclude<Ending, 'other-fault'>;
    at: Date;
  },
  origin: string,
): MailText {
  const { incident, ending, at } = over;
  const subject = ENDED[ending]({ source: source.nameVi }, VI);
  const lines = [
    `${subject}.`,
    '',
    m.sources_mail_was({ what: whatHappened(source, incident.kind, incident.period) }, VI),
    m.sources_mail_lasted({ from: timeOf(incident.since), to: timeOf(at) }, VI),
    '',
    m.sources_mail_link({ address: `${origin}/sources/${source.id}` }, VI),
  ];
  return { subject, body: lines.join('\n') };
}
