// When a source is due: the slots of its schedule, and the period that each of them asks for. Pure;
// the ledger, the command line and the pages of sources import it.
import { CronExpressionParser } from 'cron-parser';
import {
  type Frequency,
  type Reckoning,
  periodHolding,
  periodOf,
  shiftPeriod,
} from '#lib/domain/period.ts';
import type { AskedPeriods } from '#lib/domain/intake.ts';
import type { SourceConfig } from './source.ts';

/** Slots told at a time, so that a schedule by the minute since years ago holds up nobody. */
export const MAX_SLOTS = 1_000;

/** The day that it is at a moment in a time zone, ISO. */
const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** The last period that had ended before an ISO day began, in either reckoning. */
export function lastPeriodBefore(day: string, frequency: Frequency, reckoning: Reckoning): string {
  let code = shiftPeriod(periodHolding(day, frequency), 1);
  while (periodOf(code, reckoning).end >= day) code = shiftPeriod(code, -1);
  return code;
}

/** What of a source says when it is due, and for which period. */
export type Scheduled = Pick<
  SourceConfig,
  'schedule' | 'timeZone' | 'firstSlot' | 'lastSlot' | 'frequency' | 'reckoning'
>;

/** What a slot of this source asks for. */
export const periodOfSlot = (source: Scheduled, slotAt: Date): string =>
  lastPeriodBefore(dayIn(slotAt, source.timeZone), source.frequency, source.reckoning);

/** The time in which the slots of a source are looked for. */
export interface SlotSpan {
  /** Slots after this moment; from the source's first on where it is null. */
  after?: Date | null;
  /** Slots up to this moment, or to the source's last. */
  until: Date;
}

function boundsOf(source: Scheduled, { after = null, until }: SlotSpan) {
  // A schedule tells what comes after a moment; the first slot itself belongs to the source.
  const beforeFirst = new Date(Date.parse(source.firstSlot) - 1000);
  const from = after && after > beforeFirst ? after : beforeFirst;
  const last = source.lastSlot === null ? until : new Date(source.lastSlot);
  return { from, to: last < until ? last : until };
}

const scheduleFrom = (source: Scheduled, currentDate: Date) =>
  CronExpressionParser.parse(source.schedule, { currentDate, tz: source.timeZone });

/** The oldest slots of a span, at most 1,000, oldest first. */
export function slotsUntil(source: Scheduled, span: SlotSpan): Date[] {
  const { from, to } = boundsOf(source, span);
  const cron = scheduleFrom(source, from);
  const slots: Date[] = [];
  while (slots.length < MAX_SLOTS) {
    const at = cron.next().toDate();
    if (at > to) break;
    slots.push(at);
  }
  return slots;
}

/** The newest slots of a span, at most `count` (1,000), oldest first. */
export function lastSlots(source: Scheduled, span: SlotSpan, count = MAX_SLOTS): Date[] {
  const { from, to } = boundsOf(source, span);
  // A slot at the very end of the span belongs to it.
  const cron = scheduleFrom(source, new Date(to.getTime() + 1));
  const slots: Date[] = [];
  while (slots.length < count) {
    const at = cron.prev().toDate();
    if (at <= from) break;
    slots.push(at);
  }
  return slots.reverse();
}

/** The first slot after a moment; null where the source's last one is over. */
export function nextSlot(source: Scheduled, after: Date): Date | null {
  const first = new Date(source.firstSlot);
  const from = after < first ? new Date(first.getTime() - 1000) : after;
  const at = scheduleFrom(source, from).next().toDate();
  return source.lastSlot !== null && at > new Date(source.lastSlot) ? null : at;
}

/** The periods that the first and the last slot of a source ask for; nothing else is taken in. */
export function periodsAsked(source: Scheduled): AskedPeriods {
  const opens = new Date(source.firstSlot);
  const first = periodOfSlot(source, nextSlot(source, new Date(opens.getTime() - 1000)) ?? opens);
  if (source.lastSlot === null) return { first, last: null };
  const closes = new Date(source.lastSlot);
  const [last = closes] = lastSlots(source, { until: closes }, 1);
  return { first, last: periodOfSlot(source, last) };
}
